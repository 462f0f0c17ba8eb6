"""Generated documents are read a short way, and come out as MyST-Parser reads them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from converters.myst import escape, write_document
from converters.text import Text
from gazette import markdown
from tests.lawproject import SETTINGS
from tests.rawtext import NOTICE, document
from tests.test_cost import record
from tests.test_myst import MARKUP, PLACES

EXTENSIONS = frozenset(SETTINGS["myst_enable_extensions"])
ALL = create_md_parser(MdParserConfig(enable_extensions=set(EXTENSIONS)), SphinxRenderer)


def spelled(tokens: Sequence[Token] | None) -> list[tuple[object, ...]]:
    """Spell tokens with all that is rendered of them."""
    return [(t.type, t.tag, t.content, t.attrs, t.map, t.meta, spelled(t.children)) for t in tokens or ()]


@pytest.mark.parametrize("place", PLACES)
def test_what_a_gazette_prints_is_read_alike_with_all_rules_and_with_few(place: str) -> None:
    few = markdown.parser(EXTENSIONS)
    for words in MARKUP:
        text = place.format(escape(words))
        assert spelled(few.parse(text)) == spelled(ALL.parse(text))


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
    everything = "，".join(MARKUP)
    content = Text.of(everything, 0, len(everything))
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
