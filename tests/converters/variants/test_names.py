"""Names of persons: found where names stand, kept apart from ordinary words, written as names."""

from pathlib import Path

import pytest

from converters.variants.blocks import Block, read_document
from converters.variants.chain import Lexicon, lexicon
from converters.variants.names import Finder
from converters.variants.scripts import SCRIPTS
from converters.variants.stock import default_form, phrase_form
from converters.variants.terms import load
from tests.conftest import ROOT

TERMS = load(ROOT / "source" / "terms")
FINDER = Finder(TERMS.people, phrase_form, default_form)


def paragraph(text: str) -> Block:
    return Block(text, cell=False, names=False, where="test")


def named(text: str) -> Lexicon:
    """Bring the project's terms and the names in a paragraph together."""
    return lexicon(TERMS, FINDER.find([paragraph(text)]))


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("云州市市长 于海田", "于海田", "于海田"),
        ("云州市市长 于立", "于立", "于立"),
        ("云州市市长　于立", "于立", "于立"),
        ("任命范志刚为云州市财政局局长。", "范志刚", "范志剛"),
        ("决定聘任钟国强、余里台、沈征为参事，聘期5年。", "余里台", "余里台"),
        ("免去余准的云州市统计局局长职务。", "余准", "余准"),
        ("副组长：岳松、姜杰 市政府副秘书长", "岳松", "岳松"),
        ("组长：范𬭚", "范𬭚", "范錞"),
        ("授予游鸿复同志荣誉称号。", "游鸿复", "游鴻復"),
        ("关于郁干等3人职务任免的通知", "郁干", "郁幹"),
        ("由欧阳志云同志牵头", "欧阳志云", "歐陽志雲"),
    ],
)
def test_names_are_found_where_names_stand(text: str, name: str, form: str) -> None:
    assert {found.hans: found.form for found in FINDER.find([paragraph(text)])}[name] == form
    converted = named(text).converter(SCRIPTS[0])(f"\x1f{text}\x1f")
    assert form in converted
    assert len(converted) == len(text) + 2


@pytest.mark.parametrize(
    "text",
    [
        "会议决定，余额为100万元，范围为全市。",
        "市长于2024年主持会议。",
        "主任 周边道路",
        "任命后，后改建为公园。",
        "同意后，严格责任追究。",
        "各成员单位：市发展改革委",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    known = named(text)
    assert known.converter(SCRIPTS[0])(text) == lexicon(TERMS).converter(SCRIPTS[0])(text)


def test_names_in_lists_are_found_by_their_cells() -> None:
    def cells(*texts: str, names: bool) -> list[Block]:
        return [Block(text, cell=True, names=names, where="x") for text in texts]

    assert [name.hans for name in FINDER.find(cells("组长", "于立", "沈谷丰", names=True))] == ["于立", "沈谷丰"]
    assert [name.hans for name in FINDER.find(cells("于立", "市财政局局长", "余额", "万元", names=False))] == ["于立"]
    assert [name.form for name in FINDER.find(cells("林钟", "市财政局局长", "余地", "公顷", names=False))] == ["林鍾"]


@pytest.mark.parametrize("texts", [("岳台", "后溪"), ("岳台里", "岳台区"), ("余杭区", "钟山县")])
def test_places_in_lists_are_no_names(texts: tuple[str, str]) -> None:
    found = FINDER.find([Block(text, cell=True, names=True, where="x") for text in texts])
    text = "".join(f"\x1f{text}\x1f" for text in texts)
    assert lexicon(TERMS, found).converter(SCRIPTS[0])(text) == lexicon(TERMS).converter(SCRIPTS[0])(text)


def test_a_short_name_holds_only_in_its_place() -> None:
    text = "任命于立为云州市审计局局长。"
    hant = named(text).converter(SCRIPTS[0])
    assert hant(text) == "任命于立為雲州市審計局局長。"
    assert hant("便于立案") == "便於立案"


def test_names_in_the_files_of_the_converters(tmp_path: Path) -> None:
    (tmp_path / "doc").mkdir()
    (tmp_path / "doc" / "a.md").write_text(
        "---\ntitle: 关于于某\n---\n\n{#title .title}\n# 市长 于立\n\n"
        "{.names}\n|  |  |\n| --- | --- |\n| 组长： | 范里 |\n\n\\[注\\] 一\n",
        "utf-8",
    )
    blocks = read_document(tmp_path, "doc/a.md")
    assert [(block.text, block.where) for block in blocks] == [
        ("市长 于立", "doc/a.md:6"),
        ("组长：", "doc/a.md:11"),
        ("范里", "doc/a.md:11"),
        ("[注] 一", "doc/a.md:13"),
    ]
    assert {name.hans for name in FINDER.find(blocks)} == {"于立", "范里"}
