"""The Descent page: what its controls say, its controls, boxes for formulas, judgements, pictures, read-outs, tries."""
