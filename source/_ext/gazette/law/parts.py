"""What a page is made of, as the law domain sees it: one walk over its tree, however much is asked of it."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

from .outline import Outline, Unit, annex_names
from .places import Place, Rank
from .refs import in_title_marks

__all__ = ["Part", "Parts", "find_parts", "unit_of"]

_TEXTS = {"enclosed", "annex"}
"""Classes of the sections that are texts of their own."""
_TEXTUAL = (nodes.paragraph, nodes.title, addnodes.pending_xref)
_DIVISIONS = (Rank.PART, Rank.CHAPTER, Rank.SECTION)


class Part(NamedTuple):
    """A paragraph, a heading, or a reference that a person wrote."""

    node: nodes.Element
    at: str
    """Innermost unit, or note, that it stands in; empty for none."""
    words: str


@dataclass(slots=True)
class Parts:
    """The parts of a page, each in the order of the text."""

    units: list[Unit] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    """All of them, also those without a number."""
    sections: dict[str, list[nodes.section]] = field(default_factory=dict)
    """By class."""
    texts: list[Part] = field(default_factory=list)

    def outline(self, name: str = "") -> Outline:
        """Give the numbered units. Of the enclosed texts the one needs no other name that the document goes by."""
        annexes = annex_names((section["ids"][0], section[0].astext()) for section in self.of_class("annex"))
        texts = ((section["ids"][0], section[0].astext()) for section in self.of_class("enclosed"))
        others = {anchor: in_title_marks(title) for anchor, title in texts if title != name}
        return Outline(tuple(self.units), annexes | others)

    @property
    def paragraphs(self) -> Iterator[Part]:
        """The paragraphs."""
        return (part for part in self.texts if isinstance(part.node, nodes.paragraph))

    @property
    def enclosed(self) -> list[str]:
        """The titles of the texts that the document encloses."""
        return [section[0].astext() for section in self.of_class("enclosed")]

    def of_class(self, name: str) -> list[nodes.section]:
        """Give the sections of a class."""
        return self.sections.get(name, [])


def find_parts(doctree: nodes.document, notes: Container[str] = ()) -> Parts:
    """Walk over a page. With anchors of notes, a part stands in one of these; without, in a numbered unit."""
    found = Parts()
    _walk(doctree, found, notes, "", "", "")
    return found


def _walk(parent: nodes.Element, found: Parts, notes: Container[str], scope: str, chapter: str, at: str) -> None:
    """Take up what is below a node: in which text, chapter, unit it stands."""
    for node in parent.children:
        if not isinstance(node, nodes.Element):
            continue
        text, division, inside = scope, chapter, at
        if anchors := node.attributes["ids"]:
            found.anchors.update(anchors)
            place = Place.of_anchor(anchors[0])  # the others are what earlier releases called it
            if place:
                found.units.append(Unit(anchors[0], scope, chapter))
                division = anchors[0] if place.rank in _DIVISIONS else chapter
            inside = anchors[0] if (anchors[0] in notes if notes else place) else inside
        if isinstance(node, nodes.section):
            for name in node.attributes["classes"]:
                found.sections.setdefault(name, []).append(node)
            if not _TEXTS.isdisjoint(node.attributes["classes"]):
                text, division = (*anchors, "")[0], ""
        elif isinstance(node, _TEXTUAL):
            found.texts.append(Part(node, inside, _words(node)))
        if len(node.children) != 1 or isinstance(node.children[0], nodes.Element):  # else words only, as in most
            _walk(node, found, notes, text, division, inside)


def _words(node: nodes.Element) -> str:
    """Give the text of a node as ``astext()`` does, which takes most of its time for escapes that hardly any has."""
    only = node.children[0] if len(node.children) == 1 else None
    return str(only) if isinstance(only, nodes.Text) and "\0" not in only else node.astext()


def unit_of(node: nodes.Node, numbered: Container[str]) -> str:
    """Give the innermost of some anchors that a node stands under; empty for none."""
    at: nodes.Node | None = node
    while at is not None:
        for anchor in map(str, at.get("ids", ()) if isinstance(at, nodes.Element) else ()):
            if anchor in numbered:
                return anchor
        at = at.parent
    return ""
