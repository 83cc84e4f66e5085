"""The mistakes that people make when they derive, each as the wrong rule they use: by it a wrong derivative is recognised.

`mistake` is what one is. They are sorted by what is derived: `chains`, `powers`, `functions`, `products` with quotients, and
`sums` with constant factors. `order` has them by how likely they are, `candidates` the slopes that they lead to.
"""
