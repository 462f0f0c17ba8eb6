"""A small Sphinx project of Yunzhou's gazette, built with the Typst builder, and its PDFs."""

import json
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from gazette.law.notes import law_note
from gazette.typst.compile import typeset
from tests.conftest import FIXTURES, ROOT
from tests.frontmatter import corpus
from tests.pdfpages import MM, WHITE, Glyph, glyphs

SOURCE = FIXTURES / "typst" / "source"
LIBRARY = ROOT / "source" / "_typst"
BASE_URL = "https://gongbao.example"
TODAY = "2026-11-21"
SETTINGS: dict[str, Any] = {
    "extensions": ["myst_parser", "gazette.extension"],
    "myst_enable_extensions": ["attrs_block", "attrs_inline", "colon_fence"],
    "language": "zh_CN",
    "smartquotes": False,
    "gazette_base_url": BASE_URL,
    "gazette_today": TODAY,
}
Convert = Callable[[str, str], str]


def make_source(folder: Path) -> Path:
    """Copy the project's source to a folder, with corpus.json and the template library."""
    shutil.copytree(SOURCE, folder)
    shutil.copytree(LIBRARY, folder / "_typst")
    (folder / "corpus.json").write_text(json.dumps(corpus(folder), ensure_ascii=False), "utf-8")
    return folder


@contextmanager
def sphinx(source: Path, out: Path, **settings: Any) -> Iterator[Sphinx]:
    """Open a Sphinx application for the Typst builder; warnings are errors."""
    parallel = settings.pop("parallel", 0)
    said = StringIO()
    doctrees = out.parent / f"{out.name}-doctrees"
    with patch_docutils(), docutils_namespace(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="'myst_parser", category=PendingDeprecationWarning)  # of Sphinx 11
        yield Sphinx(
            source,
            None,
            out,
            doctrees,
            "typst",
            confoverrides=SETTINGS | settings,
            status=StringIO(),
            warning=said,
            parallel=parallel,
        )
    if said.getvalue():
        raise AssertionError(said.getvalue())


def build(source: Path, out: Path, **settings: Any) -> Path:
    """Run the builder; give the tree."""
    with sphinx(source, out, **settings) as app:
        app.build()
    return out


@dataclass(frozen=True)
class Project:
    """The project when all is built."""

    tree: Path
    pdf: Path
    doctrees: dict[str, nodes.document]
    """Docname → resolved doctree."""
    warnings: tuple[str, ...]
    """Of the compiler."""


def convert(source: str, script: str) -> str:
    """Stand in for the converter of scripts."""
    if script != "zh-hant":
        raise AssertionError(script)
    return source.replace("云", "雲").replace("办", "辦")


@cache
def project() -> Project:
    """Build the project and its PDFs in Simplified, once for all tests of a run."""
    folder = tempfile.TemporaryDirectory(prefix="gazette-typst-")
    _folders.append(folder)
    root = Path(folder.name)
    with sphinx(make_source(root / "source"), root / "typst") as app:
        app.build()
        names = sorted(name for name in app.env.found_docs if name.startswith("doc/"))
        doctrees = {name: app.env.get_and_resolve_doctree(name, app.builder, tags=app.tags) for name in names}
    result = typeset(root / "typst", root / "pdf", packaged=True, convert=convert)
    return Project(root / "typst", root / "pdf", doctrees, result.warnings)


_folders: list[tempfile.TemporaryDirectory[str]] = []


# ---- its PDFs ----

RULE, OPINION, ORDER, REPORT = DOCUMENTS = (
    "yunzhengfa/2024/3",
    "yunzhengbanzi/2024/7",
    "yunzhoushirenminzhengfuling/12",
    "zhengfugongzuobaogao/2024-01-15",
)
BOOKS = ("yunzhoushirenminzhengfugongbao-2024-1", "yunzhoushirenminzhengfugongbao-2024-2", "corpus")
TOP = 37 * MM
"""Where the text block begins; it is 225 mm high."""
SIZES = {12, 14, 16, 22}
"""Of the text; notes, their marks and the imprint have others."""


def slug(document: str) -> str:
    """Give the name of a document in files and anchors."""
    return document.replace("/", "-")


def pdf_path(name: str) -> Path:
    """Give the PDF of a document or book."""
    return project().pdf / f"{slug(name)}.pdf"


def body(name: str) -> list[Glyph]:
    """Give what is printed in the text block, without notes and their marks."""
    return text_of(pdf_path(name))


def text_of(pdf: Path) -> list[Glyph]:
    """Give what is printed in the text block of any PDF, without notes and their marks."""
    return [glyph for glyph in glyphs(pdf) if TOP < glyph.y < TOP + 225 * MM and glyph.size in SIZES]


def words_of(doctree: nodes.document) -> str:
    """Give the words of a document without editors' notes and white space."""
    copy = doctree.deepcopy()
    for note in list(copy.findall(law_note)):
        note.parent.remove(note)
    return re.sub(f"[{WHITE}]", "", copy.astext())


def anchors_of(doctree: nodes.document) -> set[str]:
    """Give all anchors of a page."""
    return {anchor for node in doctree.findall(nodes.Element) for anchor in node["ids"]}
