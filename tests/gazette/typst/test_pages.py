"""Page and type of the PDFs, read back: the grid of GB/T 9704, faces and sizes, lines, page numbers."""

import json
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import typst

from gazette.addresses import SCRIPTS
from gazette.typst.fonts import load_fonts, resolve
from tests.pdfpages import MM, Glyph, glyphs, lines
from tests.typstproject import BOOKS, DOCUMENTS, OPINION, REPORT, RULE, TOP, body, pdf_path, project, slug, text_of

CHAR = 156 * MM / 28
LEAD = (225 * MM - 22 * 16) / 21 - 0.001
PITCH = 16 + LEAD
INSIDE, OUTSIDE = 28 * MM, 26 * MM
BODY = 16
CLOSING = "，。；：、！？”’）》〉」』〕】"
OPENING = "“‘（《〈「『〔【"


def row(glyph: Glyph) -> float:
    """Give the line of the grid that a character of the body stands on."""
    return (glyph.y - TOP - 0.88 * BODY) / PITCH


@pytest.mark.parametrize("name", [*DOCUMENTS, *BOOKS])
def test_pages_are_a4(name: str) -> None:
    with pikepdf.open(pdf_path(name)) as pdf:
        for page in pdf.pages:
            assert [round(float(side) / MM) for side in page.mediabox] == [0, 0, 210, 297]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_line_of_the_body_stands_on_the_grid_of_22(name: str) -> None:
    rows = [row(glyph) for glyph in body(name) if glyph.size == BODY and not glyph.font.startswith("NotoSans")]
    assert all(abs(each - round(each)) * PITCH < 0.1 for each in rows)
    assert min(rows) > -0.1
    assert max(rows) < 21.1


def test_full_pages_have_22_lines_of_28_characters() -> None:
    found = lines([glyph for glyph in body(REPORT) if glyph.size == BODY])
    pages = {line[0].page for line in found}
    full = [page for page in pages if len([line for line in found if line[0].page == page]) == 22]
    assert len(full) >= len(pages) - 2
    han = [line for line in found if not any(glyph.char.isascii() for glyph in line)]
    counts = [len(line) for line in han if line[0].page % 2 and line[0].x < 30 * MM and line[-1].right > 182 * MM]
    assert counts
    assert set(counts) <= {27, 28, 29}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_text_block_keeps_its_sides(name: str) -> None:
    for glyph in body(name):
        left = INSIDE if glyph.page % 2 else OUTSIDE
        assert glyph.x > left - 0.5 * BODY  # an opening bracket gives up its empty half
        assert glyph.right < left + 156 * MM + 0.6 * BODY  # a closing one hangs with its empty half


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_line_begins_with_closing_or_ends_with_opening_punctuation(name: str) -> None:
    for line in lines([glyph for glyph in body(name) if glyph.size == BODY]):
        assert line[0].char not in CLOSING
        assert line[-1].char not in OPENING


def test_quotation_marks_and_their_neighbours_share_the_room_of_one_character() -> None:
    marks = CLOSING + OPENING
    found = [line for name in DOCUMENTS for line in lines([glyph for glyph in body(name) if glyph.size == BODY])]
    pairs = [(a, b) for line in found for a, b in pairwise(line) if a.char in marks and b.char in marks]
    quoted = [(a, b) for a, b in pairs if {a.char, b.char} & set("“”‘’") and (a.char in CLOSING or b.char in OPENING)]
    assert {a.char + b.char for a, b in quoted} >= {"”，", "”“", "”）"}
    assert [(a.char, b.char) for a, b in quoted if b.x - a.x > 0.75 * BODY] == []


def test_dates_are_not_broken_between_digits_and_their_unit() -> None:
    for name in DOCUMENTS:
        for line in lines([glyph for glyph in body(name) if glyph.size == BODY]):
            assert line[0].char not in "年月日号"


def face_of(name: str, words: str) -> set[tuple[str, float]]:
    """Give face and size of the first place where some words stand in the text block."""
    found = body(name)
    at = "".join(glyph.char for glyph in found).index(words)
    return {(glyph.font, glyph.size) for glyph in found[at : at + len(words)]}


@pytest.mark.parametrize(
    ("name", "words", "face"),
    [
        (RULE, "公共雨伞管理办法（试行）的通知", ("NotoSerifSC-Regular", 22)),
        (RULE, "第一编总则", ("NotoSansSC-Regular", 16)),
        (RULE, "第一条", ("NotoSansSC-Regular", 16)),
        (RULE, "为了规范公共雨伞", ("NotoSerifSC-Regular", 16)),
        (RULE, "YZCR-2024", ("NotoSerifSC-Regular", 14)),
        (OPINION, "一、总体要求", ("NotoSansSC-Regular", 16)),
        (OPINION, "（一）指导思想。", ("NotoSerifSC-Regular", 16)),
        (OPINION, "1.近期目标。", ("NotoSerifSC-Regular", 16)),
        (OPINION, "加强宣传引导。", ("NotoSansSC-Regular", 16)),
        (OPINION, "附件2", ("NotoSansSC-Regular", 16)),
        (OPINION, "序号", ("NotoSansSC-Regular", 12)),
        (OPINION, "设在地铁站出口附近", ("NotoSerifSC-Regular", 12)),
    ],
)
def test_faces_and_sizes_by_role(name: str, words: str, face: tuple[str, float]) -> None:
    assert face_of(name, words) == {face}


