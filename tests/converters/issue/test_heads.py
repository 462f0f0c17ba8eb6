"""Heads: where documents begin, by their looks and by the contents."""

from pathlib import Path

import pytest

from converters.issue import heads as module
from converters.issue.columns import COLUMN_ENDS, is_column_name
from converters.issue.entries import Entry, key
from converters.issue.frame import Column, Frame
from converters.issue.headrules import RULES, Head, Rule
from converters.issue.heads import _telling, find_heads
from converters.issue.titlelines import Search, is_title_like
from converters.model import Kind
from converters.printed import forms
from tests.conftest import FIXTURES
from tests.rawtext import NOTICE, document, lines

GAZETTES = sorted((FIXTURES / "gazettes").glob("*.txt"))
EMPTY = Frame(None, (), frozenset())


def heads(raw: str, *entries: Entry) -> list[Head]:
    return find_heads(lines(raw), Frame(None, entries, frozenset()))


def test_a_title_stands_over_its_docno() -> None:
    assert heads(NOTICE) == [Head(0, (0, 2), 2, 3, None)]


def test_the_filing_number_above_belongs_to_the_head() -> None:
    assert heads("YZCR-2024-0010006\n" + NOTICE) == [Head(0, (1, 3), 3, 4, None)]


@pytest.mark.parametrize("signer", ["云政发〔2024〕12号　　签发人：范　里", "云政发〔2024〕12号\n签发人：范　里"])
def test_who_signed_stands_beside_the_docno_of_a_letterhead(signer: str) -> None:
    found = document(f"云州市人民政府文件\n{signer}\n{NOTICE.replace('云政发〔2024〕12号', '')}")
    assert (found.docno, found.title) == ("云政发〔2024〕12号", "云州市人民政府关于印发云州市绿道管理办法的通知")
    assert [block.text for block in found.blocks if block.kind is Kind.NOTE] == ["签发人：范里"]


def test_how_urgent_a_document_is_belongs_to_its_head() -> None:
    size = len(lines(NOTICE))
    assert [head.first for head in heads(f"{NOTICE}特急\n{NOTICE}")] == [0, size]


def test_who_issues_it_stands_above_a_title_without_a_number() -> None:
    raw = f"{NOTICE}\n云州市人民政府\n关于启用新址的公告\n根据工作安排，现将有关事项公告如下。\n"
    assert heads(raw)[1].parts(lines(raw)) == ("云州市人民政府关于启用新址的公告", "")


def test_two_ministries_stand_above_a_title() -> None:
    raw = f"{NOTICE}\n财政部　水利部\n关于绿道税收政策的通知\n财税〔2024〕58号\n各省财政厅：\n现通知如下：\n"
    assert heads(raw)[1].parts(lines(raw)) == ("财政部水利部关于绿道税收政策的通知", "财税〔2024〕58号")


@pytest.mark.parametrize("speaker", ["", "范里同志"])
def test_the_title_of_a_speech_takes_two_lines(speaker: str) -> None:
    raw = f"{NOTICE}\n{speaker}在全市绿道建设\n现场推进会上的讲话\n市长　范　里\n（2024年5月13日）\n同志们：\n开会。\n"
    assert heads(raw)[1].parts(lines(raw)) == (f"{speaker}在全市绿道建设现场推进会上的讲话", "")


def test_a_table_of_figures_has_no_number() -> None:
    title = "云州市2024年上半年国民经济主要指标"
    raw = f"{NOTICE}{title}\n指标　　单位　　1—6月\n绿道里程　　公里　　82.6\n驿站　　座　　12\n"
    assert heads(raw)[1].parts(lines(raw)) == (title, "")


@pytest.mark.parametrize(
    "title", ["云州市人民政府大事记（2024年5月）", "云州市人民政府大事记\n（2024年5月）", "解读《云州市绿道办法》"]
)
def test_a_title_without_a_number_is_known_by_its_words(title: str) -> None:
    raw = f"{NOTICE}{title}\n5月4日，市长范里主持召开会议。\n"
    assert heads(raw)[1].parts(lines(raw)) == (title.replace("\n", ""), "")


