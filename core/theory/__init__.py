"""What theory says of a descent before it begins, and how a descent ended: for any number of parameters.

Before: `curvature`, `limits` (the learning-rate limit, the predicted loss) for one parameter, `quadratic` and `rates` for
two, and the `stretches` of rates and starts that are about a problem's own scale. After: `outcome`, a word and its reason;
`findings` give words to any number of runs at once, `reasons` say why of one. `walk` is runs as judges see them, `traced`
those of which only the places are kept and `followed` those of which only the last are, `lows` minima about them, `cycles`
and `ends` two ways of not arriving.
"""
