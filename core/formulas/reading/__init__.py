"""From what was typed to a syntax tree, in this order.

A text is a `spelling`, in which every character knows where it was typed. `characters` makes plain ones of it,
`pasted_latex` and `notebook` plain formulas, `headings` takes off what stands before, `variables` finds by which names the
parameters go, `tokens` cuts it, with `names` for its words; `typed` does all this in turn. `reader`, `operands` and `syntax`
build the tree, and `doubts` notes what a book could have meant otherwise.
"""
