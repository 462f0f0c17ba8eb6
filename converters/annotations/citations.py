"""Citations: every place where a document names another by 《title》, by 文号 or by both.

`find_citations` reads the blocks of one document in their order, because what a short title means depends on what was
named before. Whether a mention is a citation is read off `RULES`: the first rule that has an answer decides. Standard
library only.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from converters.annotations.abbreviations import Abbreviation, find_abbreviations
from converters.annotations.listed import is_entry, printed_title
from converters.annotations.mentions import Mention, find_mentions
from converters.annotations.running import UNREAD, place, words
from converters.model import Block, Kind
from converters.printed.authorities import authorities, without_brackets
from converters.printed.characters import OPENING, without_blanks
from converters.printed.docnos import docno_key

_LONGEST_BARE, _LONGEST_TITLE = 12, 120
"""How much of a title is kept to know it again by its end."""

_LONGEST_OWN = 400
"""No title is longer; what is taken for one in a file without any may be."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a document calls itself: never a citation."""

    titles: tuple[str, ...] = ()
    """Its title, the titles of the texts it encloses and of its annexes."""
    docno: str | None = None
    """Its 文号."""
    city: str = ""
    """The city whose government issues it, so that 市政府令 is known for an order of its own."""


class Cited(NamedTuple):
    """A mention that is a citation: what it names, and where in the blocks it stands."""

    line: int
    """1-based line of the raw file on which it begins."""
    title: str | None
    """The words between 《 and 》, inner marks as printed."""
    docno: str | None
    """The 文号 that belongs to it, without spaces, brackets 〔〕."""
    block: int
    """Index of its block."""
    start: int
    """Offset in the block's text."""
    end: int
    """Offset behind it, the bracket with its 文号 included."""
    key: tuple[str | None, str | None]
    """Title and 文号 to look it up by: its own; of a short or repeated title, those printed where it stood in full."""


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a short title stands for."""

    own: bool
    """The document's own text."""
    citation: Cited | None = None
    """The document it was set for; None where that has no 《title》, or is several."""


@dataclass(slots=True)
class _Reading:
    """What is known at one place of a document."""

    own: Own
    """Titles without spaces and trailing brackets, the 文号 in the spelling to compare by."""
    promulgated: set[str] = field(default_factory=set)
    """How titles end that it has promulgated: from any character on."""
    kind: Kind = Kind.PARAGRAPH
    text: str = ""
    senses: dict[str, _Sense] = field(default_factory=dict)
    """The short titles set so far."""
    named: dict[str, Cited] = field(default_factory=dict)
    """The titles cited so far, each where it was named first, or first with its 文号."""
    named_endings: dict[str, Cited | None] = field(default_factory=dict)
    """How those titles end, in up to `_LONGEST_BARE` characters; None where two of them end so."""

    def is_own(self, ending: str) -> bool:
        """Whether the document may call one of its own texts so: by its title, from any character to the end."""
        own = 0 < len(ending) <= _LONGEST_TITLE and any(title.endswith(ending) for title in self.own.titles)
        return own or ending in self.promulgated


def find_citations(blocks: Sequence[Block], own: Own) -> tuple[Cited, ...]:
    """Return the citations of one document, in order.

    Not cited: the document's own title, 文号, enclosed text and annexes; what has no authority (newspapers, forms,
    contracts, works); laws named without 《》. A short title counts where it is used, not where it is set.
    """
    titles = tuple(_plain(title)[-_LONGEST_OWN:] for title in own.titles)
    reading = _Reading(Own(titles, docno_key(own.docno, own.city) if own.docno else None, own.city))
    found: list[Cited] = []
    for index, block in enumerate(blocks):
        text = block.text
        if ("《" in text or "号" in text or "称" in text) and block.kind not in UNREAD:
            reading.kind, reading.text = block.kind, words(block)
            found += _read(block, index, reading)
    return tuple(found)


def _read(block: Block, index: int, reading: _Reading) -> list[Cited]:
    text = reading.text
    abbreviations = tuple(find_abbreviations(text))
    short = deque(abbreviations)
    found: list[Cited] = []
    for mention in find_mentions(text, abbreviations):
        while short and short[0].start < mention.start:
            _set_alone(short.popleft(), reading)
        cites = next(verdict for rule in RULES if (verdict := rule(mention, reading)) is not None)
        citation = _citation(mention, block, index, reading) if cites else None
        while short and short[0].start < mention.reach:
            several = "统称" in text[short[0].start : short[0].name_start]
            reading.senses[without_blanks(short.popleft().term)] = _Sense(not cites, None if several else citation)
        if citation:
            found.append(citation)
            _remember(citation, reading)
    for abbreviation in short:
        _set_alone(abbreviation, reading)
    return found


