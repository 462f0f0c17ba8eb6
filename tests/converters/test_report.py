"""The editor's report: every file, what is unsure in it beside its result, and the lines that were left out."""

from collections.abc import Sequence

import pytest
from lxml import html

from converters.model import MESSAGES, Code, Finding
from converters.pipeline import convert, read_source
from converters.proof.corrections import Misfit
from converters.proof.faults import Flaw
from converters.report import LABELS, REASONS, to_html
from tests.rawtext import COVER, HEAD, NOTICE


def report(raw: str, unreadable: Sequence[Finding] = (), pages: str = "") -> html.HtmlElement:
    """Read a raw text, and give the report on it."""
    reading = read_source("a.txt", raw.encode())
    return html.document_fromstring(to_html(convert([reading]), [reading], unreadable, pages))


def words(page: html.HtmlElement, path: str) -> list[str]:
    """Give the words of elements, spaced as they are shown."""
    return [" ".join(element.text_content().split()) for element in page.xpath(path)]


def test_every_code_has_words_in_both_languages() -> None:
    assert MESSAGES.keys() == LABELS.keys() == set(Code)
    for code in Code:
        chinese, english = (text.format(*"01234") for text in (LABELS[code][1], MESSAGES[code]))
        assert {fact for fact in "01234" if fact in chinese} == {fact for fact in "01234" if fact in english}
    assert REASONS.keys() == {*Flaw, *Misfit}


def test_a_finding_shows_the_raw_line_beside_the_result() -> None:
    page = report(HEAD + "加强绿道管理 and 养护<甲>。")
    assert words(page, "//h2") == ["a.txt 一行一段"]
    assert words(page, "//*[@class='item']/p/b") == ["原文疑误"]
    assert words(page, "//*[@class='both words']/div[1]") == ["7加强绿道管理 and 养护<甲>。"]
    assert words(page, "//*[@class='both words']/div[2]") == ["加强绿道管理and养护<甲>。"]
    assert words(page, "//mark") == ["and", "加强绿道管理and养护<甲>。"]
    assert page.xpath("string(//pre)") == '[[correction]]\nline = 7\nprinted = "and"\nright = "和"\nreason = ""'


def test_long_lines_are_cut_down_to_the_words_in_question() -> None:
    (raw, result) = words(
        report(HEAD + "绿道" * 100 + "加强管理 and 养护。" + "步道" * 100), "//*[@class='both words']/div"
    )
    for shown in (raw, result):
        assert len(shown) < 150
        assert shown.count("…") == 2
        assert "管理" in shown


def test_findings_and_documents_lead_to_their_pages() -> None:
    page = report(HEAD + "一、要求\n加强绿道管理 and 养护。", pages="site/")
    folder = "site/doc/yunzhengfa/2024/12/index.html"
    assert page.xpath("//ol/li/a/@href") == [folder]
    assert page.xpath("//*[@class='item']//a/@href") == [f"{folder}#h1"]
    assert not report(NOTICE).xpath("//ol//a")


def test_lines_of_no_document_are_listed() -> None:
    page = report(COVER + NOTICE)
    shown = words(page, "//details[1]//p/span")
    assert "云州市人民政府公报" in shown
    assert words(page, "//summary")[0].endswith(f"，{len(shown)} 行")


@pytest.mark.parametrize(
    ("unreadable", "said"), [((), "1 个"), ((Finding("b.txt", 0, Code.UNREADABLE, ("空",)),), "2 个")]
)
def test_what_could_not_be_read_is_reported(unreadable: Sequence[Finding], said: str) -> None:
    page = report(NOTICE, unreadable)
    assert said in page.text_content()
    assert ["b.txt 读不了 没有转换：空 unreadable"] * len(unreadable) == [
        " ".join(element.text_content() for element in item) for item in page.xpath("//*[@class='item']/p[b='读不了']")
    ]


def test_that_every_character_is_accounted_for_is_said() -> None:
    assert "每一个字符都有去处" in report(NOTICE).text_content()
