"""The catalogue that stands for the corpus where that is too large for one book."""

import datetime as dt
import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from gazette.corpusfile import load
from gazette.law.graph import graph
from gazette.site import Site, site
from gazette.typst.books import Book, corpus
from gazette.typst.compile import typeset
from tests.frontmatter import front_matter
from tests.pdfpages import bookmarks, destinations, glyphs, links
from tests.typstproject import BASE_URL, convert, make_source, project, slug


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Site:
    source = make_source(tmp_path_factory.mktemp("catalogue") / "source")
    issues = {
        path.relative_to(source).with_suffix("").as_posix(): front_matter(path)
        for path in (source / "gazette").rglob("*.md")
    }
    return site(load(source / "corpus.json"), issues, graph({}), dt.date(2026, 11, 21))


@pytest.fixture(scope="module")
def catalogue(view: Site) -> Book:
    return corpus(view, whole=-1)


@pytest.fixture(scope="module")
def pdf(catalogue: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set the catalogue with the library of the project."""
    tree = tmp_path_factory.mktemp("catalogue") / "typst"
    shutil.copytree(project().tree / "lib", tree / "lib")
    (tree / "pdf").mkdir()
    (tree / "pdf" / "corpus.typ").write_text(catalogue.source, "utf-8")
    targets = [{"name": catalogue.name, "uses": catalogue.uses}]
    (tree / "manifest.json").write_text(json.dumps({"today": "2026-11-21", "targets": targets}), "utf-8")
    typeset(tree, tree.parent / "out", convert=convert, packaged=True)
    return tree.parent / "out" / "corpus.pdf"


def test_a_small_corpus_is_a_book(view: Site) -> None:
    assert "#entry(" in corpus(view).source
    assert "#listed(" in corpus(view, whole=-1).source


def test_a_catalogue_reads_no_document(catalogue: Book) -> None:
    assert (catalogue.name, catalogue.uses) == ("corpus", [])
    assert re.findall('#import "([^"]+)"', catalogue.source) == ["/lib/gazette.typ"]


def test_every_document_stands_under_its_issue_its_docno_and_its_title(view: Site, catalogue: Book) -> None:
    rows = re.findall(r'^#listed\("[^"]+", [^,]+, "([^"]+)", ', catalogue.source, re.MULTILINE)
    for document in view.corpus.documents:
        page = view.issue_of.get(document.id)
        name = slug(page.docname.removeprefix("gazette/")) if page else slug(document.id)
        place = f"{name}.pdf#{slug(document.id)}.title" if page else f"{name}.pdf#title"
        assert rows.count(place) == (3 if document.docno else 2)


def test_places_that_it_names_are_in_the_pdfs(catalogue: Book) -> None:
    for file, anchor in re.findall(r'"([^"]+\.pdf)#([^"]+)"', catalogue.source):
        with pikepdf.open(project().pdf / file) as target:
            assert anchor in destinations(target)


def test_it_leads_to_the_pdfs_of_the_site_in_each_script(pdf: Path) -> None:
    for folder in ("", "zh-hant/"):
        with pikepdf.open(pdf.parent / folder / pdf.name) as made:
            place = f"{BASE_URL}/pdf/{folder}yunzhoushirenminzhengfugongbao-2024-1.pdf#yunzhengfa-2024-3.title"
            assert links(made).count(place) >= 3


def test_its_bookmarks_are_issues_and_indices(pdf: Path) -> None:
    with pikepdf.open(pdf) as made:
        assert [words for depth, words in bookmarks(made) if depth == 0] == [
            "云州市人民政府公报2024年第1期",
            "云州市人民政府公报2024年第2期",
            "文号索引",
            "标题索引",
            "排印说明",
        ]


def test_it_cites_the_printed_page(pdf: Path) -> None:
    text = "".join(glyph.char for glyph in glyphs(pdf))
    assert "云州市公共雨伞管理办法（试行）的通知（云政发〔2024〕3号）" in text.replace("·", "")
    assert "2024年第1期第3页" in text


def test_a_line_is_a_paragraph_with_a_link_and_nothing_else(pdf: Path, catalogue: Book) -> None:
    with pikepdf.open(pdf) as made:
        elements = [
            each for each in made.objects if isinstance(each, pikepdf.Dictionary) and {"/S", "/P"} <= each.keys()
        ]
        kinds = Counter(str(each.S) for each in elements if each.P.get("/S") in ("/Document", "/P"))
    lines = catalogue.source.count("#listed(")
    assert kinds["/P"] == lines
    assert kinds["/Link"] == lines
    assert kinds["/Div"] + kinds["/Span"] < lines
