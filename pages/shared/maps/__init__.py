"""The Maps page: its state, what happens when something is chosen, the controls, what is seen, and where a cell opens."""
