"""Many runs at once, before one is chosen.

`strip` is a row of them along one number of the settings, for the rail of a slider. A map is a picture of them along two:
`axes` are what it can lie along, `grid` is the map itself and its limits, `pieces` how one is computed, `runs` what its cells
come to, by either method. `contrasts` are cells that something changes that should not matter, `doubling` is where runs go
round in the long run.
"""
