"""What theory says of a descent before it begins, and how a descent ended: for any number of parameters.

Before: `curvature`, `limits` (the learning-rate limit, the predicted loss) for one parameter, `quadratic` for two, and the
`stretches` of rates and starts that are about a problem's own scale. After: `outcome`, a word and its reason; `walk` is a run
as its judges see it, `lows` the minima about it, `cycles` and `ends` two ways of not arriving.
"""
