"""The Sphinx domain ``law``: documents and their units are objects, references to them are roles.

====================  =====================================================================================
``{law:ref}``         what a person writes: ``济政发〔2019〕19号第十二条第二款``, ``《办法》第3条``, ``第三条至第五条``;
                      ``words <target>`` shows other words. Without a document it speaks of the page, in notes
                      of the document that they are on
``{law:doc}``         a document, shown by its title: ``{law:doc}`济政发〔2019〕19号```
====================  =====================================================================================

A target must exist; one that does not, or that is not the only one, is reported with its place. Everything stands in
objects.inv under its canonical name (``济政发〔2019〕19号第十二条``), so that other projects link to it by the same
roles, or in MyST by ``<inv:#济政发〔2019〕19号第十二条>``.

The domain's data hold one record for each page. What follows from all records together is :attr:`LawDomain.graph`,
made when everything is read, and never stored.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from functools import lru_cache
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Element
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole

from .answers import Answer
from .graph import Graph, graph
from .mention import Context
from .mentions import Scanner
from .outline import Unit
from .places import Rank
from .reading import pending, ref_of
from .records import Page
from .refs import parse

__all__ = ["LawDomain", "law_domain"]

logger = logging.getLogger(__name__)


class LawRole(ReferenceRole):
    """Makes references of what a person writes; one word may be several (第三条至第五条)."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Give a reference for each place that is named, and the words between them."""
        typ = self.name.rpartition(":")[2]
        ref = parse(self.target)
        if ref is not None:
            shown = self.title if self.has_explicit_title or typ == "ref" else ""
            return [self._reference(str(ref), shown, typ)], []
        if not self.has_explicit_title and typ == "ref":
            return self._several(self.title), []
        self._warn(self.target)
        return [nodes.Text(self.title)], []

    def _several(self, text: str) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        position = 0
        for mention in Scanner(Context()).scan(text, articled=True):
            if mention.pointer is None:
                words = nodes.Text(text[position : mention.start])
                found += [words] if words else []
                reference = self._reference(str(mention.ref), text[mention.start : mention.end], "ref")
                if mention.since:
                    reference["law_since"] = str(mention.since)
                found.append(reference)
                position = mention.end
        if not found:
            self._warn(text)
        return [*found, nodes.Text(text[position:])]

    def _reference(self, target: str, shown: str, typ: str) -> addnodes.pending_xref:
        reference = pending(ref_of(target), self.env.docname, typ=typ)
        reference["refexplicit"] = bool(shown)
        reference += nodes.inline("", shown or target)
        self.set_source_info(reference)
        return reference

    def _warn(self, text: str) -> None:
        logger.warning("not a reference: %r", text, location=self.get_location(), type="law", subtype="syntax")


class _Apart(dict[str, Page]):
    """Records that the environment does not keep."""

    def __reduce__(self) -> tuple[type["_Apart"], tuple[()]]:
        return _Apart, ()


