"""The body of a page: written as docutils writes nodes, and open to what others do in doctrees."""

from pathlib import Path
from typing import Any

import lxml.html
import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from docutils.writers.html5_polyglot import HTMLTranslator, Writer
from hypothesis import given
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from gazette.corrections import printed
from gazette.markup import Body, anchors, encode, start
from gazette.pages.articles import article
from tests.lawproject import RULE, SETTINGS, new

WORDS = st.text(alphabet="甲乙&<>\"'@ \n\tA", max_size=8)
NAMES = st.lists(st.sampled_from(["a1", "a1-k1", "note", "x"]), max_size=3, unique=True)


@given(WORDS, NAMES, NAMES)
def test_an_element_is_written_as_docutils_writes_a_node(words: str, ids: list[str], classes: list[str]) -> None:
    translator = HTMLTranslator(new_document("", get_default_settings(Writer())))
    node = nodes.inline("", "", ids=ids, classes=classes)
    assert start("p", ids, " ".join(classes)) == translator.starttag(node, "p", "", False)
    assert encode(words) == translator.encode(words)


LINK: dict[str, Any] = {"refuri": "../2/#a1", "internal": True, "reftitle": "甲&", "classes": ["law"]}
PLAIN: list[tuple[nodes.Node, str]] = [
    (nodes.Text("甲<"), "甲&lt;"),
    (nodes.reference("", "甲", **LINK), '<a class="law reference internal" href="../2/#a1" title="甲&amp;">甲</a>'),
    (nodes.reference("", "甲", refid="a1", internal=True), '<a class="reference internal" href="#a1">甲</a>'),
    (nodes.inline("", "乙"), "<span>乙</span>"),
    (nodes.inline("", "丙", classes=["corr"]), '<span class="corr">丙</span>'),
]
OTHERS = [
    nodes.reference("", "甲", **LINK, target="_blank"),
    nodes.reference("", "甲", refuri="mailto:a@b.c"),
    nodes.reference("", "甲", **LINK, ids=["a1", "a2"]),
    nodes.inline("", "丙", classes=["kbd"]),
    nodes.emphasis("", "丁"),
    printed("", "戊"),
]


def test_only_plain_links_and_spans_are_not_left_to_sphinx() -> None:
    body = Body()
    assert body.inline([node for node, _ in PLAIN]) == "".join(html for _, html in PLAIN)
    assert body.node("").children == []
    written = body.inline(OTHERS)
    assert [kept.children[0] for kept in body.node(written).children] == OTHERS


def test_a_line_closes_its_unit_once() -> None:
    body = Body({"a1": nodes.paragraph("", "被引", classes=["cited"])})
    assert [body.closing(ids) for ids in (["a2"], [], ["a1", "a2"], ["a1"])] == [
        "", "", '<p class="cited">被引</p>\n', "",
    ]  # fmt: skip


def test_all_anchors_of_a_page_are_found() -> None:
    body, doctree = Body(), new_document("")
    hole = body.keep(nodes.paragraph("", "丙", ids=["t1"]))
    doctree += body.node(start("p", ["a1", "a2"]) + encode(' id="a3"') + f"</p>{hole}")
    assert anchors(doctree) == {"a1", "a2", "t1"}


@pytest.mark.parametrize("items", [1, 200])
def test_an_article_is_written_without_a_node(monkeypatch: pytest.MonkeyPatch, items: int) -> None:
    """What only HTML knows costs no node of docutils, however long the article is."""
    blocks: list[nodes.Element] = [nodes.paragraph("", "有下列情形之一的：", ids=["a1-k1"], classes=["paragraph"])]
    blocks += [nodes.paragraph("", f"（{n}）甲；", ids=[f"a1-k1-x{n}"], classes=["item"]) for n in range(items)]
    section = nodes.section("", nodes.title("", "第一条"), *blocks, ids=["a1"], classes=["article"])
    made: list[nodes.Node] = []
    monkeypatch.setattr(nodes.Element, "__init__", lambda node, *_args, **_attributes: made.append(node))
    monkeypatch.setattr(nodes.Text, "__new__", lambda _cls, words: made.append(words))
    written = article(Body(), section, blocks, 4, lambda _children, _depth: [])
    assert written.count("<li") == written.count("</li>") == items
    assert made == []


RANKS = {"k": "paragraph", "x": "item", "m": "subitem", "t": ""}


def outlined(*ranks: str) -> str:
    """Write an article of such blocks, and give its elements without words."""
    blocks: list[nodes.Element] = [nodes.paragraph("", "", ids=[rank], classes=[RANKS[rank[0]]]) for rank in ranks]
    section = nodes.section("", nodes.title("", "条"), *blocks, ids=["a"], classes=["article"])
    written = article(Body(), section, blocks, 3, lambda _children, _depth: ["t"])
    names = {"section": "", "div": "k", "ol": "", "li": "", "p": None, "h3": None, "a": None}
    root = lxml.html.fromstring(written)

    def spelled(element: lxml.html.HtmlElement) -> str:
        inner = "".join(spelled(child) + ("t" if "t" in (child.tail or "") else "") for child in element)
        inner += "t" if "t" in (element.text or "") else ""
        return inner if names[element.tag] is None else f"{element.get('class', 'li')}({inner})"

    return spelled(root)


@pytest.mark.parametrize(
    ("ranks", "shape"),
    [
        ("k1", "article(k())"),
        ("k1 k2", "article(k()k())"),
        ("x1 x2 k1", "article(k(x(li()li()))k())"),
        ("k1 x1 m1 m2 x2 k2 x3", "article(k(x(li(m(li()li()))li()))k(x(li())))"),
        ("k1 m1 m2 x1 m3", "article(k(m(li()li())x(li(m(li())))))"),
        ("k1 x1 t1 x2", "article(k(x(li(t)li())))"),
        ("t1 k1", "article(k(t)k())"),
        ("k1 t1 x1", "article(k(tx(li())))"),
    ],
)
def test_blocks_of_an_article_stand_where_they_belong(ranks: str, shape: str) -> None:
    assert outlined(*ranks.split()) == shape


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
