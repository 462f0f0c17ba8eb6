"""The text of a document and the notes on it, read off its finished page. Pure.

What the editors and the site add (notes, 被引, names of 款) is no part of the text; corrections read as corrected, and
what is printed is kept beside them.
"""

import re
from collections.abc import Iterable

from ..classes import ADDED
from ..corrections import printed_reading
from ..law.numerals import printed_number
from .elements import Child, Element, read, text, walk
from .texts import Line, Note, Passage

__all__ = ["extract"]

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINES = _HEADINGS | {"p", "li", "tr"}
_CELLS = frozenset(("td", "th"))
_BLOCKS = _LINES | {"div", "section", "ol", "ul", "table", "thead", "tbody", "aside", "blockquote"}
_SPACE_RE = re.compile("[\t\n\r ]+")


def extract(page: str) -> tuple[tuple[Passage, ...], tuple[Note, ...]]:
    """Give the units of a document and the editors' notes on it, in order, from its page; its body is ``div.text``."""
    reader = _Reader()
    reader.read(read(page, ".//div[@class='text']"), "")
    return tuple(reader.units), tuple(reader.notes)


def _note(aside: Element) -> Note:
    lines = (_SPACE_RE.sub(" ", text(line)).strip() for line in walk([aside]) if line.tag in ("p", "li"))
    return Note(aside.anchor, aside.label.partition("：")[2], "\n".join(filter(None, lines)))


class _Reader:
    """Walks the page and collects its units: articles, and every line that stands in none."""

    def __init__(self) -> None:
        self.units: list[Passage] = []
        self.notes: list[Note] = []
        self._article: list[Line] | None = None
        """Lines of the article that is being read."""

    def read(self, children: Iterable[Child], anchor: str) -> None:
        """Read what stands in an element; ``anchor`` is the nearest one above."""
        for child in children:
            if not isinstance(child, Element) or child.tag not in _BLOCKS:
                continue
            if child.tag == "aside" and "note" in child.classes:
                self.notes.append(_note(child))
            elif ADDED.isdisjoint(child.classes):
                self._block(child, child.anchor or anchor)

    def _block(self, element: Element, anchor: str) -> None:
        if "article" in element.classes:
            self._in_article(element, anchor)
        elif "run" in element.classes:
            self._line(anchor, element.children[:2])
            self.read(element.children[2:], anchor)
        elif element.tag in _LINES:
            self._line(anchor, element.children if element.tag == "tr" else [element])
            self.read(element.children, anchor)
        else:
            first = element.children[0] if self._article is not None and element.children else None
            in_first = isinstance(first, Element) and first.tag in _HEADINGS
            self.read(element.children[in_first:], anchor)

    def _in_article(self, section: Element, anchor: str) -> None:
        """Read an article; its number, which stands in its first 款, is the number of the unit."""
        number = text(next(element for element in walk([section]) if element.tag in _HEADINGS)).strip()
        self._article = []
        self.read(section.children, anchor)
        self.units.append(Passage(anchor, number, tuple(self._article)))
        self._article = None

    def _line(self, anchor: str, elements: Iterable[Child]) -> None:
        words = _Words()
        for element in elements:
            if not isinstance(element, Element):
                continue
            if element.tag in _CELLS and words.text:
                words.text += "　"
            words.read(element)
        line = words.line(anchor)
        if not (line.text or line.number):
            return
        if self._article is None:
            self.units.append(Passage(anchor, line.number, (line,)))
        else:
            self._article.append(line)


class _Words:
    """Collects the words of a line."""

    def __init__(self) -> None:
        self.number = ""
        self.text = ""
        self.corrections: list[tuple[int, str, str]] = []
        self._corrected: tuple[int, str] | None = None
        """The correction that was read last, until the printed reading behind it is."""

    def read(self, element: Element) -> None:
        """Add the words of an element, but not of blocks in it that are lines of their own."""
        lines = _BLOCKS - {"p"} if element.tag in _CELLS else _BLOCKS
        for child in element.children:
            if isinstance(child, str):
                self.text += _SPACE_RE.sub(" ", child)
            elif child.tag not in lines:
                self._inline(child)

    def _inline(self, element: Element) -> None:
        if "corr" in element.classes:
            self._corrected = (len(self.text), text(element))
            self.text += self._corrected[1]
        elif self._corrected and element.tag == "small":
            self.corrections.append((*self._corrected, printed_reading(text(element))))
            self._corrected = None
        elif not self.text and _is_number(element):
            self.number = text(element)
        elif ADDED.isdisjoint(element.classes):
            self.read(element)

    def line(self, anchor: str) -> Line:
        """Give the line, without spaces at its ends."""
        lead = len(self.text) - len(self.text.lstrip())
        found = tuple((at - lead, right, printed) for at, right, printed in self.corrections)
        return Line(anchor, self.number, self.text.strip(), found)


def _is_number(element: Element) -> bool:
    """Tell a number from a heading without one, which is all link."""
    words = text(element)
    return not element.classes.isdisjoint({"no", "n"}) and printed_number(f"{words}\u3000") == words