PERSONS = "李　岚　云州市消防救援支队参谋\n何志强　云州市气象局预报员\n"


def test_a_list_above_a_title_that_markdown_marks_is_no_part_of_it() -> None:
    title = "云州市人民政府关于命名绿道的决定"
    raw = f"{NOTICE}附件\n先进个人名单\n{PERSONS}# {title}\n云政发〔2024〕9号\n各区："
    assert heads(raw)[1].parts(lines(raw)) == (title, "云政发〔2024〕9号")


def test_a_list_above_an_order_is_no_part_of_its_head() -> None:
    raw = f"{NOTICE}{PERSONS}云州市人民政府令\n第59号\n《云州市绿道办法》已经通过。"
    assert heads(raw)[1].parts(lines(raw)) == ("云州市人民政府令", "第59号")


def test_the_next_document_begins_with_its_own_head() -> None:
    second = NOTICE.replace("12号", "13号")
    size = len(lines(NOTICE))
    assert [head.first for head in heads(NOTICE + second)] == [0, size]


def test_a_title_behind_a_list_of_an_annex_begins_with_its_first_line() -> None:
    title = "云州市人民政府办公室关于成立绿道建\n设工作领导小组的通知\n云政办发〔2024〕9号\n"
    raw = f"{NOTICE}附件\n驿站名单\n1 东湖驿站 95.1\n{title}各区："
    (_, head) = heads(raw)
    assert head.parts(lines(raw))[0] == "云州市人民政府办公室关于成立绿道建设工作领导小组的通知"


def test_a_filing_number_may_stand_between_title_and_docno() -> None:
    raw = "云州市人民政府关于绿道养护的通知\nYZCR-2024-0010006\n云政发〔2024〕3号\n各区人民政府：\n"
    assert heads(raw) == [Head(0, (0, 1), 2, 3, None)]


def test_the_month_of_a_chronicle_stands_in_a_list_of_chronicles_too() -> None:
    raw = f"{NOTICE}下列材料已经归档：\n云州市人民政府大事记（2024年5月）\n云州市人民政府大事记（2024年6月）\n"
    assert len(heads(raw)) == 1


def test_a_notice_may_name_who_issues_it_on_a_line_of_its_own() -> None:
    raw = f"{NOTICE}云州市财政局\n关于做好决算的通知\n为做好决算，现通知如下：\n"
    assert heads(raw)[1].parts(lines(raw)) == ("云州市财政局关于做好决算的通知", "")


def test_the_day_on_which_a_law_was_passed_may_break() -> None:
    raw = f"{NOTICE}云州市绿道条例\n（2024年3月\n1日云州市人大常委会通过）\n第一条　为了养护绿道，制定本条例。"
    assert heads(raw)[1].parts(lines(raw)) == ("云州市绿道条例", "")


def test_laws_that_an_order_publishes_anew_are_none_of_their_own() -> None:
    order = (
        "云州市人民政府令\n第75号\n现公布《云州市人民政府关于修改规章的决定》。\n一、修改《云州市绿道办法》第三条。\n"
    )
    law = (
        "绿道应当养护。\n" * 12 + "云州市绿道办法\n（2004年3月1日云州市人民政府令第40号公布　根据2010年5月2日云州市人民"
    )
    amended, other = f"{law}\n政府令第75号修正）\n第一条　养护绿道。", f"{law}\n政府令第60号修正）\n第一条　养护绿道。"
    anew = f"{order}《云州市绿道办法》根据本决定重新公布。\n{other}"
    assert [len(heads(raw)) for raw in (order + amended, anew, order + other)] == [1, 1, 2]


def test_an_order_is_known_by_its_number() -> None:
    assert heads("云州市人民政府令\n第277号\n《云州市绿道管理办法》已经通过，现予公布。") == [
        Head(0, (0, 1), 1, 2, None)
    ]


