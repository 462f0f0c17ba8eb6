"""The text of a document and the notes on it, read off the body of its finished page. Pure.

What the editors and the site add (notes, 被引, names of 款) is no part of the text; corrections read as corrected, and
what is printed is kept beside them.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice

from lxml import etree

from ..corrections import printed_reading
from ..pages.headings import NUMBER_RE
from .texts import Line, Note, Unit

__all__ = ["extract"]

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINES = _HEADINGS | {"p", "li", "tr"}
_CELLS = frozenset(("td", "th"))
_BLOCKS = _LINES | {"div", "section", "ol", "ul", "table", "thead", "tbody", "aside", "blockquote"}
_ADDED = frozenset(("note", "cited", "kuan"))
"""Classes of what is not the gazette's."""
_SPACE_RE = re.compile("[\t\n\r ]+")

Element = etree._Element


def extract(body: str) -> tuple[tuple[Unit, ...], tuple[Note, ...]]:
    """Give the units of a document and the editors' notes on it, in order, from the HTML of its text."""
    tree = etree.fromstring(f"<div>{body}</div>", etree.HTMLParser())[0][0]
    reader = _Reader()
    reader.read(tree, "")
    return tuple(reader.units), tuple(_note(aside) for aside in tree.iter("aside"))


def _note(aside: Element) -> Note:
    lines = (_SPACE_RE.sub(" ", _all(line)).strip() for line in aside.iter("p", "li"))
    return Note(aside.get("id", ""), aside.get("aria-label", "").partition("：")[2], "\n".join(filter(None, lines)))


class _Reader:
    """Walks the page and collects its units: articles, and every line that stands in none."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._article: list[Line] | None = None
        """Lines of the article that is being read."""

    def read(self, element: Element, anchor: str, after: int = 0) -> None:
        """Read what stands in an element, behind some of its children; ``anchor`` is the nearest one above."""
        for child in islice(element, after, None):
            if child.tag in _BLOCKS and _ADDED.isdisjoint(_classes(child)):
                self._block(child, child.get("id") or anchor)

    def _block(self, element: Element, anchor: str) -> None:
        classes = _classes(element)
        if "article" in classes:
            self._in_article(element, anchor)
        elif "run" in classes:
            self._line(anchor, islice(element, 2))
            self.read(element, anchor, after=2)
        elif element.tag in _LINES:
            self._line(anchor, element if element.tag == "tr" else [element])
            self.read(element, anchor)
        else:
            in_first = self._article is not None and len(element) > 0 and element[0].tag in _HEADINGS
            self.read(element, anchor, after=int(in_first))

    def _in_article(self, section: Element, anchor: str) -> None:
        """Read an article; its number, which stands in its first 款, is the number of the unit."""
        number = _all(next(section.iter(*_HEADINGS))).strip()
        self._article = []
        self.read(section, anchor)
        self.units.append(Unit(anchor, number, tuple(self._article)))
        self._article = None

    def _line(self, anchor: str, elements: Iterable[Element]) -> None:
        words = _Words()
        for element in elements:
            if element.tag in _CELLS and words.text:
                words.text += "　"
            words.read(element)
        line = words.line(anchor)
        if not (line.text or line.number):
            return
        if self._article is None:
            self.units.append(Unit(anchor, line.number, (line,)))
        else:
            self._article.append(line)


class _Words:
    """Collects the words of a line."""

    def __init__(self) -> None:
        self.number = ""
        self.text = ""
        self.corrections: list[tuple[int, str, str]] = []

    def read(self, element: Element) -> None:
        """Add the words of an element, but not of blocks in it that are lines of their own."""
        self._add(element.text)
        lines = _BLOCKS - {"p"} if element.tag in _CELLS else _BLOCKS
        for child in element:
            if child.tag not in lines:
                self._inline(child)
            self._add(child.tail)

    def _inline(self, element: Element) -> None:
        classes = _classes(element)
        if "corr" in classes:
            words, after = _all(element), element.getnext()
            assert after is not None
            self.corrections.append((len(self.text), words, printed_reading(_all(after))))
            self._add(words)
        elif classes & {"no", "n"} and not self.text and NUMBER_RE.fullmatch(number := _all(element)):
            self.number = number
        elif _ADDED.isdisjoint(classes) and not (element.tag == "small" and _follows_correction(element)):
            self.read(element)

    def line(self, anchor: str) -> Line:
        """Give the line, without spaces at its ends."""
        lead = len(self.text) - len(self.text.lstrip())
        found = tuple((at - lead, right, printed) for at, right, printed in self.corrections)
        return Line(anchor, self.number, self.text.strip(), found)

    def _add(self, words: str | None) -> None:
        if words:
            self.text += _SPACE_RE.sub(" ", words)


def _all(element: Element) -> str:
    """Give all words in an element."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def _follows_correction(element: Element) -> bool:
    before = element.getprevious()
    return before is not None and "corr" in _classes(before)


def _classes(element: Element) -> frozenset[str]:
    return _cut(element.get("class", ""))


@cache
def _cut(classes: str) -> frozenset[str]:
    return frozenset(classes.split())
