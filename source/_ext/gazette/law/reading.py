"""Read a page for the law domain: its names, what its text mentions.

Runs on every page once, when Sphinx has parsed it. A mention in running text becomes a ``pending_xref`` of the domain
around the words, which Sphinx resolves when the page is written; in headings, which are links to themselves, it is only
noted. Everything found is kept as values (:mod:`gazette.law.records`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes

from ..characters import HAN
from ..corpus import Citation, Document
from .mention import Context, Mention
from .mentions import Scanner
from .parts import Part, Parts
from .places import Place, article_of, clean
from .records import Cited, Name
from .refs import Ref, parse, parse_docno, title_key

__all__ = [
    "Reading",
    "context",
    "names",
    "pending",
    "read_mentions",
    "ref_of",
]

SILENT = frozenset(
    {"docno", "filing", "addressee", "salutation", "subtitle", "speaker", "signature", "date", "printed", "annex-list"}
)
"""Classes of paragraphs that cite nothing."""
HEADINGS = frozenset({"title", "heading", "run-in"})
"""Classes of sections whose headings have words that may cite; the others have a number, or the title of their text."""
_OPAQUE = (nodes.reference, nodes.literal, nodes.math, nodes.raw, nodes.footnote_reference, addnodes.pending_xref)
"""What has a meaning of its own already."""
_HIDDEN = "\ufffc"
"""Stands for a character that must not be read."""


def names(title: str, parts: Parts) -> tuple[Name, ...]:
    """Give the names that a document is cited by: its title, the texts that it prints, its annexes."""
    found = {title_key(title): Name(title_key(title), "", strong=True)}
    for section in parts.of_class("enclosed"):
        key = title_key(section[0].astext())
        found.setdefault(key, Name(key, section["ids"][0], strong=True))
    for section in parts.of_class("annex"):
        if key := title_key(section[0].astext().partition("\u3000")[2]):
            found.setdefault(key, Name(key, section["ids"][0], strong=False))
    return tuple(found.values())


_GENERIC_RE = re.compile("(?:办法|规定|条例|规则|细则|方案|意见|决定|规划|纲要|计划|措施|章程|制度)$")
"""What a document calls itself, or what it encloses, by the last word of the title."""

_SEAT_RE = re.compile(f"[{HAN}]+(?=人民政府)|(?!中共)[{HAN}]{{1,8}}?市(?=.)")
"""云州市|人民政府办公室, 云州市|财政局"""


def context(record: Document | None, title: str, issuers: Iterable[str], parts: Parts) -> Context:
    """Collect what is known of a document before its text is read.

    《办法》 speaks of what it encloses, and then of the document.
    """
    cited: tuple[Citation, ...] = (*record.citations, *record.repeals) if record else ()
    docnos = [parse_docno(c.docno) for c in cited if c.docno]
    own: dict[str, str] = {}
    for text in (*parts.enclosed, title):
        bare = text.removesuffix("）").rpartition("（")[0] if text.endswith("）") else text
        if word := _GENERIC_RE.search(bare):
            own.setdefault(word[0], text)
    return Context(
        titles=frozenset(title_key(c.title) for c in cited if c.title) if record else None,
        docnos=frozenset(str(docno) for docno in docnos if docno),
        own=own,
        seat=next((seat[0] for name in issuers if (seat := _SEAT_RE.match(name))), ""),
        annexes=frozenset(_annex(section) for section in parts.of_class("annex")),
        decimals=any(unit.key[0] == "d" for unit in parts.units),
    )


def _annex(section: nodes.section) -> str:
    """Give what an annex is called: 附件1, 附录2."""
    word, place = clean(section[0].astext())[:2], Place.of_anchor(section["ids"][0])
    return f"{word if word in ('附录', '附表') else '附件'}{place.steps[0].arabic if place else 1}"


@dataclass(slots=True)
class Reading:
    """The reading of one page."""

    docname: str
    parts: Parts
    scanner: Scanner
    roots: Mapping[str, str] = field(default_factory=dict)
    """In notes: anchor of a note → the unit that it is about."""
    only_roles: bool = False
    """Whether running text is left alone: the page is no law and no note."""
    cited: list[Cited] = field(default_factory=list)

    def note(self, anchor: str, words: str, mention: Mention, node: nodes.Element, *, role: bool = False) -> int:
        """Keep a mention; gives its number on the page."""
        self.cited.append(Cited(anchor, words, mention, _line(node), role))
        return len(self.cited) - 1


def _line(node: nodes.Node | None) -> int | None:
    while node is not None and getattr(node, "line", None) is None:
        node = node.parent
    return node.line if node is not None else None


def read_mentions(reading: Reading) -> None:
    """Note every mention of a page, and make references of those in its paragraphs."""
    for part in reading.parts.texts:
        if isinstance(part.node, addnodes.pending_xref):
            if part.node.get("refdomain") == "law" and "law_index" not in part.node:
                _note_role(part, reading)
        elif not reading.only_roles and _may_cite(part.node):
            _read(part, reading)


def _may_cite(node: nodes.Element) -> bool:
    if isinstance(node, nodes.title):
        classes = node.parent.attributes["classes"] if node.parent is not None else ()
        return not classes or not HEADINGS.isdisjoint(classes)
    return SILENT.isdisjoint(node.attributes["classes"])


def _note_role(part: Part, reading: Reading) -> None:
    node = part.node
    ref = ref_of(node["reftarget"])
    since = node.get("law_since")
    mention = Mention(0, 0, ref, since=Place.parse(since) if since else None)
    node["law_page"] = reading.docname
    node["law_index"] = reading.note(part.at, part.words, mention, node, role=True)


def ref_of(target: str) -> Ref:
    """Read a target that was spelled canonically; what is none becomes a title that nobody bears."""
    return parse(target) or Ref(title=target)


def _read(part: Part, reading: Reading) -> None:
    node, anchor, words = part
    if reading.roots and not anchor:
        return  # on a page of notes, what stands outside them
    plain = len(node) == 1 and isinstance(node[0], nodes.Text)  # as most are
    text = words if plain else "".join(map(_visible, node.children))
    articled = article_of(reading.roots.get(anchor, anchor)) is not None
    wrap: list[tuple[Mention, int]] = []
    for mention in reading.scanner.scan(text, articled=articled):
        words = text[mention.start : mention.end]
        if _HIDDEN not in words:
            wrap.append((mention, reading.note(anchor, words, mention, node)))
    if not wrap or (isinstance(node, nodes.title) and "title" in node.parent["classes"]):
        return
    if plain:
        node[:] = list(_wrapped(text, wrap, reading.docname))
        return
    for mention, index in reversed(wrap):
        _wrap(node, mention, index, reading.docname)


def _visible(node: nodes.Node) -> str:
    if isinstance(node, _OPAQUE):
        return _HIDDEN * len(node.astext())
    return node.astext() if isinstance(node, nodes.Text) else "".join(_visible(child) for child in node.children)


def _wrapped(text: str, wrap: Iterable[tuple[Mention, int]], docname: str) -> Iterator[nodes.Node]:
    """Give a text with its mentions in references."""
    position = 0
    for mention, index in wrap:
        yield from _text(text[position : mention.start])
        ref = pending(mention.ref, docname, index)
        ref.append(nodes.Text(text[mention.start : mention.end]))
        yield ref
        position = mention.end
    yield from _text(text[position:])


def _wrap(parent: nodes.Element, mention: Mention, index: int, docname: str, offset: int = 0) -> None:
    """Put the characters of a mention into a reference; one that cuts through an inline element stays text."""
    position, inside = offset, []
    for child in list(parent.children):
        length = len(_visible(child))
        start, end = mention.start - position, mention.end - position
        if isinstance(child, nodes.Element) and start < length and end > 0:
            if start >= 0 and end <= length:
                return _wrap(child, mention, index, docname, position)
            if start > 0 or end < length:
                return None
        if start < length and end > 0:
            inside.append((child, max(start, 0), min(end, length)))
        position += length
    if inside:
        _replace(parent, inside, pending(mention.ref, docname, index))
    return None


def _replace(parent: nodes.Element, inside: list[tuple[nodes.Node, int, int]], ref: addnodes.pending_xref) -> None:
    first, last = inside[0], inside[-1]
    at = parent.index(first[0])
    before = first[0].astext()[: first[1]] if isinstance(first[0], nodes.Text) else ""
    after = last[0].astext()[last[2] :] if isinstance(last[0], nodes.Text) else ""
    words = [nodes.Text(c.astext()[s:e]) if isinstance(c, nodes.Text) else c for c, s, e in inside]
    ref += words[0] if len(words) == 1 else nodes.inline("", "", *words)
    parent[at : at + len(inside)] = [*_text(before), ref, *_text(after)]


def _text(words: str) -> list[nodes.Text]:
    return [nodes.Text(words)] if words else []


def pending(ref: Ref, docname: str, index: int | None = None, typ: str = "mention") -> addnodes.pending_xref:
    """Make the reference that Sphinx will ask the domain to resolve."""
    node = addnodes.pending_xref(
        "", refdomain="law", reftype=typ, reftarget=str(ref), refexplicit=True, refwarn=typ != "mention", refdoc=docname
    )
    if index is not None:
        node["law_page"], node["law_index"] = docname, index
    return node
