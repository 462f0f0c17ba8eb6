"""Generated documents are read a short way, and come out as MyST-Parser reads them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from docutils import nodes
from docutils.parsers.rst import roles
from docutils.utils import new_document
from hypothesis import given, settings
from hypothesis import strategies as st
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from converters.myst import escape
from gazette import markdown, plain
from gazette.corrections import corr
from tests.converters.test_myst import MARKUP, PLACES, WORDS
from tests.lawproject import SETTINGS
from tests.rawtext import NOTICE, document, whole, write_document
from tests.test_cost import record

MYST = create_md_parser(MdParserConfig(enable_extensions=set(SETTINGS["myst_enable_extensions"])), DocutilsRenderer)
FOREIGN = [
    "# 题\n\n### 节", "## 节", "# ", "####### 甲", "{#a1}\n甲\n\n{#a1}\n乙", "{#a1}\n\n甲", "{#A1}\n甲", "{.note}",
    "甲\n乙", "- 甲", "{.a}\n- 甲\n乙", "{.a}\n- 甲\n- ", "{.a}\n- 1. 甲", "| 甲 |", "| 甲 |\n| :-- |",
    "| - 甲 |\n| --- |", "| 甲 | 乙 |\n| --- | --- |\n| 丙 |", "甲|乙", " 甲", "甲 ", "\t甲", "甲\\", "甲\\乙",
    "甲\r\n乙", "1. 甲", "12) 甲", "---", "+ 甲", "*甲*", "[甲](乙)", "[甲]{.lead", "甲[乙]{.lead}", "{corr}`甲`",
    "`甲`", "<b>", ":::{note}", "% 注",
]  # fmt: skip
"""What the converters never write, or MyST-Parser warns of."""


def spelled(tree: nodes.document) -> tuple[object, ...]:
    """Spell a tree with all that later stages may read of it."""
    found = []
    for node in tree.findall():
        attributes = dict(node.attributes) if isinstance(node, nodes.Element) else str(node)
        found.append((type(node).__name__, node.source, node.line, attributes))
    ids = {name: (type(node).__name__, node.line) for name, node in tree.ids.items()}
    return tree.pformat(), found, tree.nameids, tree.nametypes, ids


def by_myst(text: str) -> nodes.document:
    """Read a page as MyST-Parser does."""
    tree = MYST.options["document"] = new_document("page.md")
    with docutils_namespace():
        roles.register_local_role("corr", cast("Any", corr))
        MYST.render(text)
    for message in list(tree.findall(nodes.system_message)):
        message.parent.remove(message)  # as Sphinx does with what is no warning
    return tree


def same(text: str) -> bool:
    """Tell whether the short way takes a page, and gives what MyST-Parser gives."""
    tree = new_document("page.md")
    return plain.read(text, tree) and spelled(tree) == spelled(by_myst(text))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", [words for words in MARKUP if "|" not in words])
def test_what_a_gazette_prints_is_read_alike_both_ways(words: str, place: str) -> None:
    assert same("{.note}\n" * (place[0] == "-") + place.format(escape(words)))


LINES = WORDS.map(str.strip).filter(bool).map(escape)
CELLS = WORDS.map(str.strip).filter(lambda words: "|" not in words).map(escape)
MORE = WORDS.map(lambda words: escape("x" + words.strip())[1:])
CORRECTED = LINES | st.builds("{}{{corr}}`水平<能力>`{}".format, LINES, MORE)
BLOCKS = st.one_of(
    CORRECTED,
    st.builds("{} {}".format, st.sampled_from(["#", "##"]), CORRECTED),
    st.builds("[{}]{{.lead}}{}".format, CORRECTED, MORE),
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=3).map(
        lambda rows: "\n".join(f"| {a} | {b} |" for a, b in [rows[0], ("---", "---"), *rows[1:]])
    ),
)
LISTS = st.lists(LINES, min_size=1, max_size=3).map(lambda rows: "\n".join(f"- {row}" for row in rows))
ATTRIBUTES = st.sampled_from(["{{.item}}\n", "{{#a{}}}\n", "{{#h{}-2 .run-in}}\n"])
SPACES = st.sampled_from(["\n\n", "\n\n\n\n"])


@settings(max_examples=400)
@given(st.lists(st.tuples(ATTRIBUTES | st.just(""), BLOCKS, SPACES) | st.tuples(ATTRIBUTES, LISTS, SPACES), max_size=6))
def test_any_page_of_the_language_is_read_alike_both_ways(blocks: list[tuple[str, str, str]]) -> None:
    parts = [attributes.format(number) + words + space for number, (attributes, words, space) in enumerate(blocks)]
    assert same("\n\n# 题\n\n" + "".join(parts))


def test_of_two_headings_with_the_same_words_a_page_says_nothing() -> None:
    text = "# 题\n\n{#a1}\n## 第一条\n\n{#f1-a1}\n## 第一条\n\n绿道。"
    assert same(text)
    plain.read(text, tree := new_document("page.md"))
    assert tree.astext() == "题\n\n第一条\n\n第一条\n\n绿道。"


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_not_of_the_language_is_left_to_myst(text: str) -> None:
    tree = new_document("page.md")
    assert not plain.read(text, tree)
    assert spelled(tree) == spelled(new_document("page.md"))


def test_all_that_the_converters_write_is_of_the_language(site: Path) -> None:
    pages = sorted((site.parent / "source" / "doc").rglob("*.md"))
    texts = [found[1] for path in pages if (found := markdown.front_matter(path.read_text("utf-8")))]
    assert len(texts) == len(pages) == 21
    assert all(map(same, texts))
    assert any("{corr}" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('---\nid: "a/1"\npage: null\n---\n\n# 题\n', ({"id": "a/1", "page": None}, "\n\n\n\n\n# 题\n")),
        ("---\nid: a/1\n---\n# 题\n", None),
        ("---\nid: [1,\n  2]\n---\n# 题\n", None),
        ('---\nid: "a/1"\n', None),
        ("# 题\n", None),
    ],
)
def test_front_matter_is_json_a_line_or_left_to_yaml(text: str, expected: tuple[dict[str, object], str] | None) -> None:
    assert markdown.front_matter(text) == expected


def pages(folder: Path) -> dict[str, str]:
    """Build a notice with everything that a gazette may print, and give its page."""
    raw = document(NOTICE)
    content = whole("，".join(MARKUP))
    blocks = [replace(b, content=content) if b.anchor == "a1-k1" else b for b in raw.blocks]
    path = folder / "source" / "doc" / f"{raw.id}.md"
    path.parent.mkdir(parents=True)
    path.write_text(write_document(replace(raw, blocks=tuple(blocks)), None), "utf-8")
    known = {"schema": 1, "sources": [], "documents": [record(raw.id, 12)]}
    (folder / "source" / "index.md").write_text("# 首页\n", "utf-8")
    (folder / "source" / "corpus.json").write_text(json.dumps(known), "utf-8")
    with patch_docutils(), docutils_namespace():
        app = Sphinx(folder / "source", None, folder / "out", folder / "trees", "dirhtml", SETTINGS, status=None)
        app.build()
    return {path.name: path.read_text("utf-8") for path in (folder / "out" / "doc").rglob("index.html")}


def test_the_page_is_the_same_the_short_way_and_the_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = pages(tmp_path / "short")
    monkeypatch.setattr(markdown, "front_matter", lambda _text: None)
    assert pages(tmp_path / "long") == short
    assert "&lt;script&gt;" in "".join(short.values())
