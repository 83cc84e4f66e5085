"""The Landscapes page: losses of two parameters as maps, and up to six racers that run down them.

The map: `ground` (a loss on a grid), `contours`, `field`, `shading`, `basins`, and `notice`, what it leaves out. The racers:
`expedition`, their `paths` and `tables`. Beside them `profile`, the loss along the gradient, and `rates`, theory beside
practice. `map_tables` and `charts` draw all of it; `links` and `export` carry it away.
"""
