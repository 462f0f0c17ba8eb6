"""A Typst source → the same source in another script.

Code, labels, anchors and paths are ASCII, so whatever is not ASCII is text. Runs of it are read together across the
markup inside a paragraph and across the pieces of a title, but not across lines, or from one cell to the next.
"""

import re
from collections.abc import Callable

from converters.variants.boundary import BREAK

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
    parts, texts, broken = _TOKEN_RE.findall(source), list[str](), True
    ends: dict[int, int] = {}  # where the words of each part that is text end in what is converted
    size = 0
    for number, token in enumerate(parts):
        if _BREAK_RE.search(token):
            broken = True
        elif not (token.isascii() and _CODE_RE.search(token)):
            texts.append(BREAK + token if broken else token)
            ends[number] = size = size + len(texts[-1])
            broken = False
    converted = convert("".join(texts))
    for number, end in ends.items():
        parts[number] = converted[end - len(parts[number]) : end]
    return "".join(parts)
