"""The Tape page: the tape of an expression, read from TensorFlow while it records and goes back.

`expressions` are what can be recorded, `record` a recording; `graphs` and `table` show it, `answers` puts it beside SymPy
and a central difference, `links` and `export` carry it away.
"""
