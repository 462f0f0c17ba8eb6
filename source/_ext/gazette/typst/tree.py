"""The Typst tree: what :mod:`gazette.typst.compile` sets.

::

    OUT/lib/*.typ            the template library of source/_typst, and config.typ: address of the site, day, release
    OUT/doc/<id>.typ         the text of a document (``body``), which :mod:`gazette.typst.builder` writes
    OUT/lib/qr/**/<slug>.svg and the codes of its page's address, by script
    OUT/pdf/<name>.typ       main files: a document (its ``record``, which books read too), an issue, the corpus
    OUT/manifest.json        the PDFs to be made

A file is written where its content is another one, and only then.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import segno

from ..addresses import Addresses, slug
from ..corpus import Document
from ..site import Site
from ..whole import kept_json
from . import books as typst_books
from .fonts import PRINTED

__all__ = ["library", "stands", "write_document", "write_frame"]

LIBRARY = "_typst"
"""Folder of the template library in the source folder."""
MANIFEST = "manifest.json"


def text_path(tree: Path, docname: str) -> Path:
    """Give the file of a document's text."""
    return tree / f"{docname}.typ"


def library(source: Path) -> list[str]:
    """Name the files of the template library, as paths in the source folder."""
    return sorted(file.relative_to(source).as_posix() for file in (source / LIBRARY).glob("*.typ"))


def stands(tree: Path, docname: str) -> bool:
    """Tell whether the text of a document is there; for no name, whether all is there that is of no document."""
    if docname:
        return text_path(tree, docname).exists()
    targets = (kept_json(tree / MANIFEST) or {"targets": ()})["targets"]
    return bool(targets) and all((tree / "pdf" / f"{target['name']}.typ").exists() for target in targets)


def write_document(tree: Path, document: Document, text: str, base_url: str) -> None:
    """Write what is of a document: its text, and codes of its page's address; a site without address has none."""
    _write(text_path(tree, document.docname), text)
    for name, address in _codes(document, base_url):
        _write(tree / name, _qr_code(address))


def write_frame(tree: Path, source: Path, view: Site, release: str, base_url: str) -> None:
    """Write all that is of no document, and remove what former builds have left."""
    books = list(typst_books.books(view))
    targets = [{"name": book.name, "uses": book.uses} for book in books]
    files = {
        **{f"lib/{Path(name).name}": (source / name).read_text("utf-8") for name in library(source)},
        "lib/config.typ": typst_books.settings(view.today, release, base_url),
        **{f"pdf/{book.name}.typ": book.source for book in books},
        MANIFEST: json.dumps({"today": view.today.isoformat(), "targets": targets}, indent=1) + "\n",
    }
    for name, text in files.items():
        _write(tree / name, text)
    kept = {tree / name for name in files}
    for document in view.corpus.documents:
        kept |= {text_path(tree, document.docname), *(tree / name for name, _ in _codes(document, base_url))}
    for folder in ("doc", "lib", "pdf"):
        for file in (tree / folder).rglob("*.*"):
            if file not in kept:
                file.unlink()


def _write(path: Path, text: str) -> None:
    """Write a file that has another content, or none yet, and the folders that it needs."""
    if path.exists() and path.read_text("utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _codes(document: Document, base_url: str) -> Iterator[tuple[str, str]]:
    """Name the codes of a document's page in the scripts of PDFs, each with its address."""
    for script in PRINTED if base_url else ():
        address = Addresses(base_url).absolute(f"{script.folder}{document.docname}/")
        yield f"lib/qr/{script.folder}{slug(document.id)}.svg", address


def _qr_code(address: str) -> str:
    """Draw the code of an address as SVG."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
