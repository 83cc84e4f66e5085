"""Many runs at once, before one is chosen.

`strip` is a row of them along one number of the settings, for the rail of a slider.
"""
