"""The Sphinx builder ``typst``: the text of every document as Typst, written from its doctree.

``sphinx-build -b typst`` writes the whole tree (:mod:`gazette.typst.tree`). In a build of shards
(:mod:`gazette.typst.build`) it writes those texts of a shard that it is told to.
"""

from collections.abc import Iterator, Set
from datetime import date
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from .. import corpusfile
from ..corpus import Document
from ..law.domain import law_domain
from ..site import site
from .tree import write_document, write_frame
from .writer import TypstTranslator

HEADER = '#import "/lib/gazette.typ": *\n'


class TypstBuilder(Builder):
    """Writes what :mod:`gazette.typst.compile` sets."""

    name = "typst"
    format = "typst"
    epilog = "The Typst files are in %(outdir)s."
    allow_parallel = True
    pending: Set[str] | None = None
    """Documents to write; all where it is None."""
    documents: dict[str, Document]
    """By docname."""

    def init(self) -> None:
        """Read the corpus."""
        self.corpus = corpusfile.load(self.srcdir / corpusfile.FILE)
        self.documents = {document.docname: document for document in self.corpus.documents}

    def get_outdated_docs(self) -> Iterator[str]:
        """Give the documents to write: links depend on the whole corpus, and a text that stays the same stays."""
        asked = self.documents.keys() if self.pending is None else self.pending
        return iter(self.env.found_docs & self.documents.keys() & asked)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002 -- Sphinx's signature
        """Give the path of a page on the site."""
        page = "" if docname == "index" else docname.removesuffix("/index") + "/"
        return f"/{page}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Give the same path from everywhere: paper has no folders."""
        return self.get_target_uri(to, typ)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write what is of a document; pages that are none have no place in a PDF."""
        if docname not in self.documents:
            return
        pages = law_domain(self.env).graph.pages
        document = self.documents[docname]
        writer = TypstTranslator(
            doctree, self, document, lambda page: pages[page].anchors if page in self.documents else ()
        )
        doctree.walkabout(writer)
        text = f"{HEADER}\n#let body(at) = [\n{writer.source}]\n"
        write_document(Path(self.outdir), document, text, self.config.gazette_base_url)

    def finish(self) -> None:
        """Write all that is of no document."""
        if not self.config.gazette_shard:
            today = date.fromisoformat(self.config.gazette_today)
            view = site(self.corpus, self.env.metadata, law_domain(self.env).graph, today)
            write_frame(Path(self.outdir), Path(self.srcdir), view, self.config.release, self.config.gazette_base_url)


def setup_typst(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(TypstBuilder)
