"""A derivative derived on paper, rule by rule, and a derivative that somebody typed before its judges."""
