"""The tags of a page → which of its texts make up the records, and with which anchors.

Pages are as the theme writes them, every element closed, so one walk over the tags tells it. Most runs of tags stand on
many pages, so each is looked at once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from ..classes import ADDED

__all__ = ["ATTRIBUTE_RE", "Outline", "OutlineError", "Record", "read_outline"]

LONG = 1500
"""Characters after which the next paragraph under the same heading begins a new record."""
ATTRIBUTE_RE = re.compile(r'\s([a-z][a-z-]*)="([^"]*)"')
_TAG_RE = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>")

_BLOCKS = frozenset(("p", "li", "td", "th", "h2", "h3", "h4", "h5", "h6", "div", "ol", "ul", "tr", "blockquote", "dt"))
_WORDS = frozenset(("summary", "p", "li", "td", "th"))
"""What holds the words of a note."""
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "source", "wbr"))
_JOINED = frozenset(("date", "printed"))
"""Anchors of blocks that belong to the record before them."""
_GAP = "\u3000"
"""Stands between blocks and cells of a record."""
_BETWEEN = -1
"""Stands for it among the numbers of texts."""


class OutlineError(ValueError):
    """Something that every page of a document has is missing, or there twice."""


class Record(NamedTuple):
    """A unit that is found."""

    pieces: Sequence[str]
    """Anchor, text, anchor, text, …: the text that each leads to. An anchor is empty where nothing before has one, at
    the top of the page."""
    text: str
    """All its text."""


class _In(Enum):
    """What the reader is in, and so what it does with a tag and a text."""

    HEAD = auto()
    """What stands before the text, and the site's own around it."""
    FACT = auto()
    """Title, 文号 or 备案号."""
    FLOW = auto()
    """A container of blocks, each of which may begin a record."""
    ROWS = auto()
    """A table, each row of which begins a record."""
    BLOCK = auto()
    NOTE = auto()
    WORDS = auto()
    """Part of a note that is read."""
    NOTHING = auto()


@dataclass(slots=True)
class _Part:
    """A piece to be."""

    anchor: str
    numbers: list[int] = field(default_factory=list)
    """Of its texts."""


class Outline:
    """Which texts of a page make up its pieces."""

    def __init__(
        self,
        stamp: tuple[str, frozenset[str]],
        heads: list[_Part],
        records: list[list[_Part]],
        notes: list[_Part],
        called: dict[str, str],
    ) -> None:
        self.stamp = stamp
        """Its turns, and its classes, by which it is expired."""
        self.called = called
        """What annexes, and texts of several, are called, by anchor."""
        self._heads, self._records, self._notes = heads, records, notes
        self._numbers = [number for parts in records for part in parts for number in part.numbers]

    def read(self, texts: Sequence[str]) -> Sequence[Record]:
        """Give the records of a page, from its texts."""
        said = [*texts, _GAP]  # so that _BETWEEN is the number of the gap
        heads = zip((part.anchor for part in self._heads), self._head(said), strict=True)
        records = [_record([word for head in heads for word in head])]
        for parts in self._records:
            pieces = [
                word for part in parts for word in (part.anchor, "".join([said[number] for number in part.numbers]))
            ]
            records.append(_record(pieces))
        records += [_record([part.anchor, _stripped(part, said)]) for part in self._notes]
        return records

    def text(self, texts: Sequence[str]) -> str:
        """Give 文号 and the texts of all records at once."""
        said = [*texts, _GAP]
        docno = next((_stripped(part, said) for part in self._heads if part.anchor == "docno"), "")
        notes = [_stripped(part, said) for part in self._notes]
        return "".join([docno, *self._head(said), *map(said.__getitem__, self._numbers), *notes])

    def _head(self, said: Sequence[str]) -> list[str]:
        """Give title, 文号 and 备案号, with a gap between them."""
        texts = [_stripped(part, said) for part in self._heads]
        return [*(f"{text}{_GAP}" for text in texts[:-1]), *texts[-1:]]


def _record(pieces: Sequence[str]) -> Record:
    return Record(pieces, "".join(pieces[1::2]))


def _stripped(part: _Part, said: Sequence[str]) -> str:
    text = "".join([said[number] for number in part.numbers])
    return _GAP.join([block.strip(" ") for block in text.split(_GAP)])


class _Tag(NamedTuple):
    """A tag that begins an element."""

    name: str
    anchor: str
    classes: frozenset[str]
    turns: str
    called: str
    """What an annex is called, or one of several texts."""
    plain: bool
    """Whether it is nothing to what stands in a block."""