def test_what_is_exclaimed_above_a_head_is_none_of_its_title() -> None:
    order = "云州市人民政府令\n第12号\n为了建设绿道，现予公布。"
    above = lines(f"{NOTICE}开创强省会建设新局面！")
    assert heads(f"{NOTICE}开创强省会建设新局面！\n{order}")[-1].title == (len(above), len(above) + 1)


def test_a_docno_may_run_on_behind_the_title() -> None:
    docno = "云政发〔2024〕12号"
    (head,) = heads(f"云州市人民政府关于加强绿道管理的实施意见{docno}\n各县、区人民政府：")
    assert head == Head(0, (0, 1), 0, 1, None, fused=len(docno))


FUSED_TITLE, FUSED_DOCNO = "云州市人民政府关于加强绿道管理的通知", "云政发〔2024〕12号"


@pytest.mark.parametrize(
    ("raw", "title", "led", "fused"),
    [
        (f"{FUSED_DOCNO}　{FUSED_TITLE}", (0, 1), 12, 0),
        (f"（{FUSED_DOCNO}）{FUSED_TITLE[7:]}", (0, 1), 14, 0),
        (f"{FUSED_DOCNO} {FUSED_TITLE[:9]}\n{FUSED_TITLE[9:]}", (0, 2), 12, 0),
        (f"{FUSED_TITLE[7:]} {FUSED_DOCNO}", (0, 1), 0, 12),
        (f"{FUSED_TITLE[:12]}\n{FUSED_TITLE[12:]}（云政发[2024]12号）", (0, 2), 0, 14),
    ],
)
def test_title_and_docno_on_one_line_stand_in_either_order(
    raw: str, title: tuple[int, int], led: int, fused: int
) -> None:
    size = len(lines(NOTICE))
    (_, head) = heads(f"{NOTICE}{raw}\n各县、区人民政府：")
    start, end = size + title[0], size + title[1]
    assert head == Head(start, (start, end), start if led else end - 1, end, None, fused=fused, led=led)
    assert head.parts(lines(NOTICE + raw))[0] in (FUSED_TITLE, FUSED_TITLE[7:])


def test_a_list_of_titles_with_their_docnos_is_no_list_of_heads() -> None:
    rows = "".join(f"云政发〔2004〕{i}号　云州市人民政府关于绿道的通知\n" for i in range(3, 6))
    tails = "".join(f"关于绿道的通知　云政发〔2004〕{i}号\n" for i in range(3, 6))
    assert len(heads(f"{NOTICE}{rows}\n{tails}")) == 1


def test_contents_may_leave_out_what_stands_in_brackets() -> None:
    entry = Entry("云州市人民政府关于印发云州市绿道规划的通知", None, "市政府文件", 9, 1)
    raw = "云州市人民政府关于印发云州市绿道规划（2021—2035年）的通知\n云政发〔2024〕3号\n各县、区人民政府："
    assert [head.entry for head in heads(raw, entry)] == [entry]


def test_under_its_letterhead_a_document_need_not_name_its_organ() -> None:
    entry = Entry("云州市人民政府办公室关于绿道养护的通知", None, "市政府办公室文件", 9, 1)
    raw = "云政办发〔2024〕3号\n关于绿道养护的通知\n各县、区人民政府："
    assert [head.entry for head in heads(raw, entry)] == [entry]


@pytest.mark.parametrize("number", [None, "云政发〔2024〕12号"])
def test_the_contents_may_leave_the_organ_out(number: str | None) -> None:
    entry = Entry("关于印发云州市绿道管理办法的通知", number, None, 3, 1)
    assert heads(NOTICE, entry) == [Head(0, (0, 2), 2, 3, entry)]


