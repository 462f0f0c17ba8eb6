"""The Sphinx builder ``typst``: one Typst file for each document, issue and the corpus.

::

    OUT/lib/*.typ            the template library of source/_typst, and config.typ: address of the site, day, release
    OUT/doc/<id>.typ         the text of a document (``body``), written from its doctree
    OUT/pdf/<name>.typ       main files: a document (its ``record``, which books read too), an issue, the corpus
    OUT/lib/qr/**/<slug>.svg codes of the pages' addresses, by script
    OUT/manifest.json        what gazette.typst_compile makes of it

The text is the only part that costs time; it is written again when Sphinx finds the document changed. All else is
written at the end of every build.
"""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import segno
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from . import typst_books
from .addresses import Addresses
from .corpus import Corpus, load
from .domain import law_domain
from .site import Site, site
from .typst_fonts import PRINTED
from .typst_inline import Desk
from .typst_writer import TypstTranslator

CORPUS = "corpus.json"
LIBRARY = "_typst"
"""Folder of the template library in the source folder."""
HEADER = '#import "/lib/gazette.typ": *\n'


class TypstBuilder(Builder):
    """Writes what :mod:`gazette.typst_compile` sets."""

    name = "typst"
    format = "typst"
    epilog = "The Typst files are in %(outdir)s."
    allow_parallel = True
    corpus: Corpus

    def init(self) -> None:
        """Read the corpus."""
        self.corpus = load(self.srcdir / CORPUS)
        self.documents = {document.docname: document for document in self.corpus.documents}

    # -- what Sphinx asks ------------------------------------------------------------------------------------------

    def get_outdated_docs(self) -> Iterator[str]:
        """Give the documents whose text is older than what it is made of.

        Links depend on the whole corpus, so a new corpus.json makes all texts old. (A PDF is set again only when its
        text is another one.)
        """
        common = [self.srcdir / CORPUS, *Path(__file__).parent.glob("typst_*.py")]
        newest = max(file.stat().st_mtime for file in common)
        for docname in self.env.found_docs & self.documents.keys():
            written = self.text_path(docname)
            notes = self.srcdir / f"notes/{docname.removeprefix('doc/')}.md"
            sources = [file.stat().st_mtime for file in (Path(self.env.doc2path(docname)), notes) if file.exists()]
            if not written.exists() or written.stat().st_mtime < max(newest, *sources):
                yield docname

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002 -- Sphinx's signature
        """Give the path of a page on the site."""
        page = "" if docname == "index" else docname.removesuffix("/index") + "/"
        return f"/{page}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Give the same path from everywhere: paper has no folders."""
        return self.get_target_uri(to, typ)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the text of a document; pages that are none have no place in a PDF."""
        if docname not in self.documents:
            return
        pages = law_domain(self.env).pages
        desk = Desk(self.documents[docname], lambda page: pages[page].anchors if page in self.documents else ())
        writer = TypstTranslator(doctree, self, desk)
        doctree.walkabout(writer)
        write(self.text_path(docname), f"{HEADER}\n#let body(at) = [\n{writer.source}]\n")

    def finish(self) -> None:
        """Write all that is not text, and remove what former builds have left."""
        view = self.site()
        books = list(typst_books.books(view))
        targets = [{"name": book.name, "uses": book.uses} for book in books]
        files = {
            **{f"lib/{file.name}": file.read_text("utf-8") for file in sorted((self.srcdir / LIBRARY).glob("*.typ"))},
            "lib/config.typ": typst_books.settings(view.today, self.config.release, self.config.gazette_base_url),
            **{f"pdf/{book.name}.typ": book.source for book in books},
            **dict(self.codes()),
            "manifest.json": json.dumps({"today": view.today.isoformat(), "targets": targets}, indent=1) + "\n",
        }
        for name, text in files.items():
            write(self.outdir / name, text)
        kept = {self.outdir / name for name in files} | {self.text_path(docname) for docname in self.documents}
        for folder in ("doc", "lib", "pdf"):
            for file in (self.outdir / folder).rglob("*.*"):
                if file not in kept:
                    file.unlink()

    def codes(self) -> Iterator[tuple[str, str]]:
        """Draw the codes of the documents' pages in the scripts of PDFs; a site without address has none."""
        if not self.config.gazette_base_url:
            return
        addresses = Addresses(self.config.gazette_base_url)
        for script in PRINTED:
            for document in self.corpus.documents:
                name = f"lib/qr/{script.folder}{typst_books.slug(document.id)}.svg"
                yield name, qr_code(addresses.absolute(f"{script.folder}{document.docname}/"))

    # -- files -----------------------------------------------------------------------------------------------------

    def text_path(self, docname: str) -> Path:
        """Give the file of a document's text."""
        return self.outdir / f"{docname}.typ"

    def site(self) -> Site:
        """Bring issues, standings and the day of the build together."""
        issues = {name: meta for name, meta in self.env.metadata.items() if name.startswith("gazette/")}
        graph, today = law_domain(self.env).graph, date.fromisoformat(self.config.gazette_today)
        return site(self.corpus, issues, graph.repealed(), today, graph.lapsed())


def qr_code(address: str) -> str:
    """Draw the code of an address as SVG."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


def write(path: Path, source: str) -> None:
    """Write a file and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")


def setup_typst(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(TypstBuilder)
