"""The Landscapes page: what its controls say (`state`, `choices`), controls, views, theory, and what can be taken away."""