@pytest.mark.parametrize(
    "raw",
    [
        "云州市人民政府\n关于公布2024年绿道名单的公告",
        "关于绿道养护的公告",
        "2024年5月份大事记",
        "云州市2023年国民经济和社会发展统计公报",
        "云州市人民政府任免工作人员名单",
    ],
)
def test_what_has_no_docno_by_custom_begins_behind_what_closes_a_document(raw: str) -> None:
    size = len(lines(NOTICE))
    title = (size, size + len(lines(raw)))
    assert heads(f"{NOTICE}{raw}\n绿道已经建成。")[1:] == [Head(size, title, None, title[1], None)]
    assert len(heads(f"{NOTICE}附件\n{raw}\n绿道已经建成。")) == 1
    assert len(heads(f"{NOTICE}\n{raw}\n\n关于绿道的办法\n\n{raw}\n\n关于绿道的通告\n")) == 1
    assert len(heads(f"{NOTICE}绿道归全民所有。\n{raw}\n绿道已经建成。")) == 1


@pytest.mark.parametrize("below", ["——2024年2月20日在会议上", "（2024年2月20日）", "云州市市长于海"])
def test_a_report_has_its_session_or_speaker_below(below: str) -> None:
    assert heads(f"政府工作报告\n{below}\n各位代表：") == [Head(0, (0, 1), None, 1, None)]


def test_a_cited_docno_is_no_head() -> None:
    raw = NOTICE.replace("（一）规划；", "依照下列文件执行。\n云政发〔2020〕3号")
    assert len(heads(raw)) == 1


def test_the_contents_find_a_title_that_has_no_number() -> None:
    entry = Entry("云州市绿道建设纪要", None, "政务动态", 20, 1)
    size = len(lines(NOTICE))
    found = heads(NOTICE + "云州市绿道\n建设纪要\n绿道已经建成。", entry)
    assert [(head.first, head.title, head.body, head.entry) for head in found[1:]] == [
        (size, (size, size + 2), size + 2, entry)
    ]


@pytest.mark.parametrize("docno", ["云政发〔2024〕12号", "云政发[2024]12号", "云政发（2024）第012号"])
def test_a_document_finds_its_line_in_the_contents_by_number(docno: str) -> None:
    entry = Entry("绿道管理办法", docno, "市政府文件", 3, 1)
    assert [head.entry for head in heads(NOTICE, Entry("别的通知", "云政发〔2024〕11号", None, 1, 1), entry)] == [entry]


def test_what_an_announcement_publishes_is_listed_with_its_number() -> None:
    entry = Entry("云州市绿道条例", "市人大常委会公告第12号", "法规", 3, 1)
    raw = "云州市人民代表大会常务委员会公告\n第12号\n《云州市绿道条例》已经通过，现予公布。"
    assert [head.entry for head in heads(raw, Entry("别的条例", "市人大常委会公告第2号", None, 1, 1), entry)] == [entry]


def test_a_file_without_a_head_is_one_document() -> None:
    assert heads("云州市绿道管理办法\n第一条　为了加强管理，制定本办法。") == [
        Head(0, (0, 1), None, 1, None, guessed=True)
    ]
    assert heads("第一条　为了加强管理，制定本办法。") == [Head(0, (0, 1), None, 1, None, guessed=True)]
    assert find_heads(lines(""), EMPTY) == []


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("云州市绿道管理办法", True),
        ("第一条　绿道", False),
        ("绿道归全民所有。", False),
        ("——在会议上", False),
        ("（市城管局、市财政局等按职责分工负责）", False),
        ("绿" * 81, False),
    ],
)
def test_titles_have_no_form_of_their_own(raw: str, told: bool) -> None:
    assert is_title_like(lines(raw)[0]) is told


def test_a_title_over_its_day_that_a_sentence_goes_on_to_is_no_head() -> None:
    below = "中共云州市委关于绿道养护的意见\n（2024年5月2日）\n抓好绿道养护工作。"
    above = "云州市商务局关于绿道的通知\n云商发〔2024〕3号\n绿道养护要贯彻下面的文件"
    assert [head.first for head in heads(f"{above}，\n{below}")] == [0]
    assert [head.first for head in heads(f"{above}。\n云州市商务局\n2024年5月3日\n{below}")] == [0, 5]


