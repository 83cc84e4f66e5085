"""The Descent page: `comparison` puts both runs side by side, `tables`, `paths` and `charts` make its pictures, `worked` is
step k in lines of code, `export` the whole as a script and as a notebook; `tries` are screens for a first visit.
"""
