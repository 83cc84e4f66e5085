"""Everything that runs without Streamlit. From the top floor down; no import leads up.

- `descent`, `race`, `landscapes`, `atlas`, `recording`, `experiments`: what a page each is about.
- `derivation`: a derivative that was typed, before its judges.
- `maps`: many runs at once, before one is chosen.
- `methods`: tape and manual by name, the one place that knows both: `tape_descent` and `manual_descent`.
- `links`, with `queries` and `numbers`: settings as a link, and any link as the nearest valid settings.
- `scripts`, `notebooks`: the lines that all exported scripts share, and the cells of a notebook.
- `pictures`: what all pictures are made of.
- `tape`: every hook into TensorFlow and Keras.
- `theory`: limits, predictions, and how a run ended.
- `rules`: the optimizers by hand.
- `trajectory`, `settings`: what came of a run, and what is run.
- `problems`: what is minimised.
- `hyperparameters`: what can be set of an optimizer, by Keras's names.
- `formulas`: text to formula, and formula to everything.
- `glossary`: words that a beginner may not know, each with a sentence.
- `source`: Python's source as a tree.
"""
