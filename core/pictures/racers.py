"""One look a racer, in their order: Okabe and Ito's colours, told apart by the colour-blind, and a dash each."""

COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B8860B", "#5E4FA2")
DARK_COLORS = ("#56B4E9", "#E69F00", "#2BC29A", "#E79FC8", "#F0E442", "#A99BE6")
DASHES = ([1, 0], [8, 4], [3, 3], [10, 3, 2, 3], [5, 2], [1, 3])
