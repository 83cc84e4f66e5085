"""A derivative that somebody typed, before its judges.

`slopes` are found in three ways that share nothing but the loss; `judgement` says right, or wrong and where (`refined`);
`resemblance` what the visitor did, by the `mistakes` that people make. `text` is the derivation on paper, `charts` the
picture.
"""
