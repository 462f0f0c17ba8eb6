"""Defined terms: where they are defined, where they hold, where they are used.

The converters say which terms a document defines (corpus.json); this module finds the unit that defines each, marks
every use in the text in which the definition holds, and gives the page its list of terms (``#t-xinyongzhuti``), to
which the uses lead. The list is what readers without script have; with it, the theme shows the entry at the word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..characters import HAN
from ..corpus import Term
from ..pinyin import letters
from .domain import law_domain
from .notes import law_note
from .outline import Outline
from .parts import unit_of
from .places import article_of
from .reading import SILENT
from .records import TermRecord

__all__ = ["Paragraph", "records", "setup_terms", "uses"]

Paragraph = tuple[str, str]
"""Anchor of the unit, words."""


def records(terms: Iterable[Term], paragraphs: Sequence[Paragraph], outline: Outline) -> tuple[TermRecord, ...]:
    """Place the terms that a document defines, in the order of their definitions."""
    found: list[TermRecord] = []
    taken: Counter[str] = Counter()
    for term in dict.fromkeys(terms):
        place = _defining(term, paragraphs)
        if place is None or any(f.term == term.term and f.place == place for f in found):
            continue
        unit = outline.get(place)
        anchor = f"t-{letters(term.term)}"
        taken[anchor] += 1
        anchor += f"-{taken[anchor]}" if taken[anchor] > 1 else ""
        found.append(TermRecord(anchor, term.term, term.meaning, place, unit.scope if unit else "", term.via))
    return tuple(found)


_DEFINITIONS = {
    "short": "(?:简称|统称|以下称)(?:为|作)?[《“]?{term}",
    "definition": "{term}[》”]?(?:（[^（）]*）)?，?(?:就是|是指|系指|指)",
    "scope": "{term}（[^（）]*下同",
}
"""How a term stands where it is defined, by the way of its definition."""


def _defining(term: Term, paragraphs: Sequence[Paragraph]) -> str | None:
    """Give the unit that defines a term; where the form is unusual, the first that has the word."""
    pattern = re.compile(_DEFINITIONS.get(term.via, "{term}").format(term=re.escape(term.term)))
    for matches in (pattern.search, lambda words: term.term in words):
        for anchor, words in paragraphs:
            if matches(words):
                return anchor
    return None


_FUNCTION = "指称的地得之是为与和及或以在于由对向从被将把按依可应须不未无非能会等且而并即则所其该此各均也又还已曾同"
_STANDS_ALONE_RE = re.compile(f"(?:$|[^{HAN}]|[{_FUNCTION}])")


def uses(words: str, terms: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Find the uses of terms in a text: the longest where several fit.

    A term that is a part of another (社会信用 of 社会信用信息) forms compounds freely, and is meant only where it
    stands alone: 社会信用体系 is no use of it.

    >>> [words for *_, words in uses("统一社会信用代码和社会信用信息，社会信用的状态", ["社会信用", "社会信用信息"])]
    ['社会信用信息', '社会信用']
    """
    if not terms:
        return
    parts = {term for term in terms if any(term != other and term in other for other in terms)}
    pattern = re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))))
    for match in pattern.finditer(words):
        before, after = words[: match.start()][-1:], words[match.end() :][:1]
        alone = _STANDS_ALONE_RE.fullmatch(before) and _STANDS_ALONE_RE.fullmatch(after)
        if match[0] not in parts or alone:
            yield match.start(), match.end(), match[0]


_OPAQUE = (nodes.reference, nodes.literal, nodes.raw)
"""What has a meaning of its own already."""


class TermUses(SphinxPostTransform):
    """Make every use of a defined term a link to its entry in the list of terms (class ``term``).

    The first use in an article or section is the one to show; the others have the class ``again`` as well.
    """

    formats = ("html",)
    default_priority = 20
    """After Sphinx has resolved references (10): what is a link already stays what it is."""

    def run(self, **_kwargs: object) -> None:
        """Mark the uses in the paragraphs of a document."""
        page = law_domain(self.env).graph.pages.get(self.env.docname)
        if page is None or not page.terms:
            return
        seen: set[tuple[str, str]] = set()
        for paragraph in [node for node in self.document.findall(nodes.paragraph) if _is_law_text(node)]:
            unit = unit_of(paragraph, page.outline)
            at = page.outline.get(unit)
            here = [t for t in page.terms if t.scope in ("", at.scope if at else "")]
            _mark(paragraph, {t.term: "" if t.place == unit else t.anchor for t in here}, _context(unit), seen)


def _is_law_text(node: nodes.paragraph) -> bool:
    """Tell whether a paragraph is of the document itself, not of a note."""
    parent = node.parent
    while parent is not None and not isinstance(parent, law_note):
        parent = parent.parent
    return parent is None and SILENT.isdisjoint(node["classes"])


def _context(unit: str) -> str:
    """Give the article of a unit, else the unit itself."""
    article = article_of(unit)
    return article.anchor if article else unit


def _mark(paragraph: nodes.Element, terms: dict[str, str], context: str, seen: set[tuple[str, str]]) -> None:
    """Link the uses; a term with an empty anchor is defined here, and its words are not those of a shorter one."""
    for text in list(paragraph.findall(nodes.Text)):
        if _is_opaque(text, paragraph):
            continue
        words, position = text.astext(), 0
        parts: list[nodes.Node] = []
        for start, end, term in uses(words, list(terms)):
            if not terms[term]:
                continue
            parts += [nodes.Text(words[position:start])] if start > position else []
            classes = ["term", "again"] if (context, term) in seen else ["term"]
            seen.add((context, term))
            parts.append(nodes.reference("", term, internal=True, refid=terms[term], classes=classes))
            position = end
        if parts and text.parent is not None:
            text.parent.replace(text, [*parts, *([nodes.Text(words[position:])] if position < len(words) else [])])


def _is_opaque(text: nodes.Text, paragraph: nodes.Element) -> bool:
    """Tell whether something around words of a paragraph has a meaning of its own."""
    around = text.parent
    while around is not paragraph and not isinstance(around, _OPAQUE):
        around = around.parent
    return around is not paragraph


def setup_terms(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(TermUses)
