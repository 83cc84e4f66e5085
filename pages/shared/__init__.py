"""What pages share, and a room for each page: `descent`, `race` (Compare), `landscapes`, `maps`, `lesson` (Variables and
Tape).

A page's choices stand in a `screen`; `components` are our own controls in the browser, `players` what is played there, all
made of files in frontend/, which `frontend_scripts` joins and `frontend_files` puts into one: what goes to them passes the
`wire`, and what comes from them are `messages` in declared `forms`.
`presenting` leaves of a page what is played with. `rails` are sliders that several pages have, `optimizer_controls` what is
chosen of an optimizer, `formula_box` and `number_box` what is typed into, `at_hand` what is chosen most, on a phone, `tries`
what is offered to be tried.
"""
