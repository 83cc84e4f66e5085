"""What a screen shows as the query of a link, and any link's query as the nearest valid screen.

A `reader` reads a link's entries one by one, and says what had to be changed; a table of `fields` are the plain choices of a
screen. Each page has its link beside what it is about; that of the Descent page, whose settings are everybody's, is here, in
`descent`, and how a problem of two parameters is said in `landscape`. What a link to any page may say besides is in
`presented`, and screens that are offered to be tried are made of `tries`.
"""

from core.links.descent import Shared, from_query, to_query

__all__ = ["Shared", "from_query", "to_query"]
