"""The sample gazettes all the way: raw text, MyST, Typst, PDF. What is printed is what the pages hold."""

import re
import shutil
from pathlib import Path

import pikepdf
import pytest

from converters.cli import main as convert_raw
from gazette.typst.compile import typeset
from gazette.typst.fonts import PRINTED
from tests.conftest import ROOT
from tests.pdfpages import destinations, glyphs, lines
from tests.typstproject import LIBRARY, Project, anchors_of, convert, slug, sphinx, text_of, words_of


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("samples")
    source = root / "source"
    assert convert_raw([str(ROOT / "source" / "raw"), "--out", str(source)]) == 0
    shutil.copytree(LIBRARY, source / "_typst")
    shutil.copytree(ROOT / "source" / "notes", source / "notes")
    (source / "index.md").write_text("# 公报\n", "utf-8")
    with sphinx(source, root / "typst") as app:
        app.build()
        names = sorted(name for name in app.env.found_docs if name.startswith("doc/"))
        doctrees = {name: app.env.get_and_resolve_doctree(name, app.builder, tags=app.tags) for name in names}
    result = typeset(root / "typst", root / "pdf", PRINTED[:1], packaged=True, convert=convert)
    return Project(root / "typst", root / "pdf", doctrees, result.warnings)


def pdf_of(project: Project, docname: str) -> Path:
    return project.pdf / f"{slug(docname.removeprefix('doc/'))}.pdf"


def test_every_document_is_set_without_a_warning(samples: Project) -> None:
    names = {file.name for file in samples.pdf.glob("*.pdf")}
    assert {pdf_of(samples, docname).name for docname in samples.doctrees} < names
    assert samples.warnings == ()


def test_the_text_of_every_pdf_is_the_text_of_its_document(samples: Project) -> None:
    for docname, doctree in samples.doctrees.items():
        assert "".join(glyph.char for glyph in text_of(pdf_of(samples, docname))) == words_of(doctree)


def test_every_anchor_of_every_document_is_a_destination(samples: Project) -> None:
    with pikepdf.open(samples.pdf / "corpus.pdf") as corpus:
        in_corpus = destinations(corpus).keys()
    for docname, doctree in samples.doctrees.items():
        with pikepdf.open(pdf_of(samples, docname)) as pdf:
            assert destinations(pdf).keys() == anchors_of(doctree) | {"colophon"}
        assert {f"{slug(docname.removeprefix('doc/'))}.{anchor}" for anchor in anchors_of(doctree)} <= in_corpus


def test_no_title_in_a_list_ends_in_a_line_of_one_character(samples: Project) -> None:
    found = lines(glyphs(samples.pdf / "yunzhoushirenminzhengfugongbao-2024-3.pdf"))
    printed = ["".join(glyph.char for glyph in line) for line in found]
    assert sum("电梯" in words for words in printed) > 2
    assert [words for words in printed if re.fullmatch("[一-鿿][ ·0-9]*", words)] == []
