"""What pages share, and a room for each page: `descent`, `race` (Compare), `landscapes`, `lesson` (Variables and Tape).

A page's choices stand in a `screen`; `components` are our own controls in the browser, made of the files in frontend/, which
`frontend_files` joins. `rails` are sliders that several pages have, `formula_box` and `number_box` what is typed into.
"""
