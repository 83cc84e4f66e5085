"""Small experiments, run for real: the code shown is the code that ran.

`experiment` runs one and keeps its source and what it printed. `variables` are those of the Variables page; `none` (why is my
gradient None?) and `tapes` (what else a tape can do) stand on the Tape page.
"""
