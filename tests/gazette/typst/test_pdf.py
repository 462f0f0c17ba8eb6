"""The PDFs read back: text, anchors, bookmarks, links, books, archive and access."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from tests.pdfpages import MM, bookmarks, destinations, glyphs, lines, links, roles
from tests.typstproject import (
    BASE_URL,
    BOOKS,
    DOCUMENTS,
    OPINION,
    RULE,
    TOP,
    anchors_of,
    body,
    pdf_path,
    project,
    slug,
    words_of,
)


def opened(name: str) -> pikepdf.Pdf:
    return pikepdf.open(pdf_path(name))


# ---- text ----


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_text_of_the_pdf_is_the_text_of_the_document(document: str) -> None:
    found = body(document)
    heads = re.compile("(?<=次)序号投放点数量要求(?=[0-9])")  # of a table, repeated on each page
    assert heads.sub("", "".join(glyph.char for glyph in found)) == words_of(project().doctrees[f"doc/{document}"])


def test_the_corpus_holds_the_text_of_every_document() -> None:
    text = "".join(glyph.char for glyph in body("corpus"))
    text = text.replace("序号投放点数量要求", "")
    for doctree in project().doctrees.values():
        assert words_of(doctree).replace("序号投放点数量要求", "") in text


def test_notes_say_whose_words_they_are() -> None:
    small = "".join(glyph.char for glyph in glyphs(pdf_path(RULE)) if glyph.size == 9)
    assert "①编者注·效力：有效期已满。" in small
    assert "②编者注·释义：“市民”范围见第二条第二款。依据：《中华人民共和国民法典》第二条编者，2026年11月1日" in small


def test_the_sheet_says_what_it_is() -> None:
    strip = "".join(glyph.char for glyph in glyphs(pdf_path(RULE)) if glyph.page == 1 and glyph.y < TOP)
    assert "据《云州市人民政府公报》2024年第1期（总第88期）第3页重新排印，非公文原件" in strip
    assert "时效性：已失效（截至2026年11月21日）" in strip
    assert f"{BASE_URL}/doc/yunzhengfa/2024/3/" in strip


def test_the_last_page_names_the_faces() -> None:
    found = glyphs(pdf_path(RULE))
    last = "".join(glyph.char for glyph in found if glyph.page == found[-1].page and glyph.size == 9)
    assert "NotoSerifSC（小标宋、楷体、仿宋、宋体）、NotoSansSC（黑体），缺字用NotoSerifTC、NotoSansTC。" in last
    assert "PDF/A-2b+PDF/UA-1" in last
    assert "已失效（截至2026年11月21日）：2024年4月1日施行，有效期至2025年3月31日" in last


# ---- anchors, bookmarks, links ----


@pytest.mark.parametrize("document", DOCUMENTS)
def test_named_destinations_are_the_anchors_of_the_page(document: str) -> None:
    with opened(document) as pdf:
        assert set(destinations(pdf)) == anchors_of(project().doctrees[f"doc/{document}"]) | {"colophon"}


def test_a_book_has_the_anchors_of_all_its_documents_under_their_names() -> None:
    expected = {
        f"{slug(document)}.{anchor}"
        for document in DOCUMENTS
        for anchor in anchors_of(project().doctrees[f"doc/{document}"])
    }
    with opened("corpus") as pdf:
        assert {name for name in destinations(pdf) if "." in name} == expected


def test_a_destination_shows_its_line_from_above() -> None:
    found = body(RULE)
    line = found["".join(glyph.char for glyph in found).index("第五条")]
    with opened(RULE) as pdf:
        top = 297 * MM - float(destinations(pdf)["a5"][3])
        page = next(i for i, each in enumerate(pdf.pages, 1) if each.objgen == destinations(pdf)["a5"][0].objgen)
    assert page == line.page
    assert 0 < line.y - 0.88 * line.size - top < 28


def test_bookmarks_go_down_to_articles() -> None:
    with opened(RULE) as pdf:
        assert bookmarks(pdf) == [
            (0, "云州市人民政府关于印发云州市公共雨伞管理办法（试行）的通知"),
            (1, "云州市公共雨伞管理办法（试行）"),
            (2, "第一编　总则"),
            (3, "第一章　通则"),
            (4, "第一条"),
            (4, "第二条"),
            (3, "第二章　借用"),
            (4, "第一节　登记与归还"),
            (5, "第三条"),
            (5, "第四条"),
            (5, "第四条之一"),
            (5, "第五条"),
            (0, "排印说明"),
        ]


def test_bookmarks_of_the_corpus_are_issues_columns_and_documents() -> None:
    with opened("corpus") as pdf:
        assert [(depth, words) for depth, words in bookmarks(pdf) if depth < 3] == [
            (0, "云州市人民政府公报2024年第1期"),
            (1, "市政府文件"),
            (2, "云州市人民政府关于印发云州市公共雨伞管理办法（试行）的通知"),
            (1, "市政府办公室文件"),
            (2, "云州市人民政府办公室关于推进公共雨伞建设的意见"),
            (0, "云州市人民政府公报2024年第2期"),
            (1, "人大会议文件"),
            (2, "政府工作报告"),
            (1, "政府规章"),
            (2, "云州市人民政府令　云州市雨伞生产管理规定"),
            (0, "文号索引"),
            (0, "标题索引"),
            (0, "排印说明"),
        ]


def test_links_lead_inside_the_file_or_to_the_site() -> None:
    with opened(RULE) as pdf:
        found = links(pdf)
        assert {"a2-k1", "a2-k2", "a4"} <= set(found)
        assert f"{BASE_URL}/law/minfadian/#a2" in found
    with opened(OPINION) as pdf:
        assert {"f1", "https://example.org/a_b?c=1&d=2"} <= set(links(pdf))


@pytest.mark.parametrize("name", [*DOCUMENTS, *BOOKS])
def test_every_internal_link_has_its_destination(name: str) -> None:
    with opened(name) as pdf:
        names = set(destinations(pdf))
        assert all(link in names for link in links(pdf) if "://" not in link and link != "(a place)")


# ---- books ----


def test_page_labels_of_a_book_leave_cover_and_contents_out() -> None:
    with opened("corpus") as pdf:
        labels = pikepdf.NumberTree(pdf.Root.PageLabels)
        first = next(number for number, label in labels.items() if "/S" in label)
        assert first % 2 == 0
        assert labels[first].St == 1
        assert all("/S" not in label for number, label in labels.items() if number < first)


def test_contents_show_the_pages_of_the_documents() -> None:
    found = [line for line in lines(body("corpus")) if line[0].page in (3, 4)]
    texts = ["".join(glyph.char for glyph in line) for line in found]
    entry = next(text for text in texts if text.startswith("（云州市人民政府令第12号）"))
    shown = int(entry.rpartition("·")[2])
    with opened("corpus") as pdf:
        target = destinations(pdf)["yunzhoushirenminzhengfuling-12.title"][0].objgen
        sheet = next(i for i, page in enumerate(pdf.pages) if page.objgen == target)
        labels = pikepdf.NumberTree(pdf.Root.PageLabels)
        assert labels[sheet].St == shown


@pytest.mark.parametrize("name", BOOKS)
def test_contents_set_the_indices_apart_from_the_last_column(name: str) -> None:
    listed = [line for line in lines(body(name)) if "".join(glyph.char for glyph in line[-4:-1]).startswith("·")]
    at = {"".join(glyph.char for glyph in line).partition("·")[0]: i for i, line in enumerate(listed)}
    before, first, second = (listed[at["文号索引"] + step][0] for step in (-1, 0, 1))
    assert before.page == first.page == second.page
    assert first.y - before.y == pytest.approx(2 * (second.y - first.y), abs=0.1)


def test_running_heads_name_the_document_but_not_where_one_begins() -> None:
    above = {}
    for line in lines([g for g in glyphs(pdf_path("corpus")) if g.y < TOP and g.size == 9]):
        above[line[0].page] = "".join(glyph.char for glyph in line)
    with opened("corpus") as pdf:
        starts = {
            i
            for i, page in enumerate(pdf.pages, 1)
            for name, target in destinations(pdf).items()
            if name.endswith(".title") and target[0].objgen == page.objgen
        }
    assert not starts & above.keys()
    assert "政府工作报告2024年1月15日" in above.values()
    assert "公报文件汇编" in above.values()


def test_indices_of_docnos_and_titles() -> None:
    found = lines(body("corpus"))
    texts = ["".join(glyph.char for glyph in line) for line in found]
    start, middle = texts.index("文号索引"), texts.index("标题索引")
    docnos = [text.partition("·")[0] for text in texts[start + 1 : middle] if "·" in text]
    assert docnos == ["云政办字〔2024〕7号", "云政发〔2024〕3号", "云州市人民政府令第12号"]
    cited = next(text for text in texts[start:middle] if text.startswith("云政办字"))
    assert len(cited.rpartition("·")[2].split("，")) == 2  # its own page and where it is cited
    titles = [text.partition("·")[0] for text in texts[middle + 1 :] if "·" in text]
    assert titles[-1] == "政府工作报告（2024年1月15日）"


# ---- archive and access ----


@pytest.mark.parametrize("name", [*DOCUMENTS, *BOOKS])
def test_files_declare_pdf_a_2b_and_pdf_ua_1(name: str) -> None:
    with opened(name) as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
        assert meta["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "zh-CN"


@pytest.mark.parametrize("name", [*DOCUMENTS, *BOOKS])
def test_files_are_sound(name: str) -> None:
    with opened(name) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_metadata_of_a_document() -> None:
    with opened(RULE) as pdf:
        info = pdf.docinfo
        assert str(info["/Title"]) == "云州市人民政府关于印发云州市公共雨伞管理办法（试行）的通知"
        assert str(info["/Author"]) == "云州市人民政府, 云州市城市管理委员会"
        assert str(info["/Keywords"]).split(", ")[:2] == ["云政发〔2024〕3号", "YZCR-2024-0010003"]


def test_metadata_of_books() -> None:
    with opened("corpus") as pdf:
        assert str(pdf.docinfo["/Keywords"]) == "云州市人民政府公报"
    with opened(BOOKS[0]) as pdf:
        assert str(pdf.docinfo["/Keywords"]) == "云政发〔2024〕3号, 云政办字〔2024〕7号"
    small = "".join(glyph.char for glyph in glyphs(pdf_path("corpus")) if glyph.size == 9)
    assert "《云州市人民政府公报》2024年第1期至2024年第2期，共2期" in small


@pytest.mark.parametrize("name", [*DOCUMENTS, *BOOKS])
def test_all_fonts_are_embedded_subsets(name: str) -> None:
    def fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                yield each

    with opened(name) as pdf:
        found = list(fonts(pdf))
        assert found
        for font in found:
            assert "/FontFile2" in font or "/FontFile3" in font
            assert re.fullmatch("/[A-Z]{6}[+].+", str(font.FontName))


@pytest.mark.parametrize("name", [*DOCUMENTS, *BOOKS])
def test_heading_tags_never_skip_a_level(name: str) -> None:
    with opened(name) as pdf:
        levels = [int(role[2:]) for role in roles(pdf) if re.fullmatch("/H[0-9]+", role)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tags_tell_tables_lists_notes_and_links() -> None:
    with opened(OPINION) as pdf:
        found = roles(pdf)
        assert {"/Table", "/TH", "/TD", "/L", "/LI", "/Link", "/Figure"} <= set(found)
        assert found.count("/TH") == 4
        assert found.count("/TD") == 160
    with opened(RULE) as pdf:
        assert roles(pdf).count("/Note") == 2