class LawDomain(Domain):
    """Documents and their articles, 款, 项, 目, chapters, sections, headings and annexes."""

    name = "law"
    label = "Law"
    object_types: ClassVar[dict[str, ObjType]] = {
        kind: ObjType(kind, "ref", "doc") for kind in ("document", *map(str, Rank))
    }
    roles: ClassVar[dict[str, Any]] = {"ref": LawRole(), "doc": LawRole()}
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "digests": {}}
    dangling_warnings: ClassVar[dict[str, str]] = {
        "ref": "no single target for %(target)r",
        "doc": "no single document for %(target)r",
    }
    data_version = 6

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._graph: Graph | None = None
        self._builder: Builder | None = None
        self.shared: Callable[[], Graph] | None = None
        """Gives what follows from the records of all shards, in a build of one of them."""

    @property
    def builder(self) -> Builder:
        """Who writes the pages; known from the event ``write-started`` on."""
        if self._builder is None:
            raise RuntimeError("no page can be linked before writing starts")
        return self._builder

    @builder.setter
    def builder(self, builder: Builder) -> None:
        self._builder = builder

    @property
    def pages(self) -> dict[str, Page]:
        """The records of what is read, by docname. In the order of reading, which differs from build to build."""
        pages: dict[str, Page] = self.data["pages"]
        return pages

    @property
    def graph(self) -> Graph:
        """What follows from all records together; of the records as they are now, in a shard those of all shards."""
        if self._graph is None:
            self._graph = self.shared() if self.shared else graph(self.pages)
        return self._graph

    def recall(self, pages: Mapping[str, Page]) -> None:
        """Begin with the records of a shard, which has a file of them."""
        self.data["pages"] = _Apart(pages)
        self._graph = None

    def note(self, page: Page) -> None:
        """Keep the record of a page that was read."""
        self.pages[page.docname] = page
        self._graph = None

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self._graph = None
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take the pages that another process has read."""
        self._graph = None
        self.pages.update({name: page for name, page in otherdata["pages"].items() if name in docnames})

    def changed(self) -> list[str]:
        """Give the documents of which other pages decide otherwise than in the build before; the next asks the same."""
        self._graph = None
        digests = {name: self.graph.digest(name) for name in sorted(self.pages)}
        before: dict[str, str] = self.data["digests"]
        self.data["digests"] = digests
        return [name for name, digest in digests.items() if before.get(name) != digest]

    def resolve_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002 -- Sphinx's signature
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Make the link of a mention or a role; None leaves the words as they are."""
        if "law_index" in node and node["law_page"] in self.graph.pages:
            answer = self.graph.answers[node["law_page"]][node["law_index"]]
        else:
            answer = self.graph.find(ref_of(target), fromdocname)
        if typ == "doc" and not node["refexplicit"] and answer.fate.linked:
            contnode = nodes.inline("", answer.label)
        return self.link(builder, fromdocname, answer, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,  # noqa: ARG002
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Answer ``{any}``."""
        ref = parse(target)
        answer = self.graph.find(ref, fromdocname) if ref else None
        reference = self.link(builder, fromdocname, answer, contnode) if answer else None
        return [("law:ref", reference)] if reference else []

    @staticmethod
    def link(builder: Builder, fromdocname: str, answer: Answer, contnode: nodes.Node) -> nodes.reference | None:
        """Make the reference to a target, ``internal``, with ``reftitle``, class ``law`` and the fate as class.

        Its ``law_page`` and ``law_anchor`` name the target for builders that keep several pages in one file. None where
        the answer is none, or the builder has no address for it.
        """
        if not answer.fate.linked:
            return None
        classes = ["law", str(answer.fate)]
        node = nodes.reference("", "", contnode, internal=True, classes=classes, reftitle=answer.label)
        node["law_page"], node["law_anchor"] = answer.page, answer.anchor
        if answer.page == fromdocname and answer.anchor:
            node["refid"] = answer.anchor
            return node
        try:
            uri = builder.get_relative_uri(fromdocname, answer.page)
        except NoUri:
            return None
        node["refuri"] = f"{uri}#{answer.anchor}" if answer.anchor else uri
        return node

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Give every document, by 文号, titles and id, and every unit, under its canonical name."""
        for docname in sorted(self.pages):
            page = self.pages[docname]
            if page.docname == page.on and page.id:
                yield from _documents(page)
                yield from _units(page)


def law_domain(env: BuildEnvironment) -> LawDomain:
    """Give the domain of an environment."""
    domain = env.domains["law"]
    if not isinstance(domain, LawDomain):
        raise TypeError(f"another extension has a domain named law: {domain!r}")
    return domain


def _documents(page: Page) -> Iterator[tuple[str, str, str, str, str, int]]:
    shown = page.title
    for name in dict.fromkeys([*([page.docno] if page.docno else []), f"《{page.title}》", page.id]):
        yield name, shown, "document", page.docname, "", 1
    if page.short != page.title:
        yield f"《{page.short}》", page.short, "document", page.docname, "", 1


def _units(page: Page) -> Iterator[tuple[str, str, str, str, str, int]]:
    head = page.docno or f"《{page.title}》"
    seen: set[str] = set()
    for unit in page.outline.units:
        place, rank = _named(unit.anchor)
        name = f"{head}{place}"
        if name not in seen:
            seen.add(name)
            in_text = unit.scope[:1] == "f" or unit.scope in page.outline.called
            shown = page.outline.cite(unit.anchor) if in_text or rank == Rank.ANNEX else place
            yield name, f"{page.work}{shown}", rank, page.docname, unit.anchor, 1


@lru_cache(maxsize=8192)
def _named(anchor: str) -> tuple[str, str]:
    """Name the place of an anchor, and its rank: the same ones come in every document."""
    place = Unit(anchor, "").place
    return str(place), str(place.rank)
