"""A Typst source → the same source in another script.

Code, labels, anchors and paths are ASCII, so whatever is not ASCII is text. Runs of it are read together across the
markup inside a paragraph and across the pieces of a title, but not across lines, or from one cell to the next.
"""

import re
from collections.abc import Callable

from converters.variants.runs import Gatherer

_TOKEN_RE = re.compile(r"[^\x00-\x7f]+|(?<=\[)[0-9]+|[\x00-\x7f]+?(?:(?<=\[)(?=[0-9])|(?![\x00-\x7f]))")
"""Text; digits that open content, which belong to it; code."""
_BREAK_RE = re.compile(r"\n|\],[ ]*(?:[a-z]+:[ ]*)?\[")
"""A new line, the next cell."""
_CODE_RE = re.compile(r"[\"#\[\]();]")
"""What only markup has; other ASCII (digits, Latin words, spaces) belongs to the text around it."""


def convert_source(source: str, convert: Callable[[str], str]) -> str:
    """Convert the text of a source; `convert` keeps the number of characters.

    >>> print(convert_source('#item("a1-k1-x1", "（一）")[于法]', lambda text: text.replace("于", "於")))
    #item("a1-k1-x1", "（一）")[於法]
    """
    gatherer = Gatherer()
    for token in _TOKEN_RE.findall(source):
        if _BREAK_RE.search(token):
            gatherer.broken = True
            gatherer.markup(token)
        elif token.isascii() and _CODE_RE.search(token):
            gatherer.markup(token)
        else:
            gatherer.running(token)
    gathered = gatherer.gathered()
    return "".join(gathered.filled(convert(gathered.text)))
