"""What stands about Streamlit's server, between a browser and the pages.

`warm` is what is done before the first visitor, `limits` what the system lets the process have, `memory` what it gets back,
`callbacks` what is done to its end, `heard_out` what is heard to its end, `kinds` what a control takes, `theme` what every
run says again, `at_once` what leaves when it is said, `terminal` what whoever started it reads. On its way a request passes
the `headers` of its answer, `parts`, which has the file of our components, `early_style`, `middleware`, which leaves out
what had better not be asked, `health`, the owner's `status`, `visitors`, of whom none takes more than a share and whose
messages are `spoken` in forms that a page sends, and `held`, by which no browser is referred to what it has no more. What is
worth knowing of all that is kept in `figures` and said in the `log`.
"""
