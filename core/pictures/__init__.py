"""What all pictures are made of.

`looks` are colours, dashes and widths, `parts` lines, rings and bands to hover over, `marks` which rows are drawn,
`heights` what has a place on an axis and what is said of the rest, `extents` how far a log axis reaches, `axes` how the
numbers of an axis are written, `poles` how much of a pole is shown; `hall` what is read from afar, `qr` a link to scan.
"""
