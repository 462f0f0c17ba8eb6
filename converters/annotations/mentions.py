"""Mentions: what a block names by 《title》, by 文号 or by both, paired and in order, before anyone judges it.

Standard library only.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from converters.annotations.abbreviations import Abbreviation
from converters.annotations.running import CELL
from converters.printed.brackets import bracket_at
from converters.printed.characters import OPEN
from converters.printed.docnos import Docno, find_docnos
from converters.printed.numerals import LIST_NUMBER
from converters.printed.titles import Title, find_titles


class Mention(NamedTuple):
    """A 《title》 or 文号 in a block."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset behind it, the bracket with its 文号 included."""
    reach: int
    """Offset behind all brackets that follow it at once."""
    title: str | None
    """The words of the title."""
    docno: str | None
    """The 文号, brackets 〔〕."""


_TIED_RE = re.compile(f"(?:文件?)?(?:(?:印发|公布|发布|颁布)的?)?|{re.escape(CELL)}")
"""Between a 文号 and the title it belongs to: 国发〔2019〕3号文件《…》, 市政府令第58号公布的《…》, the next cell"""

_LINK_RE = re.compile("[、，]?(?:和|与|及|以及)?")
"""Between the titles of a list."""

_ADJACENT = 3
"""How many brackets in a row may follow a title: 《…》（试行）（云政发〔2019〕3号）（以下简称《办法》）."""


def find_mentions(text: str, short: Sequence[Abbreviation]) -> list[Mention]:
    """Return all mentions of a block (its `words`) but those that only set a short title (（以下简称《办法》）)."""
    if "《" not in text and "号" not in text:
        return []
    set_here = {place for a in short for place in (a.name_start, a.name_start + 1)}
    docnos = find_docnos(text)
    free = dict.fromkeys(docnos)
    mentions: list[Mention] = []
    for title in find_titles(text):
        if title.text.strip() and title.start not in set_here:
            mention, belonging = _titled(text, title, docnos, free)
            for docno in belonging:
                del free[docno]
            _join(mentions, mention, belonging, text)
    mentions += [Mention(docno.start, docno.end, _named(text, docno.end, short), None, docno.text) for docno in free]
    return sorted(mentions, key=_start)


def _titled(
    text: str, title: Title, docnos: Sequence[Docno], free: dict[Docno, None]
) -> tuple[Mention, Sequence[Docno]]:
    """Give a title the 文号 that belong to it: in a bracket behind it, at once behind it, or at once before it."""
    if whole := _enclosing(text, title):
        end = whole.end
        if belonging := _between(docnos, end, end + 2):
            pair = bracket_at(text, end)  # that of the 文号, where no other cell has it
            end = pair.end if pair else belonging[-1].end
            return Mention(whole.start, end, end, whole.text, belonging[0].text), belonging
    start, end, reach = title.start, title.end, title.end
    belonging = ()
    for _ in range(_ADJACENT):
        pair = bracket_at(text, reach + text.startswith(" ", reach))
        if pair is None:
            break
        reach = pair.end
        other = text.find("《", pair.start, pair.end)  # what stands behind belongs to that title
        if not belonging and (belonging := _between(docnos, pair.start, other if other >= 0 else pair.end)):
            end = pair.end
    if not belonging and (belonging := _between(docnos, title.end, title.end + 1 + text.startswith(CELL, title.end))):
        end = reach = belonging[-1].end
    if not belonging:
        before = bisect_left(docnos, title.start, key=_start) - 1
        if before >= 0 and docnos[before] in free and _TIED_RE.fullmatch(text, docnos[before].end, title.start):
            belonging, start = (docnos[before],), docnos[before].start
    return Mention(start, end, reach, title.text.strip(), belonging[0].text if belonging else None), belonging


def _enclosing(text: str, title: Title) -> Title | None:
    """The title of an entry without 《》 that holds this one: 1. 云州市…关于印发《云州市…办法》的通知."""
    tail = _TAIL_RE.match(text, title.end)
    begin = text.rfind(CELL, 0, title.start) + 1
    head = _HEAD_RE.fullmatch(text, begin, title.start) if tail else None
    return Title(head.start("title"), tail.end(), text[head.start("title") : tail.end()]) if head and tail else None


_HEAD_RE = re.compile(
    f"(?:{LIST_NUMBER})?[ ]?(?P<title>[^《》。；，：]{{2,40}}(?:关于|印发|转发|批转)[^《》。；，：]{{0,30}})"
)
_TAIL_RE = re.compile("的(?:通知|通告|公告|决定|意见|批复|函)(?:（[^（）0-9]{1,12}）)?")


def _named(text: str, end: int, short: Sequence[Abbreviation]) -> int:
    """Offset behind the short name that is set at once behind a 文号: 国办发〔2019〕46号（以下简称《意见》）."""
    place = bisect_left(short, end, key=_start)
    near = place < len(short) and _SETS_RE.fullmatch(text, end, short[place].start)
    return short[place].name_end if near else end


_SETS_RE = re.compile(f"(?:文件?)?[，；]?{OPEN}?")


def _between(docnos: Sequence[Docno], start: int, end: int) -> Sequence[Docno]:
    """Return the 文号 that begin in a stretch of the text."""
    if not docnos:
        return ()
    first = bisect_left(docnos, start, key=_start)
    return docnos[first : bisect_left(docnos, end, lo=first, key=_start)]


_start = attrgetter("start")


def _join(mentions: list[Mention], mention: Mention, belonging: Sequence[Docno], text: str) -> None:
    """Add a mention; of several 文号 in one bracket each goes to its title: 《甲》《乙》（国发〔2019〕1号、2号）."""
    rest = belonging[1:]
    listed = [mention]
    for earlier in reversed(mentions[-len(rest) :] if rest else ()):
        if earlier.docno or not _LINK_RE.fullmatch(text, earlier.end, listed[-1].start):
            break
        listed.append(earlier)
    if rest and len(listed) == len(belonging):
        del mentions[-len(rest) :]
        pairs = zip(reversed(listed), belonging, strict=True)
        mentions += [m._replace(docno=docno.text) for m, docno in pairs]
        return
    mentions += [mention, *(Mention(d.start, d.end, d.end, None, d.text) for d in rest)]
