"""Titles in 《》: pairs of marks, nested and misprinted ones included.

Standard library only.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_BREAKS_RE = re.compile("[，。；：！？、《》]|[和与及]$")
"""What a title misprinted with one mark too many does not hold."""

_LONGEST_LEAD = 60
_INNER, _INNER_RE = str.maketrans("<>＜＞", "〈〉〈〉"), re.compile("[<>＜＞]")


class Title(NamedTuple):
    """One outermost 《…》."""

    start: int
    """Offset of 《."""
    end: int
    """Offset behind 》."""
    text: str
    """The words between the marks, a stray inner 《 left out; half-width inner marks, <甲>, are 〈甲〉."""


@dataclass(slots=True)
class _Open:
    """A 《 that waits for its 》, with the places of the pairs that closed inside it."""

    start: int
    inner: list[tuple[int, int]] = field(default_factory=list)


_MARK_RE, _FLAT_RE = re.compile("[《》。]"), re.compile("《[^《》。]*》")


def find_titles(text: str) -> Iterator[Title]:
    """Find the titles of a text, in order.

    - 《关于印发《甲办法》的通知》 is one title, inner marks as printed.
    - 《甲省预算管理《办法》 with one 《 too many is one title: no 》 follows before the sentence ends, and the words
      before the inner mark run on into it.
    - 《和《乙办法》, where they do not, is 乙办法 alone; a 》 without its 《 is nothing.

    >>> [t.text for t in find_titles("根据《甲法》《甲省预算管理《办法》。执行《关于印发《乙办法》的通知》。")]
    ['甲法', '甲省预算管理办法', '关于印发《乙办法》的通知']
    """
    opened, flat = text.count("《"), [match.span() for match in _FLAT_RE.finditer(text)]
    if len(flat) == opened == text.count("》"):  # as nearly always
        yield from [_title(text, start, end) for start, end in flat]
        return
    stack: list[_Open] = []
    for match in _MARK_RE.finditer(text):
        offset, char = match.start(), match[0]
        if char == "《":
            stack.append(_Open(offset))
        elif char == "》" and stack:
            start = stack.pop().start
            if stack:
                stack[-1].inner.append((start, offset + 1))
            else:
                yield _title(text, start, offset + 1)
        elif char == "。" and stack:
            yield from _unclosed(text, stack)
            stack = []
    yield from _unclosed(text, stack)


def _unclosed(text: str, stack: list[_Open]) -> Iterator[Title]:
    """Save what can be saved of the marks that a sentence leaves open."""
    for opened in stack:
        for place, (start, end) in enumerate(opened.inner):
            joins = place == 0 and start - opened.start <= _LONGEST_LEAD
            lead = text[opened.start + 1 : start] if joins else ""
            if joins and not _BREAKS_RE.search(lead):
                yield _title(text, start, end, lead)._replace(start=opened.start)
            else:
                yield _title(text, start, end)


def _title(text: str, start: int, end: int, lead: str = "") -> Title:
    words = lead + text[start + 1 : end - 1]
    return Title(start, end, words.translate(_INNER) if _INNER_RE.search(words) else words)


_OTHER_RE, _CLOSES = re.compile("[《》〈〉「」。]"), {"》": "《", "〉": "〈", "」": "「"}


def other_marks(text: str, names: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Where 〈 〉 or 「 」 stand around a title in the place of 《 》: outermost, and around words that `names` knows.

    >>> text = "根据〈甲法〉、「乙办法」和《丙〈丁法〉办法》，所称「戊」"
    >>> [text[start : end + 1] for start, end in other_marks(text, lambda words: words.endswith("法"))]
    ['〈甲法〉', '「乙办法」']
    """
    stack: list[tuple[str, int]] = []
    for match in _OTHER_RE.finditer(text):
        mark, place = match[0], match.start()
        if mark == "。":
            stack.clear()
        elif mark not in _CLOSES:
            stack.append((mark, place))
        elif stack and stack[-1][0] == _CLOSES[mark]:
            start = stack.pop()[1]
            if not stack and mark != "》" and names(text[start + 1 : place]):
                yield start, place