class _Reader:
    """Walks through the tags of a page once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._heads: list[_Part] = []
        self._records: list[list[_Part]] = []
        self._notes: list[_Part] = []
        self._called: dict[str, str] = {}
        self._stamps: list[tuple[str, frozenset[str]]] = []
        self._flows = 0
        self._anchor = ""
        """The last of a block, which holds for those behind it that have none."""
        self._parts: list[_Part] = []
        self._size = 0
        self._last = ""
        self._says = False
        """Whether the record says anything."""
        self._open: list[tuple[_In, str]] = [(_In.HEAD, "")]
        """What is open, each with its anchor."""
        self._ends: list[int] = []
        """How many are open around those with which a record ends."""

    def read(self, runs: Sequence[str]) -> Outline:
        """Read a page, from the runs of tags before its texts."""
        opened, block = self._open, _In.BLOCK
        for at, run in enumerate(runs):
            for tag in _tags(run):
                if tag is None:
                    opened.pop()
                    if self._ends and self._ends[-1] == len(opened):
                        self._ends.pop()
                        self._end()
                elif tag.plain and opened[-1][0] is block:
                    opened.append(opened[-1])
                else:
                    opened.append(self._start(tag))
            if text := self._texts[at]:
                within, here = opened[-1]
                if within is block:
                    self._add(here, at, text)
                else:
                    self._word(within, at)
        self._end()
        titles = sum(part.anchor not in ("docno", "filing") for part in self._heads)
        if (len(opened), titles, self._flows, len(self._stamps)) != (1, 1, 1, 1):
            raise OutlineError
        return Outline(self._stamps[0], self._heads, self._records, self._notes, self._called)

    def _start(self, tag: _Tag) -> tuple[_In, str]:
        """Give what an element is, and do what is to be done where it begins."""
        within, here = self._open[-1]
        if within is _In.BLOCK or within is _In.FLOW:
            return self._inside(tag, within, here)
        if within is _In.ROWS:
            return self._begin(tag) if tag.name == "tr" else (_In.ROWS, here)
        if within is _In.HEAD:
            return self._head(tag), here
        if (within is _In.NOTE or within is _In.WORDS) and tag.name in _WORDS:
            if self._notes[-1].numbers[-1:] not in ([], [_BETWEEN]):
                self._notes[-1].numbers.append(_BETWEEN)
            return _In.WORDS, here
        return within, here

    def _inside(self, tag: _Tag, within: _In, here: str) -> tuple[_In, str]:
        """Take what stands in the text of the document."""
        if "note" in tag.classes:
            self._notes.append(_Part(tag.anchor))
            return _In.NOTE, here
        if within is _In.FLOW:
            return self._block(tag)
        if tag.name == "small" or tag.classes & ADDED:
            return _In.NOTHING, here
        return self._take(tag.name, tag.anchor or here)

    def _head(self, tag: _Tag) -> _In:
        if "text" in tag.classes:
            self._flows += 1
            return _In.FLOW
        if "stamp" in tag.classes:
            self._stamps.append((tag.turns, tag.classes))
        if tag.name == "h1" or (tag.name == "dd" and tag.anchor in ("docno", "filing")):
            self._heads.append(_Part(tag.anchor))
            return _In.FACT
        return _In.HEAD

    # ---- what begins a record ----

    def _block(self, tag: _Tag) -> tuple[_In, str]:
        """Take what stands in a container: a block, or another container."""
        if tag.name == "table":
            self._ends.append(len(self._open))
            return _In.ROWS, ""
        if tag.name in ("div", "blockquote") and not tag.classes & {"run", "k"}:
            return _In.FLOW, ""
        if tag.classes & ADDED:
            return _In.NOTHING, ""
        if (tag.anchor and tag.anchor not in _JOINED) or self._size > LONG:
            self._end()
        self._anchor = tag.anchor or self._anchor
        if tag.called:
            self._called[tag.anchor] = tag.called
        if tag.name == "section":
            self._ends.append(len(self._open))
        return self._take(tag.name, self._anchor)

    def _begin(self, tag: _Tag) -> tuple[_In, str]:
        self._end()
        self._anchor = tag.anchor or self._anchor
        return self._take(tag.name, self._anchor)

    def _end(self) -> None:
        """Close the record."""
        if self._says:
            self._records.append(self._parts)
        self._parts, self._size, self._last, self._says = [], 0, "", False

    # ---- what stands in a record ----

    def _take(self, name: str, anchor: str) -> tuple[_In, str]:
        if name in _BLOCKS and self._size:
            self._add(anchor, _BETWEEN, _GAP)
        return _In.BLOCK, anchor

    def _word(self, within: _In, at: int) -> None:
        if within is _In.WORDS:
            self._notes[-1].numbers.append(at)
        elif within is _In.FACT:
            self._heads[-1].numbers.append(at)

    def _add(self, anchor: str, at: int, text: str) -> None:
        if text == _GAP and self._last.endswith(_GAP):
            return
        if not self._parts or self._parts[-1].anchor != anchor:
            self._parts.append(_Part(anchor))
        self._parts[-1].numbers.append(at)
        self._last = text
        self._size += len(text)
        self._says = self._says or text.strip(_GAP) != ""


def read_outline(runs: Sequence[str], texts: Sequence[str]) -> Outline:
    """Read a page, from its runs of tags and the text behind each.

    Raises:
        OutlineError: something that every page of a document has is missing, or there twice.

    """
    return _Reader(texts).read(runs)


@lru_cache(1 << 15)
def _tags(run: str) -> Sequence[_Tag | None]:
    """Look at a run of tags: those that begin an element, None for those that end one."""
    found = [(end, name, attributes) for end, name, attributes in _TAG_RE.findall(run) if name not in _VOID]
    return [None if end else _tag(name, attributes) for end, name, attributes in found]


@lru_cache(1 << 15)
def _tag(name: str, attributes: str) -> _Tag:
    found = dict(ATTRIBUTE_RE.findall(attributes))
    anchor, classes = found.get("id", ""), frozenset(found.get("class", "").split())
    plain = not anchor and not classes & ADDED and name not in _BLOCKS and name != "small"
    turns, called = (unescape(found.get(key, "")) for key in ("data-turns", "data-name"))
    return _Tag(name, anchor, classes, turns, called, plain)
