"""Losses of two parameters: the problems, the map of one, the racers that run down it, and what theory says of them."""
