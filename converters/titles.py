"""Titles in 《》: pairs of marks, nested and misprinted ones included.

Standard library only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_BREAKS_RE = re.compile("[，。；：！？、《》]|[和与及]$")
"""What a title misprinted with one mark too many does not hold."""


@dataclass(frozen=True, slots=True)
class Title:
    """One outermost 《…》."""

    start: int
    """Offset of 《."""
    end: int
    """Offset behind 》."""
    text: str
    """The words between the marks, a stray inner 《 left out."""


@dataclass(slots=True)
class _Open:
    """A 《 that waits for its 》, with the titles that closed inside it."""

    start: int
    inner: list[Title] = field(default_factory=list)


def find_titles(text: str) -> Iterator[Title]:
    """The titles of a text, in order.

    - 《关于印发《甲办法》的通知》 is one title, inner marks as printed.
    - 《甲省预算管理《办法》 with one 《 too many is one title: no 》 follows before the sentence ends, and the words
      before the inner mark run on into it.
    - 《和《乙办法》, where they do not, is 乙办法 alone; a 》 without its 《 is nothing.

    >>> [t.text for t in find_titles("根据《甲法》《甲省预算管理《办法》。执行《关于印发《乙办法》的通知》。")]
    ['甲法', '甲省预算管理办法', '关于印发《乙办法》的通知']
    """
    stack: list[_Open] = []
    for offset, char in enumerate(text):
        if char == "《":
            stack.append(_Open(offset))
        elif char == "》" and stack:
            title = Title(stack[-1].start, offset + 1, text[stack.pop().start + 1 : offset])
            if stack:
                stack[-1].inner.append(title)
            else:
                yield title
        elif char == "。":
            yield from _unclosed(text, stack)
            stack = []
    yield from _unclosed(text, stack)


def _unclosed(text: str, stack: list[_Open]) -> Iterator[Title]:
    """What can be saved of the marks that a sentence leaves open."""
    for opened in stack:
        inner = opened.inner
        if inner and not _BREAKS_RE.search(lead := text[opened.start + 1 : inner[0].start]):
            yield Title(opened.start, inner[0].end, lead + inner[0].text)
            inner = inner[1:]
        yield from inner
