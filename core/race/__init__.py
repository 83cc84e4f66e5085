"""The Compare page: `contest` is up to six optimizers on one problem, and a fair race; `pictures` its pictures and tables;
`export` its script and its notebook.
"""
