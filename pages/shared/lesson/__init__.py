"""The Variables and the Tape page: their screens, experiments, the tape at work, and what can be taken away."""
