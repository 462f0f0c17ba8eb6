"""The contents of an issue: its entries in every shape that lists are set in, and where the list ends."""

import pytest

from converters.issue.columns import is_column_name
from converters.issue.contents import Contents, find_contents
from converters.issue.entries import key
from tests.conftest import quickly
from tests.rawtext import COVER, NOTICE, lines

TITLE, OTHER = "云州市人民政府关于印发云州市绿道管理办法的通知", "云州市人民政府关于命名绿道的决定"
DOCNO = "云政发〔2024〕12号"


def contents(text: str) -> Contents:
    found = find_contents(lines(text))
    assert found is not None
    return found


SHAPES = {
    "dots and brackets": f"{TITLE}（{DOCNO}）……（3）\n{OTHER}．．．．．17\n",
    "other brackets": f"{TITLE}（{DOCNO}）………〔3〕\n{OTHER}………【17】\n",
    "the word for a page": f"{TITLE}（{DOCNO}）……第3页\n{OTHER}　　P17\n",
    "white brackets": f"●{TITLE}（{DOCNO}）〖3〗\n●{OTHER}〖17〗\n",
    "lines for leaders": f"{TITLE}（{DOCNO}）____3\n{OTHER}－－－17\n",
    "numbered in Chinese": f"一、{TITLE}（{DOCNO}）……3\n二、{OTHER}……17\n",
    "a table": f"|标题|页码|\n|--|--|\n|{TITLE}（{DOCNO}）|3|\n|{OTHER}|17|\n",
    "a table of four": f"|序号|标题|文号|页码|\n|--|--|--|--|\n|1|{TITLE}|{DOCNO}|3|\n|2|{OTHER}||17|\n",
    "number before": f"{DOCNO}　{TITLE}……3\n{OTHER}……17\n",
    "number above": f"{DOCNO}\n{TITLE}……3\n{OTHER}……17\n",
    "square brackets only": f"{TITLE}（{DOCNO}）[3]\n{OTHER}[17]\n",
    "a blank only": f"{TITLE}（{DOCNO}）　　3\n{OTHER}　　（17）\n",
    "first and last page": f"{TITLE}（{DOCNO}）（3-5）\n{OTHER} …… 17—18\n",
    "a stroke": f"{TITLE}\n{DOCNO} / 3\n{OTHER} ／ 17\n",
    "number below": f"{TITLE}\n{DOCNO}\n……3\n{OTHER}\n……17\n",
    "page first in brackets": f"（3）　{TITLE}\n　　{DOCNO}\n（17）　{OTHER}\n",
    "page first": f"3　{TITLE}\n　　{DOCNO}\n17　{OTHER}\n",
    "pages on lines before": f"3\n{TITLE}\n（{DOCNO}）\n17\n{OTHER}\n",
    "the word for a page, apart": f"{TITLE}（{DOCNO}） 第 3 页\n{OTHER} 第 17 页\n",
    "a number that breaks": f"{TITLE}（云政发〔2024〕12\n号）……3\n{OTHER}……17\n",
    "pages first": f"P3-5　{TITLE}\n　　{DOCNO}\nP17-18　{OTHER}\n",
    "dots and a stroke": f"{TITLE}　{DOCNO}……/03\n{OTHER}……/17\n",
    "wrapped": f"{TITLE[:12]}\n{TITLE[12:]}\n（{DOCNO}）……（3）\n{OTHER[:9]}\n{OTHER[9:]}……（17）\n",
    "number behind a blank": f"{TITLE[:-4]}\n{TITLE[-4:]} {DOCNO}  3\n{OTHER}　　17\n",
    "numbered": f"1、{TITLE}（{DOCNO}）……3\n2、{OTHER}……17\n",
    "English beside it": f"{TITLE}（{DOCNO}）……（3）\nNotice on Greenways ……(3)\n{OTHER}……（17）\nDecision ……(17)\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_entry_has_title_number_and_page_in_every_shape(shape: str) -> None:
    found = contents(f"目　录\n{SHAPES[shape]}{NOTICE}")
    assert [(e.title, e.docno, e.page) for e in found.entries] == [(TITLE, DOCNO, 3), (OTHER, None, 17)]
    assert found.end == 1 + len(lines(SHAPES[shape]))
    assert not found.columns


@pytest.mark.parametrize("tail", ["　范　里　　3", " 范里……3", "  李知远（3）"])
def test_who_gave_a_speech_is_no_part_of_its_title(tail: str) -> None:
    found = contents(f"目录\n在绿道工作会议上的讲话{tail}\n{OTHER}……17\n{NOTICE}")
    assert [(e.title, e.page) for e in found.entries] == [("在绿道工作会议上的讲话", 3), (OTHER, 17)]


def test_who_gave_a_speech_may_stand_below_its_title_with_the_page() -> None:
    found = contents(
        f"目录\n在全市绿道工作会议上的讲话\n　　市委副书记、市长　范　里……（3）\n{OTHER}……（17）\n{NOTICE}"
    )
    assert [(e.title, e.page) for e in found.entries] == [("在全市绿道工作会议上的讲话", 3), (OTHER, 17)]


@pytest.mark.parametrize("rule", ["　　云州市绿道管\n　　理办法", "云州市绿道管理办法"])
def test_what_an_order_promulgates_may_stand_below_it_without_a_page(rule: str) -> None:
    order = f"云州市人民政府令（第{{}}号）……（{{}}）\n{rule}\n"
    found = contents(f"目录\n{order.format(58, 3)}{order.format(59, 5)}{OTHER[:9]}\n　　{OTHER[9:]}……（17）\n{NOTICE}")
    assert [(e.title, e.page) for e in found.entries] == [
        ("云州市人民政府令（第58号）", 3),
        ("云州市人民政府令（第59号）", 5),
        (OTHER, 17),
    ]


@pytest.mark.parametrize("page", ["（{}）", "{}"])
def test_pages_may_stand_below_a_report_and_all_others(page: str) -> None:
    listed = "".join(f"{title}\n{page.format(n)}\n" for title, n in (("政府工作报告", 3), (TITLE, 9), (OTHER, 17)))
    found = contents(f"目录\n【市人大文件】\n{listed}{NOTICE}")
    assert [(e.title, e.page) for e in found.entries] == [("政府工作报告", 3), (TITLE, 9), (OTHER, 17)]


@pytest.mark.parametrize(
    ("listed", "titles"),
    [
        ("云州市绿道年报（2024）　　3\n{}　　17\n", ["云州市绿道年报（2024）", OTHER]),
        (
            "云州市人民政府关于绿道养护\n12 项措施的通知……3\n{}……17\n",
            ["云州市人民政府关于绿道养护12项措施的通知", OTHER],
        ),
        ("大事记……3\n发行：免费赠阅，欢迎投稿。\n{}……17\n", ["大事记", OTHER]),
        ("大事记……3\n{}……17\n18\n19\n", ["大事记", OTHER]),
        (f"1\n3\n{TITLE}\n17\n{{}}\n", [TITLE, OTHER]),
        (f"CONTENTS\n市政府文件\nMUNICIPAL DOCUMENTS\n3\n{TITLE}\n17\n{{}}\n", [TITLE, OTHER]),
        ("|标题|页码|\n|--|--|\n|大事记|3|\n|{}|17|\n", ["大事记", OTHER]),
    ],
)
def test_numbers_and_names_are_told_from_what_looks_like_them(listed: str, titles: list[str]) -> None:
    found = contents(f"目录\n{listed.format(OTHER)}{NOTICE}")
    assert [(e.title, e.page) for e in found.entries] == list(zip(titles, (3, 17), strict=True))


def test_a_number_inside_a_title_is_not_its_own() -> None:
    title = "云州市人民政府关于贯彻安政字〔2024〕30号文件的通知"
    found = contents(f"目录\n{title}……（3）\n{OTHER}……（\n17）\n{NOTICE}")
    assert [(e.title, e.docno, e.page) for e in found.entries] == [(title, None, 3), (OTHER, None, 17)]


@pytest.mark.parametrize(
    "number", [f"{TITLE[12:]}\n（{DOCNO}）", f"{TITLE[12:]}\n{DOCNO}", f"{TITLE[12:18]}\n{TITLE[18:]}（{DOCNO}）"]
)
def test_a_last_entry_on_three_lines_with_its_number_is_one(number: str) -> None:
    listed = f"9　{OTHER}\n17　{TITLE[:12]}\n{number}\n"
    found = contents(f"目　录\n{listed}云州市人民政府令\n第58号\n《云州市绿道管理办法》已经通过，现予公布。\n")
    assert [(e.title, e.docno, e.page) for e in found.entries] == [(OTHER, None, 9), (TITLE, DOCNO, 17)]
    assert found.end == 5


def test_the_last_entry_of_a_file_ends_with_it() -> None:
    found = contents(f"目录\n3　{OTHER}\n17　{TITLE[:8]}\n{TITLE[8:16]}\n{TITLE[16:]}\n")
    assert [e.title for e in found.entries] == [OTHER, TITLE]


def test_contents_end_above_an_announcement_whose_head_takes_two_lines() -> None:
    head = "云州市人民代表大会常务委员会\n公告\n第12号\n《云州市绿道条例》已经通过，现予公布。\n"
    assert contents(f"目　录\n{TITLE}（{DOCNO}）……3\n{OTHER}……17\n{head}").end == 3


def test_the_number_of_an_order_needs_no_brackets() -> None:
    found = contents(f"目　录\n{TITLE}\n{DOCNO} / 3\n{OTHER}\n市政府令第58号 / 17\n{NOTICE}")
    assert [(e.title, e.docno, e.page) for e in found.entries] == [(TITLE, DOCNO, 3), (OTHER, "市政府令第58号", 17)]
    (entry,) = contents(f"目录\n云州市人民政府关于禁止放牧的通知\n市政府公告第3号 / 3\n{NOTICE}").entries
    assert (entry.title, entry.docno) == ("云州市人民政府关于禁止放牧的通知", "市政府公告第3号")


def test_a_column_under_a_mark_is_known_by_its_name() -> None:
    listed = f"◆人事任免\n{TITLE}（{DOCNO}）……3\n◆市政府文件\n市政府关于命名绿道的决定……17\n"
    assert [e.column for e in contents(f"目　录\n{listed}{NOTICE}").entries] == ["人事任免", "市政府文件"]


@pytest.mark.parametrize("form", ["▲{}", "■ {}", "—{}—", "【{}】"])
def test_a_column_may_be_called_anything_under_a_mark(form: str) -> None:
    listed = f"{form.format('统计公报')}\n云州市绿道公报……3\n{form.format('行政复议')}\n行政复议决定书……17\n"
    found = contents(f"目　录\n{listed}{NOTICE}")
    assert [(e.title, e.column) for e in found.entries] == [
        ("云州市绿道公报", "统计公报"),
        ("行政复议决定书", "行政复议"),
    ]


@pytest.mark.parametrize("head", ["2   《云州市人民政府公报》2024年第5期", "云州市人民政府公报   3"])
def test_a_running_head_is_no_entry(head: str) -> None:
    listed = f"{COVER}目录\n03　{TITLE}\n17　{OTHER}\n{head}\n{NOTICE}"
    assert [e.title for e in contents(listed).entries] == [TITLE, OTHER]


def test_a_short_line_inside_an_entry_is_no_column() -> None:
    found = contents(f"目录\n云州市人民政府关于印发\n绿道建设\n《绿道管理办法》的通知……3\n{OTHER}……17\n{NOTICE}")
    assert [(e.title, e.column) for e in found.entries] == [
        ("云州市人民政府关于印发绿道建设《绿道管理办法》的通知", None),
        (OTHER, None),
    ]


def test_a_document_that_is_called_as_gazettes_are_is_an_entry_beside_its_page() -> None:
    found = contents(f"目录\n{OTHER}　　3\n云州市绿道公报　　17\n{NOTICE}")
    assert [(e.title, e.page) for e in found.entries] == [(OTHER, 3), ("云州市绿道公报", 17)]


def test_a_blank_parts_the_page_from_a_title_in_marks() -> None:
    found = contents(f"目　录\n{OTHER}  3\n解读《云州市绿道管理办法》  17\n{NOTICE}")
    assert [(e.title, e.page) for e in found.entries] == [(OTHER, 3), ("解读《云州市绿道管理办法》", 17)]


@pytest.mark.parametrize("name", ["市政府令", "市政府公告", "统计公报", "■人大常委会决定决议", "◆国家和省政策法规选登"])
def test_a_column_between_entries_is_none_of_them(name: str) -> None:
    found = contents(f"目　录\n人事任免\n{OTHER}……3\n{name}\n{TITLE}（{DOCNO}）……17\n{NOTICE}")
    assert [(e.title, e.column) for e in found.entries] == [(OTHER, "人事任免"), (TITLE, name.strip("■◆"))]


@pytest.mark.parametrize(
    "column", ["云州市人民政府文件", "中共云州市委 云州市人民政府文件", "◎ 市十届人大二次会议文件"]
)
@pytest.mark.parametrize("entries", ["{}\n3\n{}\n17\n{}\n", "{}\n1. {}……3\n2. {}……17\n", "{}\n{}……3\n{}……17\n"])
def test_a_column_may_have_the_name_of_an_organ_or_of_a_session(column: str, entries: str) -> None:
    found = contents(f"目录\n{entries.format(column, TITLE, OTHER)}{NOTICE}")
    name = "".join(column.strip("◎").split())
    assert [(e.title, e.page, e.column) for e in found.entries] == [(TITLE, 3, name), (OTHER, 17, name)]


def test_a_table_may_tell_the_column_first() -> None:
    rows = f"|统计公报|{TITLE}|3|\n|人事任免|{OTHER}|17|\n"
    found = contents(f"目录\n|栏目|标题|页码|\n|--|--|--|\n{rows}{NOTICE}")
    assert [(e.title, e.page, e.column) for e in found.entries] == [(TITLE, 3, "统计公报"), (OTHER, 17, "人事任免")]


def test_a_column_may_stand_on_the_line_of_its_first_entry() -> None:
    found = contents(f"目录\n【人事任免】{OTHER}　　3\n【市政府文件】{TITLE}　　17\n{NOTICE}")
    assert [(e.title, e.column) for e in found.entries] == [(OTHER, "人事任免"), (TITLE, "市政府文件")]


def test_a_table_may_have_rows_for_its_columns() -> None:
    rows = f"|统计公报| | |\n|1|{TITLE}|3|\n|人事任免| | |\n|2|{OTHER}|17|\n"
    found = contents(f"目录\n|序号|标题|页码|\n|--|--|--|\n{rows}{NOTICE}")
    assert [(e.title, e.page, e.column) for e in found.entries] == [(TITLE, 3, "统计公报"), (OTHER, 17, "人事任免")]


@pytest.mark.parametrize("page", ["—  1  —", "· 1 ·", "－1－"])
def test_the_page_of_the_list_belongs_to_no_entry(page: str) -> None:
    found = contents(f"目录\n3　{TITLE}\n17　{OTHER}\n{page}\n{NOTICE}")
    assert [(e.title, e.page) for e in found.entries] == [(TITLE, 3), (OTHER, 17)]


def test_the_last_entry_may_have_its_number_below() -> None:
    found = contents(f"目录\n3　{TITLE}\n{DOCNO}\n17　{OTHER}\n云政发〔2024〕13号\n{NOTICE}")
    assert [(e.docno, e.page) for e in found.entries] == [(DOCNO, 3), ("云政发〔2024〕13号", 17)]


@pytest.mark.parametrize(
    "order", ["令第12号　{}", "令（第12号）{}", "令第12号：《{}》", "令第12号——{}", "公告第12号（{}）"]
)
def test_an_order_may_be_numbered_before_what_it_promulgates(order: str) -> None:
    rule = "云州市绿道管理办法"
    found = contents(f"目录\n云州市人民政府{order.format(rule)}……3\n{OTHER}……17\n{NOTICE}")
    number = f"云州市人民政府{order[:2].rstrip('第（')}第12号"
    assert [(e.title, e.docno) for e in found.entries] == [(rule, number), (OTHER, None)]


def test_an_ordinal_may_stand_before_a_year() -> None:
    found = contents(f"目录\n1. 2024年1—5月全市主要经济指标……3\n2. {OTHER}……17\n{NOTICE}")
    assert [e.title for e in found.entries] == ["2024年1—5月全市主要经济指标", OTHER]


def test_an_entry_without_a_page_may_stand_over_the_head_of_an_order() -> None:
    order = "云州市人民政府令\n第12号\n《云州市绿道管理办法》已经通过，现予公布。\n"
    found = contents(
        f"目录\n【市政府规章】\n云州市绿道管理办法\n（市政府令第12号）\n【人事任免】\n云州市人民政府任免名单\n{order}{NOTICE}"
    )
    assert [e.title for e in found.entries] == ["云州市绿道管理办法", "云州市人民政府任免名单"]


def test_a_column_stands_over_a_title_that_begins_with_the_government() -> None:
    found = contents(f"目录\n综合文献选登\n市政府关于命名绿道的决定……3\n人事任免\n{OTHER}……17\n{NOTICE}")
    assert [e.column for e in found.entries] == ["综合文献选登", "人事任免"]


def test_a_short_title_under_a_mark_is_no_column_where_it_goes_on_below() -> None:
    found = contents(f"目录\n●政府工作报告\n——2024年2月20日在会议上……1\n●{OTHER}……17\n{NOTICE}")
    assert [(e.title, e.column) for e in found.entries] == [("政府工作报告", None), (OTHER, None)]


def test_a_column_may_stand_over_the_rule_that_an_order_promulgates() -> None:
    found = contents(f"目录\n03　{TITLE}\n市政府令\n17　云州市绿道管理办法\n{NOTICE}")
    assert [(e.title, e.column) for e in found.entries] == [(TITLE, None), ("云州市绿道管理办法", "市政府令")]


def test_a_column_stands_between_entries_that_begin_with_their_pages() -> None:
    found = contents(f"目录\n市政府文件\n03　{TITLE}\n统计公报\n17　2023年云州市绿道公报\n{NOTICE}")
    assert [(e.title, e.column) for e in found.entries] == [(TITLE, "市政府文件"), ("2023年云州市绿道公报", "统计公报")]


@pytest.mark.parametrize("above", [DOCNO, f"云州市人民政府文件\n{DOCNO}"])
@pytest.mark.parametrize(
    "listed",
    [
        f"17　{OTHER}\n3　{TITLE}\n",
        f"17　{OTHER}\n云政发〔2024〕13号\n3　{TITLE}（{DOCNO}）\n",
        f"{OTHER}……17\n{TITLE}（{DOCNO}）……3\n",
    ],
)
def test_contents_end_above_a_head_that_begins_with_its_number(listed: str, above: str) -> None:
    printed = NOTICE.replace(f"{DOCNO}\n", "", 1)
    assert contents(f"目录\n{listed}{above}\n{printed}").end == 1 + listed.count("\n")


def test_entries_without_pages_end_where_a_title_is_printed_again() -> None:
    found = contents(f"目录\n★市政府文件★\n{TITLE}\n（{DOCNO}）\n★人事任免★\n{OTHER}\n{NOTICE}")
    assert [(e.title, e.docno, e.page, e.column) for e in found.entries] == [
        (TITLE, DOCNO, None, "市政府文件"),
        (OTHER, None, None, "人事任免"),
    ]
    assert found.end == 6
    assert sorted(found.columns) == ["人事任免", "市政府文件"]


def test_columns_stand_between_dots_of_middle_height() -> None:
    found = contents(f"目录\n·市政府文件·\n{TITLE}（{DOCNO}）（3）\n·公告·\n{OTHER}（17）\n·18·\n{NOTICE}")
    assert [(e.title, e.column) for e in found.entries] == [(TITLE, "市政府文件"), (OTHER, "公告")]
    assert sorted(found.columns) == ["公告", "市政府文件"]


@pytest.mark.parametrize("pages", [("", ""), ("（3）", "（17）")])
def test_columns_may_be_numbered(pages: tuple[str, str]) -> None:
    found = contents(f"目录\n一、市政府文件\n{TITLE}{pages[0]}\n二、机构与人事\n{OTHER}{pages[1]}\n{NOTICE}")
    assert [(e.title, e.column) for e in found.entries] == [(TITLE, "市政府文件"), (OTHER, "机构与人事")]


def test_contents_without_their_label_are_known_by_their_leaders() -> None:
    cover = "云州市人民政府公报\n2024年第5期\n"
    raw = f"{cover}{TITLE}（{DOCNO}）……3　　{OTHER}……17\n【人事任免】云州市任免名单……19\n{NOTICE}"
    found = contents(raw)
    assert [(e.title, e.docno, e.page, e.column) for e in found.entries] == [
        (TITLE, DOCNO, 3, None),
        (OTHER, None, 17, None),
        ("云州市任免名单", None, 19, "人事任免"),
    ]
    assert (found.start, found.end) == (2, 4)
    assert find_contents(lines("云州市绿道条例\n第一章　总则……1\n第二章　规划……2\n第三章　附则……3\n")) is None


def test_the_label_may_be_broken_and_the_imprint_stand_below() -> None:
    found = contents(f"目\n录\n{OTHER}……1\n主办：云州市人民政府\n邮编：316000\n{NOTICE}")
    assert (found.start, found.end, len(found.entries)) == (0, 5, 1)


def test_an_order_is_listed_by_its_head() -> None:
    raw = "目录\n云州市人民政府令（第58号）……（3）\n云州市绿道管理办法……（3）\n云州市人民政府令\n第58号\n"
    found = contents(raw)
    assert [(e.title, e.docno) for e in found.entries] == [
        ("云州市人民政府令（第58号）", None),
        ("云州市绿道管理办法", None),
    ]
    assert found.end == 3


def test_the_contents_of_a_law_are_none_of_an_issue() -> None:
    assert find_contents(lines("云州市绿道条例\n目录\n第一章　总则\n第二章　附则\n第一章　总则\n")) is None
    assert find_contents(lines("云州市绿道规划\n目录\n一、绿道发展基础\n二、绿道发展目标\n一、绿道发展基础\n")) is None
    assert find_contents(lines(NOTICE)) is None
    assert find_contents(lines("云州市绿道应急预案\n目录\n1 总则\n1.1 编制目的\n1.2 适用范围\n1 总则\n")) is None
    assert find_contents(lines(f"{NOTICE}云州市绿道规划\n目录\n前言……1\n发展基础……2\n发展目标……5\n前言\n")) is None
    assert len(contents(f"目录\n一、{TITLE}……3\n二、{OTHER}……17\n{NOTICE}").entries) == 2


@pytest.mark.parametrize("unit", ["目录\n", "目\n录\n", "·", "…", "目录\n云州市人民政府令\n第1号\n", "甲办法……3\n"])
def test_time_grows_with_the_text_only(unit: str) -> None:
    read = lines("目录\n" + unit * (12_000 // len(unit)))
    with quickly(5):
        find_contents(read)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("市政府文件", True),
        ("市政府办公厅文件", True),
        ("部门规范性文件", True),
        ("政府规章", True),
        ("法规规章", True),
        ("人事任免", True),
        ("大事记", True),
        ("市政府文件规范性文件", True),
        ("市十届人大二次会议文件", True),
        ("政策解读", True),
        ("政策依据", False),
        ("背景", False),
        ("关于印发文件", False),
    ],
)
def test_columns_are_known_by_their_names(name: str, told: bool) -> None:
    assert is_column_name(name) is told


def test_titles_are_compared_without_marks() -> None:
    assert key("云州市人民政府 关于印发《绿道办法（试行）》的通知") == key("云州市人民政府关于印发绿道办法(试行)的通知")