def _citation(mention: Mention, block: Block, index: int, reading: _Reading) -> Cited:
    title, docno = mention.title, mention.docno
    key = (title, docno)
    if title and not docno:
        tight = without_blanks(title)
        sense = reading.senses.get(tight)
        meant = sense.citation if sense else _named(tight, reading)
        if meant:
            key = meant.key
        elif sense:
            key = (None, None)
    start, end = place(block, mention.start, reading.text), place(block, mention.end, reading.text)
    if not title and block.kind is not Kind.TITLE and is_entry(block, start, end):
        title = printed_title(block, mention.start, mention.end)
        key = (title, docno)
    return Cited(block.line_at(start), title, docno, index, start, end, key)


def _named(title: str, reading: _Reading) -> Cited | None:
    """Find the citation that a title repeats: in full, without the name of the state, or by its last words alone."""
    full = reading.named.get(title) or reading.named.get(f"中华人民共和国{title}")
    bare = authorities().is_bare(title)
    return full or (reading.named_endings.get(without_brackets(title)) if bare else None)


def _remember(citation: Cited, reading: _Reading) -> None:
    """Keep what was cited by title for what follows."""
    title = without_blanks(citation.title or "")
    known = reading.named.get(title)
    if not title or (known is not None and (known.docno or not citation.docno)):
        return
    reading.named[title] = citation
    endings = reading.named_endings
    for ending in _endings(_plain(title), _LONGEST_BARE):
        another = ending in endings and (known is None or endings[ending] is not known)
        endings[ending] = None if another else citation


def _set_alone(abbreviation: Abbreviation, reading: _Reading) -> None:
    """Keep a short name set behind words without 《》: 本方案（以下简称《方案》） is the document's own."""
    before = without_blanks(reading.text[max(0, abbreviation.start - 80) : abbreviation.start]).rstrip(OPENING)
    own = bool(_THIS_RE.search(before)) or (len(before) > 3 and reading.is_own(before[-4:]))
    reading.senses[without_blanks(abbreviation.term)] = _Sense(own)


# ------------------------------------------------------------------ the rules

_LIST = "(?:[、，]?(?:和|与|及|以及)?《[^《》]{1,100}》(?:（[^（）]{1,80}）)?){0,9}"
_PROMULGATE = "(?:印发|公布|发布|颁布|转发|批转|下发)"

_THIS_RE = re.compile("本[^，。；：（）《》]{2,8}$")
"""本实施方案（以下简称《方案》）"""

_MINE_RE = re.compile("(?:本|附件?[0-9０-９一二三四五六七八九十]{0,3}[：:]?[ ]?(?:[0-9０-９]{1,2}[.．、])?[ ]?|附)$")
"""本《办法》, 附件2《申请表》, 附件：1. 《…》"""

_NOW_RE = re.compile("现将[^。；]*$")
_ISSUED_RE = re.compile(f"{_LIST}[，]?(?:予以|一并|现)?{_PROMULGATE}")
"""现将《办法》印发给你们; both halves have to match."""

_JUST_RE = re.compile(f"现予?{_PROMULGATE}$")
"""经市政府同意，现印发《办法》"""

_ADOPTED_RE = re.compile(f"{_LIST}，?(?:已|业经|经)[^《》。]{{1,120}}?。?现(?:予以?|将其|将)?{_PROMULGATE}(?!《)")
"""《办法》已经市政府同意，现印发给你们; 《办法》已经…讨论通过，现予公布"""

_BASIS_RE = re.compile("(?:根据|依据|依照|遵照)[^。；！？]*$|(?:国务院|国家)$")
"""Before what a document rests on"""

_HEAD_RE = re.compile(f"{_PROMULGATE}[^《》，。]{{0,24}}$")
"""In a title: 关于印发《办法》的通知, 转发市财政局《…意见》的通知"""

_SENTENCE_END_RE = re.compile("[。！？；]")

