"""How things look in pictures: every colour, dash and width, once. What has two colours is asked with whether it is dark.

The colours are Okabe and Ito's, which the colour-blind tell apart, or chosen beside them; what may lie on something else
differs in dash and width too.
"""

# The two methods and theory. On a dark ground the first two would be too dim.
METHOD_COLORS = {
    False: {"tape": "#0072B2", "manual": "#D55E00", "theory": "#009E73"},
    True: {"tape": "#56B4E9", "manual": "#E69F00", "theory": "#2BC29A"},
}
# Where all three coincide, theory's dots lie in the gaps of manual's dashes, and tape's line is wide enough for both.
METHOD_WIDTHS = {"tape": 7.0, "manual": 2.5, "theory": 3.5}
METHOD_DASHES = {"tape": [1, 0], "manual": [8, 6], "theory": [4, 10]}
METHOD_OFFSETS = {"tape": 0, "manual": 0, "theory": 5}
METHOD_OPACITIES = {"tape": 0.7, "manual": 1.0, "theory": 1.0}

# Racers in their order; tape lies wide under manual, so that both are seen where they coincide.
RACER_COLORS = {
    False: ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B8860B", "#5E4FA2"),
    True: ("#56B4E9", "#E69F00", "#2BC29A", "#E79FC8", "#F0E442", "#A99BE6"),
}
RACER_DASHES = ([1, 0], [8, 4], [3, 3], [10, 3, 2, 3], [5, 2], [1, 3])
PATH_WIDTHS = {"tape": 3.6, "manual": 1.8}
PATH_OPACITIES = {"tape": 0.75, "manual": 1.0}

# What a rule remembers.
MEMORY_COLORS = {
    False: ("#CC79A7", "#7A6A00", "#5E4FA2", "#2B8C8A"),
    True: ("#E79FC8", "#D6C34A", "#A99BE6", "#5CC9C6"),
}
MEMORY_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])

# A map: its shades from the lowest loss to the highest (low ground has the colour, so that the eye goes where the racers do),
# contour lines, gradient field and minima, about the shade of the ground for what is written on it, what arrows are lined
# with, and the arrow of what a rule remembers.
SHADES = {
    False: ("#b5cfe2", "#d3e2ed", "#e8eff5", "#f7f9fb"),
    True: ("#2b566f", "#1f3f54", "#182c3c", "#121b26"),
}
INK = {False: ("#3d566e", "#3d566e", "#1f2d3a"), True: ("#a9c2d6", "#a9c2d6", "#e8eef4")}
GROUND = {False: "#e3ecf3", True: "#1a2e3e"}
PAPER = {False: "#ffffff", True: "#0e1117"}
MEMORY_ARROW = {False: "#5E4FA2", True: "#C9BEFA"}

# What a run came to, in the order in which it is good: what the colour-blind tell apart, and pale where little came of it.
OUTCOME_COLORS = {
    False: {
        "converged": "#009E73",
        "still descending": "#56B4E9",
        "stalled": "#8C8C8C",
        "oscillating": "#E69F00",
        "climbing": "#CC79A7",
        "left the domain": "#D55E00",
        "diverged": "#8B1A1A",
        "undefined": "#3D3D3D",
    },
    True: {
        "converged": "#2BC29A",
        "still descending": "#56B4E9",
        "stalled": "#9A9A9A",
        "oscillating": "#F0C44C",
        "climbing": "#E79FC8",
        "left the domain": "#F0803C",
        "diverged": "#D0453F",
        "undefined": "#3F1453",
    },
}

# Gradients on a tape, apart from blue and gray; and where a derivative is wrong.
GRADIENT = {False: "#A3307A", True: "#F0A0D0"}
WRONG = "#CC3311"

# Of maps: the ramp of numbers from the palest shade to the deepest (Viridis, which the colour-blind read by its lightness),
# what has no place on it, and minima in their order.
RAMP = (
    "#fde725",
    "#b5de2b",
    "#6ece58",
    "#35b779",
    "#1f9e89",
    "#26828e",
    "#31688e",
    "#3e4989",
    "#482878",
    "#440154",
)
WITHOUT = {False: "#D9D9D9", True: "#3A3F47"}
PLACE_COLORS = {
    False: ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#5E4FA2", "#8A7A00"),
    True: ("#56B4E9", "#E69F00", "#2BC29A", "#E79FC8", "#9AD4F5", "#F0803C", "#A99BE6", "#F0E442"),
}
FRAGILE_COLOR = {False: "#000000", True: "#FFFFFF"}
