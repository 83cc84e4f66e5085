"""What all pictures are made of.

`parts` are colours, lines, rings and bands to hover over, `racers` how each racer looks, `marks` which rows are drawn,
`heights` what has a place on an axis and what is said of the rest, `poles` how much of a pole is shown.
"""
