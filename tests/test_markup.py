"""Elements of a page: written as docutils writes nodes, read back from HTML, and open to what others do in doctrees."""

from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from docutils.writers.html5_polyglot import HTMLTranslator, Writer
from hypothesis import given
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from gazette.markup import Element, inline, kept, make, parse, text, walk, write
from gazette.pages.articles import article
from tests.lawproject import RULE, SETTINGS, new

WORDS = st.text(alphabet="甲乙&<>\"'@ \n\tA", max_size=8)
NAMES = st.lists(st.sampled_from(["a1", "a1-k1", "note", "x"]), max_size=3, unique=True)
HTML = st.dictionaries(st.sampled_from(["href", "rel", "aria-label", "data-n", "title", "zoom"]), WORDS, max_size=4)
ELEMENTS = st.builds(
    Element, st.sampled_from(["a", "p", "div", "li"]), WORDS.map(lambda words: [nodes.Text(words)]), NAMES, NAMES, HTML
)


@given(ELEMENTS)
def test_an_element_is_written_as_docutils_writes_a_node(element: Element) -> None:
    translator = HTMLTranslator(new_document("", get_default_settings(Writer())))
    node = nodes.inline("", "", ids=list(element.ids), classes=list(element.classes))
    opened = translator.starttag(node, element.tag, "", False, **element.html)
    ended = "\n" if element.tag in ("p", "div") else ""
    assert write([element]) == f"{opened}{translator.encode(text(element))}</{element.tag}>{ended}"


def test_what_is_written_is_read_back() -> None:
    link = make("a", nodes.Text("第一条 & <二>"), ids=["a1"], classes="no x", html={"href": "#a1", "aria-label": '"'})
    (read,) = parse(write([make("h3", link, make("wbr"), nodes.Text("总则"))]))
    assert isinstance(read, Element)
    assert text(read) == "第一条 & <二>总则"
    assert [(e.tag, e.ids, e.classes, e.html) for e in walk([read])] == [
        ("h3", [], [], {}),
        ("a", ["a1"], ["no", "x"], {"href": "#a1", "aria-label": '"'}),
        ("wbr", [], [], {}),
    ]


def test_only_plain_links_and_spans_become_elements() -> None:
    link: dict[str, Any] = {"refuri": "../2/#a1", "internal": True, "reftitle": "甲", "classes": ["law"]}
    plain = [nodes.reference("", "甲", **link), nodes.inline("", "乙"), nodes.inline("", "丙", classes=["corr"])]
    assert write(inline(plain)) == (
        '<a class="law reference internal" href="../2/#a1" title="甲">甲</a><span>乙</span><span class="corr">丙</span>'
    )
    others = [
        nodes.reference("", "甲", **link, target="_blank"),
        nodes.reference("", "甲", refuri="mailto:a@b.c"),
        nodes.inline("", "丙", classes=["kbd"]),
        nodes.emphasis("", "丁"),
    ]
    assert all(isinstance(child, kept) for child in inline(others))


@pytest.mark.parametrize("items", [1, 200])
def test_an_article_is_set_without_a_node(monkeypatch: pytest.MonkeyPatch, items: int) -> None:
    """What only HTML knows costs no node of docutils, however long the article is."""
    blocks: list[nodes.Node] = [nodes.paragraph("", "有下列情形之一的：", ids=["a1-k1"], classes=["paragraph"])]
    blocks += [nodes.paragraph("", f"（{n}）甲；", ids=[f"a1-k1-x{n}"], classes=["item"]) for n in range(items)]
    section = nodes.section("", nodes.title("", "第一条"), *blocks, ids=["a1"], classes=["article"])
    made: list[nodes.Element] = []
    monkeypatch.setattr(nodes.Element, "__init__", lambda node, *_args, **_attributes: made.append(node))
    written = write([article(section, blocks, 4, lambda _children, _depth: [])])
    assert written.count("<li") == items
    assert made == []


def test_listeners_change_what_sphinx_writes_in_a_document(tmp_path: Path) -> None:
    """Whoever looks at a doctree before it is written finds in it what people wrote, and may replace it."""
    project = new(tmp_path)
    page = project.source / f"{RULE}.md"
    page.write_text(page.read_text("utf-8") + "\n\n{corr}`甲<乙>`\n\n- 丙\n", "utf-8")
    project.write_corpus()

    def change(_app: Sphinx, doctree: nodes.document, _docname: str) -> None:
        for node in list(doctree.findall(nodes.bullet_list)):
            node.replace_self(nodes.paragraph("", f"{node.astext()}改"))

    with patch_docutils(), docutils_namespace():
        app = Sphinx(project.source, None, tmp_path / "out", tmp_path / "trees", "dirhtml", SETTINGS, status=None)
        app.connect("doctree-resolved", change)
        app.build()
    written = (tmp_path / "out" / RULE / "index.html").read_text("utf-8")
    assert '<p><span class="corr">甲</span><small>〔公报印作“乙”〕</small></p>\n<p>丙改</p>\n' in written
