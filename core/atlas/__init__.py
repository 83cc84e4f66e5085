"""What the Maps page is about: maps of many runs (core.maps), how they are shown, and what is told of them.

`links` say which map it is, `places` are some by name. A map is computed in `pieces` and coloured by `paints`, the deeper the
lower its losses (`depths`); `orbits` are its other kind, and `refusals` say which of them the tape has not. `theory` draws
lines over it, `ticks` stand at its sides, and `shown` is all of that for a browser. `cells` are single runs of it, `pictures`
those beside it, `sentences` and `told` its words; `tables` and `export` are taken away.
"""
