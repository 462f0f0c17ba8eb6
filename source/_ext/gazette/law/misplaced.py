"""Editors' notes that stand where they should not: on what does not exist, or not at the words that they are about."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from docutils import nodes

from ..addresses import DOCUMENTS
from .outline import Unit
from .parts import find_parts
from .places import Place, clean
from .records import NoteRecord, Page

__all__ = ["misplaced"]


def misplaced(
    pages: Iterable[Page], documents: Mapping[str, Page], doctree: Callable[[str], nodes.document]
) -> Iterator[tuple[Page, NoteRecord, str]]:
    """Give the notes that stand where they should not, each with what to say about it.

    ``pages`` are those of notes; ``doctree`` reads a document, which is needed only where a note holds on to words.
    """
    for page in pages:
        document = documents.get(page.on)
        held = document is not None and any(note.words for note in page.notes)
        said = _read(doctree(page.on)) if held else None
        for note in page.notes:
            if fault := _fault(page, note, document, said):
                yield page, note, fault


@dataclass(frozen=True, slots=True)
class _Said:
    """What a document says, by the innermost anchor, as :func:`clean` gives it."""

    words: Mapping[str, str]
    names: Mapping[str, str]
    """Anchors, also those of earlier releases, and what each is now."""
    units: Mapping[str, Unit]

    def holds(self, anchor: str, words: str) -> bool:
        """Tell whether words stand at an anchor, or in what is below it."""
        head = f"{self.names[anchor]}-"
        return clean(words) in "".join(
            said for at, said in self.words.items() if any(f"{name}-".startswith(head) for name in self._above(at))
        )

    def places(self, words: str) -> list[str]:
        """Give the anchors at which words stand."""
        return [anchor for anchor, said in self.words.items() if clean(words) in said]

    def _above(self, anchor: str) -> Iterator[str]:
        """Give an anchor, and those of the chapters and the text that it stands in."""
        while anchor:
            yield anchor
            unit = self.units.get(anchor)
            anchor = (unit.chapter or unit.scope) if unit else ""


def _read(doctree: nodes.document) -> _Said:
    names = {str(name): str(node["ids"][0]) for node in doctree.findall(nodes.Element) for name in node["ids"]}
    parts, words = find_parts(doctree, frozenset(names.values())), defaultdict[str, str](str)
    for part in parts.texts:
        if isinstance(part.node, nodes.paragraph | nodes.title):  # what they refer to is part of their words
            words[part.at] += clean(part.words)
    return _Said(words, names, {unit.anchor: unit for unit in parts.units})


def _fault(page: Page, note: NoteRecord, document: Page | None, said: _Said | None) -> str:
    """Say what is wrong with a note; nothing where it stands right."""
    if document is None:
        return f"there is no document {page.on.removeprefix(DOCUMENTS)}"
    place = _named(note.target)
    if note.target not in document.anchors:
        return f"{document.docname} has no {place}{_moved(note, said) or _hint(document, note)}"
    if said and note.words and not said.holds(note.target, note.words):
        return f"{document.docname} has no “{note.words}” in {place}{_moved(note, said)}"
    return ""


def _moved(note: NoteRecord, said: _Said | None) -> str:
    """Say where the words stand that a note is about, if that is one place."""
    found = said.places(note.words) if said and note.words else []
    return f"; “{note.words}” stands in {_named(found[0])}" if len(found) == 1 else ""


def _hint(document: Page, note: NoteRecord) -> str:
    place = Place.of_anchor(note.target)
    near = document.outline.find(place) if place else ()
    return f"; do you mean {' or '.join(map(_named, near))}?" if near else ""


def _named(anchor: str) -> str:
    """Give a place as editors write it, and as it is addressed.

    >>> _named("a3-k1-x2"), _named("printed")
    ('第三条第一款第（二）项 (a3-k1-x2)', 'printed')
    """
    place = Place.of_anchor(anchor)
    return f"{place} ({anchor})" if place else anchor