_STANDARD_RE = re.compile("[ ]?[（(][A-Z]{1,5}[0-9]{0,2}(?:/[A-Z]{1,3})?[ ]?[0-9.]{1,9}(?:[—–-][0-9]{2,4})?[ ]?[）)]")
"""A standard's number behind its title: （GB20891—2007）, （DB37/T 4321-2020）"""


def _own_docno(mention: Mention, reading: _Reading) -> bool | None:
    """Reject the document's own 文号."""
    return False if mention.docno and docno_key(mention.docno, reading.own.city) == reading.own.docno else None


def _other_docno(mention: Mention, _: _Reading) -> bool | None:
    """Accept another 文号, also where the title is that of this document, as its forerunner's is."""
    return True if mention.docno else None


def _mine(mention: Mention, reading: _Reading) -> bool | None:
    """Reject what is said to be the document's own: 本《办法》, 附件1《…》."""
    before = reading.text[max(0, mention.start - 12) : mention.start]
    return False if reading.kind is Kind.ANNEX or _MINE_RE.search(before) else None


def _short_title(mention: Mention, reading: _Reading) -> bool | None:
    """Accept a short title that was set before, unless for the document itself."""
    sense = reading.senses.get(without_blanks(mention.title or ""))
    return None if sense is None else not sense.own


def _own_title(mention: Mention, reading: _Reading) -> bool | None:
    """Reject the document's title and what it encloses, in full or by its last words; not the law that it rests on.

    根据国务院《物业管理条例》 in 云州市物业管理条例 names another.
    """
    title = _plain(mention.title or "")
    if title not in reading.own.titles and _BASIS_RE.search(reading.text[max(0, mention.start - 80) : mention.start]):
        return None
    own = reading.is_own(title) or any(f"印发{title}的" in own for own in reading.own.titles)
    return False if own else None


def _promulgated(mention: Mention, reading: _Reading) -> bool | None:
    """Reject what the document itself prints or promulgates."""
    text, start = reading.text, mention.start
    before = text[max(0, start - 160) : start]
    now = _JUST_RE.search(before) or (_NOW_RE.search(before) and _ISSUED_RE.match(text, mention.reach))
    adopted = _begins_sentence(before) and _ADOPTED_RE.match(text, mention.reach)
    head = reading.kind is Kind.TITLE and _HEAD_RE.search(before)
    if now or adopted or head:
        reading.promulgated.update(_endings(_plain(mention.title or "")))
        return False
    return None


def _handled(mention: Mention, reading: _Reading) -> bool | None:
    """Reject a form that is filled in, a contract that is signed."""
    before = reading.text[max(0, mention.start - 6) : mention.start].rstrip("了")
    return False if before.endswith(authorities().handled) else None


def _bare(mention: Mention, reading: _Reading) -> bool | None:
    """Accept 《办法》 alone when a title was named before that ends so, and only then."""
    title = without_blanks(mention.title or "")
    if not authorities().is_bare(title):
        return None
    return without_brackets(title) in reading.named_endings


def _authority(mention: Mention, reading: _Reading) -> bool | None:
    """Accept a kind of document that has authority, or a standard by its number; reject the rest."""
    return authorities().has_authority(without_blanks(mention.title or "")) or bool(
        _STANDARD_RE.match(reading.text, mention.end)
    )


RULES: tuple[Callable[[Mention, _Reading], bool | None], ...] = (
    _own_docno,
    _other_docno,
    _mine,
    _short_title,
    _own_title,
    _promulgated,
    _handled,
    _bare,
    _authority,
)
"""In order of precedence; each answers cited, not cited, or None: ask the next. The last always answers."""


def _begins_sentence(before: str) -> bool:
    """Whether nothing but other titles stands between the start of the sentence and a title."""
    tail = _SENTENCE_END_RE.split(before)[-1]
    return not tail.strip("、，和与及以 ") or tail.lstrip().startswith("《")


def _endings(title: str, longest: int = _LONGEST_TITLE) -> Iterator[str]:
    """Every ending of a title, the title itself first where it is short enough."""
    return (title[start:] for start in range(max(0, len(title) - longest), len(title)))


def _plain(title: str) -> str:
    """Return a title without spaces and trailing brackets, its inner marks as outer ones, for comparison."""
    return without_brackets(without_blanks(title).replace("〈", "《").replace("〉", "》"))
