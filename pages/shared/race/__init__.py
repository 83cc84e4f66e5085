"""The Compare page: what its controls say, its controls, and its views."""