def test_page_numbers_stand_outside_seven_millimetres_below_the_text() -> None:
    for glyph in glyphs(pdf_path(REPORT)):
        if glyph.y > TOP + 225 * MM and glyph.char == "—":
            assert glyph.size == 14
            assert (glyph.x > 105 * MM) == (glyph.page % 2 == 1)
            assert 6 * MM < glyph.y - TOP - 225 * MM < 11 * MM


def test_names_are_centred_over_the_date_of_the_signature() -> None:
    found = lines(body(RULE))
    texts = ["".join(glyph.char for glyph in line) for line in found]
    last = max(i for i, text in enumerate(texts) if text == "2024年2月27日")
    middles = [(line[0].x + line[-1].right) / 2 for line in found[last - 2 : last + 1]]
    assert texts[last - 2 : last] == ["云州市人民政府", "云州市城市管理委员会"]
    assert max(middles) - min(middles) < 1
    assert abs(INSIDE + 156 * MM - found[last][-1].right - 4 * CHAR) < 2


def test_headings_are_never_alone_at_the_foot_of_a_page() -> None:
    for name in DOCUMENTS:
        for line, after in pairwise(lines([glyph for glyph in body(name) if glyph.size == BODY])):
            if all(glyph.font == "NotoSansSC-Regular" for glyph in line) and line[0].char != "附":
                assert line[0].page == after[0].page


NOTE = '#note("施行")[三年。#parbreak();编者。]'
LAST = {
    "六、附则": f'#level(at, 1, 1, "h6", "六、", "附则", shown: [附则{NOTE}])\n#para(at)[本办法自印发之日起施行。]',
    "（一）加强领导。": f'#level(at, 1, 2, "h6-1", "（一）", "加强领导。")[{NOTE}]',
    "（三）车站。": '#item(at, "（三）")[车站。]',
    "附件：公共雨伞名单": '#para(at)[本办法自印发之日起施行。]\n#annex-list(("", [公共雨伞名单]))',
}
"""What stands above a signature."""


@pytest.mark.parametrize("printed", ["", "#apart(at)[（2024年3月9日印发）]"])
@pytest.mark.parametrize("above", range(14, 22))
@pytest.mark.parametrize("last", LAST)
def test_the_end_of_a_text_goes_where_the_signature_goes(last: str, above: int, printed: str, tmp_path: Path) -> None:
    source = tmp_path / "end.typ"
    source.write_text(END.format(above=above, last=LAST[last], printed=printed), "utf-8")
    fonts = load_fonts(packaged=True)
    inputs = {"script": "zh-hans", "fonts": json.dumps(resolve(fonts.families(), SCRIPTS[0])), "standards": ""}
    lib = tmp_path / "lib"
    lib.symlink_to(project().tree / "lib")
    typst.compile(source, tmp_path / "end.pdf", root=tmp_path, font_paths=fonts, sys_inputs=inputs)
    found = {"".join(glyph.char for glyph in line): line[0].page for line in lines(glyphs(tmp_path / "end.pdf"))}
    assert {page for line, page in found.items() if line[0] not in "一2—"} == {found["云州市人民政府"]}


END = """
#import "/lib/gazette.typ": *
#let at = (prefix: "", depth: 0)
#show: setup.with(title: "附则")
#for line in range({above}) {{ para(at)[一行。] }}
#closing[
{last}
#signature([云州市人民政府], date: [2024年3月8日])
{printed}
]
"""


def test_a_long_table_repeats_its_heads_and_keeps_its_rows_whole() -> None:
    found = lines([glyph for glyph in body(OPINION) if glyph.size == 12])
    texts = [(line[0].page, "".join(glyph.char for glyph in line)) for line in found]
    pages = sorted({page for page, _ in texts})
    assert len(pages) > 1
    assert [text for page, text in texts if page in pages and text == "序号投放点数量要求"] == [
        "序号投放点数量要求"
    ] * len(pages)
    for page in pages:
        on_page = [text for number, text in texts if number == page]
        assert on_page[-1].startswith(("护", "每"))


@pytest.mark.parametrize("folder", ["", "zh-hant"])
def test_the_list_of_annexes_begins_on_one_line(folder: str) -> None:
    found = lines(text_of(project().pdf / folder / f"{slug(OPINION)}.pdf"))
    assert "附件：1.公共雨伞工作专班成员名单" in ["".join(glyph.char for glyph in line) for line in found]