@pytest.mark.parametrize(("title", "first"), [("绿道养护怎么办", 3), ("云州市人民政府绿道养护怎么办", 2)])
def test_what_the_contents_list_is_a_title_over_its_docno_whatever_its_words(title: str, first: int) -> None:
    entry = Entry(title, "云政发〔2024〕3号", None, 3, 1)
    raw = "云州市商务局\n2024年4月2日\n云州市人民政府\n绿道养护怎么办\n云政发〔2024〕3号\n现将有关事项通知如下。"
    assert heads(raw, entry)[1] == Head(first, (first, 4), 4, 5, entry)


def test_a_number_in_the_bracket_below_a_title_begins_no_document() -> None:
    raw = "云州市商务局\n2024年4月2日\n（2010年3月1日云州市人民政府令\n第216号\n公布）"
    assert [head.first for head in heads(raw)] == [0]


NEEDS = {
    "_announced": "国家税务总局关于绿道养护的公告\n国家税务总局公告2020年第5号\n现将有关事项公告如下。",
    "_order": "云州市人民政府令第27号\n《云州市绿道办法》已经通过，现予公布。",
    "_numbered": "云州市人民政府关于绿道养护的通知\n云政发〔2024〕3号\n现将有关事项通知如下。",
    "_serial": "云州市财政局关于绿道养护的公告\n2019年第6号\n现将有关事项公告如下。",
    "_fused": "云州市人民政府关于绿道养护的通知（云政发〔2024〕3号）\n现将有关事项通知如下。",
    "_led": "云政发〔2024〕3号 云州市人民政府关于绿道养护的通知\n现将有关事项通知如下。",
    "_report": "政府工作报告\n——2024年1月10日在云州市人民代表大会上\n各位代表：\n现在报告工作。",
    "_unnumbered": "关于绿道养护的公告\n现将有关事项公告如下。",
    "_chronicle": "云州市人民政府大事记（2024年5月）\n1日，绿道开放。",
    "_passed": "云州市绿道条例\n（2024年3月1日云州市人大常委会通过）\n第一条　为了养护绿道，制定本条例。",
    "_bylined": "云州市绿道养护办法\n1994年3月2日，云州市林业局\n第一条　绿道由县区养护。",
    "_dated": "云州市人民政府关于绿道养护的意见\n（2024年5月2日）\n绿道养护有关事项如下。",
    "_addressed": "云州市人民政府关于绿道养护的意见\n各区人民政府：\n绿道养护有关事项如下。",
    "_unaddressed": "云州市人民政府关于绿道养护的通知\n现将有关事项通知如下。",
}
"""Of each rule a document that is not found without it."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.find.__name__)
def test_a_rule_finds_a_document_that_no_other_finds(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = f"云州市商务局\n2024年4月2日\n{NEEDS[rule.find.__name__]}"
    assert [head.first for head in heads(raw)] == [0, 2]
    monkeypatch.setattr(module, "RULES", tuple(other for other in RULES if other is not rule))
    monkeypatch.setattr(module, "_asked", module._asked.__wrapped__)  # which remembers no rules
    assert [head.first for head in heads(raw)] != [0, 2]


@pytest.mark.parametrize("path", GAZETTES, ids=lambda path: path.stem)
def test_no_rule_has_an_answer_where_it_is_not_asked(path: Path) -> None:
    found = lines(path.read_text("utf-8"))
    search = Search(found, frozenset(key(line.tight) for line in found))
    places = set(_telling(found))
    for i, line in enumerate(found):
        unasked = [rule for rule in RULES if i not in places or not rule.asked(line.tight)]
        assert [rule for rule in unasked if rule.find(search, i)] == [], line.tight


@pytest.mark.parametrize("path", GAZETTES, ids=lambda path: path.stem)
def test_no_line_is_a_column_that_does_not_end_as_one(path: Path) -> None:
    for line in lines(path.read_text("utf-8")):
        named = is_column_name(line.tight) or forms.COLUMN_RE.fullmatch(line.tight)
        assert not named or line.tight[-1] in COLUMN_ENDS


@pytest.mark.parametrize("below", ["市长　范里\n", "\n同志们要建好绿道\n"])
def test_behind_a_column_a_title_ends_over_who_speaks_or_a_blank_line(below: str) -> None:
    speech = f"【领导讲话】\n凝心聚力谱写新篇\n{below}现在开会，请大家认真听取。"
    frame = Frame(None, (), frozenset({1}), (Column(1, "领导讲话"),))
    assert find_heads(lines(speech), frame) == [Head(1, (1, 2), None, 2, None)]


def test_text_above_the_first_known_head_is_a_document_of_its_own() -> None:
    raw = "各区人民政府：\n请抓紧落实。\n云州市人民政府\n2024年3月1日\n"
    guessed, head = heads(raw + NOTICE)
    assert (guessed.first, guessed.guessed, head.first, head.guessed) == (0, True, 4, False)


def test_words_without_a_sentence_above_the_first_head_belong_to_its_document() -> None:
    assert [head.first for head in heads("特刊\n\n（二）\n" + NOTICE)] == [2]


def test_the_title_of_what_an_order_promulgates_may_stand_above_it() -> None:
    raw = "云州市绿道管理办法\n云州市人民政府令\n第277号\n《云州市绿道管理办法》已经通过，现予公布。\n"
    assert [(head.first, head.title) for head in heads(raw)] == [(0, (1, 2))]


def test_the_history_of_what_an_order_promulgates_may_stand_above_it_too() -> None:
    raw = (
        f"{NOTICE}\n云州市绿道条例\n（2009年7月22日云州市人大常委会通过）\n云州市人民代表大会常务委员会公告\n第28号\n"
        "《云州市绿道条例》（YZ112371）已由市人大常委会通过，现予公布。\n"
    )
    size = len(lines(NOTICE))
    assert [(head.first, head.title[0]) for head in heads(raw)] == [(0, 0), (size, size + 2)]


def test_a_rule_alone_begins_a_document_behind_another_that_does_not_name_it() -> None:
    alone = "\n云州市渡口办法\n\n第一条　渡口开放。\n第二条　渡口免费。\n"
    size = len(lines(NOTICE))
    assert [head.first for head in heads(NOTICE + alone)] == [0, size]
    named = NOTICE.replace("《云州市绿道管理办法》", "《云州市绿道管理办法》和《云州市渡口办法》")
    several = NOTICE.replace("办法的通知", "办法等两个办法的通知")
    annexed = f"{NOTICE}附件\n绿道名录\n东绿道开放。\n"
    assert [[head.first for head in heads(raw + alone)] for raw in (named, several, annexed)] == [[0]] * 3


def test_who_made_a_law_is_no_part_of_its_title() -> None:
    raw = "云州市人大常委会\n\n云州市绿道条例\n（2009年7月22日云州市人大常委会通过）\n第一条　绿道开放。\n"
    assert [head.title for head in heads(raw)] == [(1, 2)]


def test_a_title_that_stands_twice_over_its_text_is_read_once() -> None:
    raw = "云州市绿道条例\n云州市绿道条例\n（2009年7月22日云州市人大常委会通过）\n第一条　绿道开放。\n"
    assert [head.title for head in heads(raw)] == [(1, 2)]


def test_a_notice_without_docno_and_addressees_begins_behind_a_date() -> None:
    raw = "云州市财政局关于做好决算的通知\n为做好决算，现通知如下：\n"
    size = len(lines(NOTICE))
    assert [head.first for head in heads(NOTICE + raw)] == [0, size]


def test_a_notice_that_the_document_above_forwards_is_no_document() -> None:
    forwarded = "云州市财政局关于做好决算的通知\n为做好决算，现通知如下：\n"
    raw = NOTICE + f"现将《{forwarded.partition(chr(10))[0]}》转发给你们。\n2024年3月1日\n"
    assert [head.first for head in heads(raw + forwarded)] == [0]


def test_what_is_said_of_a_draft_in_a_session_is_a_document() -> None:
    raw = "关于《云州市绿道条例（草案）》的说明\n——2024年8月26日在云州市人大常委会第三十次会议上\n市林业局局长　王平\n"
    assert [head.title for head in heads(raw + "各位委员：\n现作说明。")] == [(0, 1)]
