"""The frame of an issue: cover, contents in each printed form, running heads, page numbers, colophon."""

import pytest

from converters.issue.entries import Entry
from converters.issue.frame import Column, Frame, read_frame
from converters.issue.masthead import Issue
from converters.pipeline import read_source
from tests.rawtext import COVER, NOTICE, lines

TITLE = "云州市人民政府关于印发云州市绿道管理办法的通知"
OTHER = "云州市人民政府关于任免职务的通知"
CONTENTS = {
    "dots": f"【市政府文件】\n{TITLE}（云政发〔2024〕12号）……（3）\n【人事任免】\n{OTHER}……17\n",
    "full width": f"市政府文件\n{TITLE}（云政发〔2024〕12号）……（３）\n人事任免\n{OTHER}…………１７\n",
    "wrapped": f"【市政府文件】\n{TITLE[:12]}\n{TITLE[12:]}\n（云政发〔2024〕12号）3\n【人事任免】\n{OTHER}（17）\n",
    "bare": f"市政府文件\n{TITLE}\n（云政发〔2024〕12号）（3）\n人事任免\n{OTHER}．．．．17\n",
}


def frame(text: str) -> Frame:
    return read_frame(lines(text), text.count("\n"))


@pytest.mark.parametrize("form", CONTENTS)
def test_contents_give_title_number_column_and_page(form: str) -> None:
    found = frame(f"{COVER}目录\n{CONTENTS[form]}{NOTICE}")
    assert [(e.title, e.docno, e.column, e.page) for e in found.entries] == [
        (TITLE, "云政发〔2024〕12号", "市政府文件", 3),
        (OTHER, None, "人事任免", 17),
    ]


@pytest.mark.parametrize("form", CONTENTS)
def test_contents_end_where_the_first_document_begins(form: str) -> None:
    raw = f"{COVER}目录\n{CONTENTS[form]}"
    assert frame(raw + NOTICE).furniture == frozenset(range(1, raw.count("\n") + 1))


def test_an_entry_knows_its_line() -> None:
    assert frame(f"目录\n甲办法……1\n乙\n办法……2\n{NOTICE}").entries == (
        Entry("甲办法", None, None, 1, 2),
        Entry("乙办法", None, None, 2, 3),
    )


def test_the_subtitle_of_an_entry_is_no_part_of_its_title() -> None:
    (found,) = frame(f"目录\n政府工作报告——2024年2月20日在会议上……1\n{NOTICE}").entries
    assert found.title == "政府工作报告"


def test_a_cover_without_contents_names_the_issue() -> None:
    found = frame(COVER + NOTICE)
    assert found.issue == Issue("云州市人民政府公报", 2024, 5, 88, "2024-05-30")
    assert found.furniture == {1, 2, 3}


def test_what_a_cover_does_not_say_is_not_known() -> None:
    assert frame("云州市人民政府公报\n" + NOTICE).issue is None
    assert frame(NOTICE) == Frame(None, (), frozenset())


def test_running_heads_name_issue_and_column() -> None:
    head = "市政府文件　　云州市人民政府公报（2024年第5期）"
    found = frame(NOTICE.replace("第二章", f"{head}\n7\n第二章"))
    line = NOTICE[: NOTICE.index("第二章")].count("\n") + 1
    assert found.furniture == {line, line + 1}
    assert (found.begun, found.running) == ((), (Column(line, "市政府文件"),))
    assert found.issue == Issue("云州市人民政府公报", 2024, 5)


def test_a_sentence_that_names_the_gazette_is_no_running_head() -> None:
    assert not frame(NOTICE.replace("（一）规划；", "载于云州市人民政府公报2024年第5期。")).furniture


GAZETTE = "云州市人民政府公报"


def test_a_gazette_may_be_called_zhengbao() -> None:
    raw = f"{COVER}{NOTICE}云州市人民政府公报（2024年第5期）\n"
    named, other = frame(raw), frame(raw.replace("市人民政府公报", "政报"))
    assert (other.issue, other.furniture) == (Issue("云州政报", 2024, 5, 88, "2024-05-30"), named.furniture)


@pytest.mark.parametrize(
    "head",
    [
        f"12　{GAZETTE}",
        f"{GAZETTE}　·12·",
        "2024年第5期",
        "（2024年第5期）",
        f"{GAZETTE}　二〇二四年第五期　12",
        f"{GAZETTE}　２０２４年６月",
        f"2024年6月　{GAZETTE}　市政府文件",
        f"《{GAZETTE}》2024年第5期",
    ],
)
def test_heads_of_pages_are_furniture_wherever_they_fall(head: str) -> None:
    line = NOTICE[: NOTICE.index("第二章")].count("\n") + 1
    found = frame(NOTICE.replace("第二章", f"{head}\n第二章"))
    assert (found.furniture, found.running) == (frozenset({line}), ())
    assert found.issue in (None, Issue(GAZETTE, 2024, 5))


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        ((GAZETTE,) * 3, 3),
        ((GAZETTE,), 0),
        ((f"{GAZETTE}　第16期",) * 3, 3),
        (("第3页", "第4页"), 2),
        (("3/9", "4/9"), 2),
        (("第九页", "第十页"), 2),
        (("〔3〕", "〔4〕"), 2),
        (("—\n3\n—",), 3),
        (tuple(f"— {page} —\n文件选登　2024年第5期" for page in (3, 4, 5)), 6),
        (tuple(f"云州政报\n— {page} —" for page in (3, 4, 5)), 6),
        (tuple(f"— {page} —\n云州市人民政府" for page in (3, 4, 5)), 3),
        (tuple(f"— {page} —\n2024年5月20日" for page in (3, 4, 5)), 3),
        (tuple(f"http://www.yunzhou.gov.cn/gb/1{page}.html　{page}/9" for page in (3, 4, 5)), 3),
        (("http://www.yunzhou.gov.cn/gb/13.html",), 0),
    ],
)
def test_what_pages_repeat_is_furniture(heads: tuple[str, ...], told: int) -> None:
    body = "绿道归全民所有。\n" * 6
    pages = "".join(f"{head}\n{body}" for head in heads)
    assert len(frame(f"{NOTICE}{pages}").furniture) == told


@pytest.mark.parametrize(("length", "told"), [(60, 3), (30, 0)])
def test_bare_numbers_of_pages_stand_far_apart_by_lines_or_by_words(length: int, told: int) -> None:
    body = f"{'绿道归全民所有，' * length}归全民所有。\n"
    assert len(frame(f"{NOTICE}{body}3\n{body}4\n{body}5\n{body}").furniture) == told


@pytest.mark.parametrize(("page", "told"), [("5", 3), ("第5页", 3), ("7", 2)])
def test_a_bare_number_between_two_that_are_surely_pages_is_one_where_it_fits(page: str, told: int) -> None:
    body = "绿道归全民所有。\n" * 2
    assert len(frame(f"{NOTICE}{body}— 4 —\n{body}{page}\n{body}· 6 ·\n{body}").furniture) == told


def test_a_page_number_beside_a_running_head_is_no_part_of_its_column() -> None:
    head = "市政府文件　　云州市人民政府公报（2024年第5期）　　12"
    assert [column.name for column in frame(NOTICE.replace("第二章", f"{head}\n第二章")).running] == ["市政府文件"]
    issue = frame(NOTICE.replace("第二章", f"{GAZETTE} 2024·5　　12\n第二章")).issue
    assert issue == Issue(GAZETTE, 2024, 5)


@pytest.mark.parametrize("named", [f"6　　{GAZETTE}", f"{GAZETTE}（2024年第5期）"])
@pytest.mark.parametrize(("head", "name"), [("市政府文件　　5", "市政府文件"), ("4　　人事任免", "人事任免")])
def test_a_column_stands_beside_the_number_of_a_page(head: str, name: str, named: str) -> None:
    line = NOTICE[: NOTICE.index("第二章")].count("\n") + 1
    paged = NOTICE.replace("第二章", f"{head}\n第二章")
    found = frame(f"{paged}{named}\n")
    assert line in found.furniture
    assert found.running == (Column(line, name),)
    assert not frame(paged).furniture  # where no page names the gazette


def test_a_number_below_a_head_with_that_of_the_page_is_no_other() -> None:
    raw = NOTICE.replace("第二章", f"12　　{GAZETTE}　　2024.5\n2\n第二章")
    line = NOTICE[: NOTICE.index("第二章")].count("\n") + 1
    assert frame(raw).furniture == {line}


def test_the_numbers_of_rows_are_no_pages() -> None:
    rows = "".join(f"{number}\n绿道的名称和起止点各是一个单元格\n市园林局\n" for number in (1, 2))
    head = f"-6-\n市政府文件　　{GAZETTE}（2024年第5期）\n"
    raw = NOTICE.replace("第二章", f"序号\n名称\n单位\n{rows}{head}3\n绿道\n市园林局\n第二章")
    line = raw[: raw.index("-6-")].count("\n") + 1
    assert frame(raw).furniture == {line, line + 1}


@pytest.mark.parametrize(("between", "told"), [("江北　3　2\n" * 4, 2), ("绿道归全民所有。\n" * 4, 1)])
def test_the_head_of_a_table_is_repeated_on_a_page_where_nothing_else_stands_between(between: str, told: int) -> None:
    head = "绿道　长度　宽度\n"
    assert len(frame(f"{NOTICE}{head}湖滨　5　3\n{between}— 12 —\n{head}岳台　2　3\n").furniture) == told


def test_the_numbers_of_rows_of_many_lines_are_no_pages() -> None:
    cells = "绿道归全民所有，由市园林局养护\n" * 7
    rows = "".join(f"{number}\n{cells}" for number in (1, 2, 3))
    assert not frame(NOTICE.replace("第二章", f"序号\n{rows}第二章")).furniture


@pytest.mark.parametrize(
    ("folio", "furniture"),
    [("— 12 —", True), ("·12·", True), ("－１２－", True), ("—二—", True), ("12", False), ("第12页", True)],
)
def test_page_numbers_between_dashes_are_furniture(folio: str, furniture: bool) -> None:
    found = frame(NOTICE.replace("（一）规划；", f"（一）规划；\n{folio}"))
    assert bool(found.furniture) is furniture


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        (f"{GAZETTE}\n市政府文件", 3),
        ("【市政府文件】", 2),
        ("【政策依据】", 1),
        ("绿道之窗", 2),
        ("2024.6", 1),
    ],
)
def test_what_stands_beside_a_running_head_is_told_by_its_words(beside: str, told: int) -> None:
    pages = NOTICE.replace("第二章", f"{GAZETTE}（2024年第5期）\n{beside}\n第二章")
    listed = f"目录\n■绿道之窗\n{TITLE}（云政发〔2024〕12号）……3\n{OTHER}……17\n"
    assert len(frame(listed + pages).furniture) == listed.count("\n") + told


@pytest.mark.parametrize(
    ("heads", "furniture"),
    [
        ((f"{TITLE}　云政发〔2024〕12号",), 2),
        ((f"{TITLE}\n云政发〔2024〕12号",), 3),
        ((f"{TITLE[:15]}\n{TITLE[15:]}　云政发〔2024〕12号",), 3),
        ((TITLE,), 1),
        ((TITLE, TITLE), 4),
        ((f"{OTHER}　云政发〔2024〕13号",), 1),
        ((OTHER, OTHER), 2),
    ],
    ids=["with 文号", "over 文号", "over two lines", "once", "twice", "a head", "heads"],
)
def test_a_title_on_pages_is_a_running_head_where_it_is_printed_above(heads: tuple[str, ...], furniture: int) -> None:
    raw = NOTICE
    for head, chapter in zip(heads, ("第二章", "（一）"), strict=False):
        raw = raw.replace(chapter, f"— 4 —\n{head}\n{chapter}", 1)
    assert len(frame(raw).furniture) == furniture


def test_the_name_of_the_gazette_is_a_head_beside_the_number_of_a_page() -> None:
    for page in (f"{GAZETTE}\n— 4 —\n", f"— 4 —\n{GAZETTE}\n"):
        assert (
            len(frame(NOTICE.replace("云州市绿道管理办法\n第一章", f"{page}云州市绿道管理办法\n第一章")).furniture) == 2
        )


@pytest.mark.parametrize("below", [TITLE.removeprefix("云州市人民政府"), "在绿道工作会议上的讲话", TITLE])
def test_the_bare_name_of_a_column_stands_over_a_title(below: str) -> None:
    assert frame(f"市政府文件\n{below}\n{NOTICE}").begun == (Column(1, "市政府文件"),)


@pytest.mark.parametrize(("head", "begun"), [("大事记\n", 0), ("大事记\n大事记\n", 1), ("【大事记】\n大事记\n", 1)])
def test_a_title_that_its_column_is_called_by_is_no_column_where_it_stands_once(head: str, begun: int) -> None:
    listed = f"{COVER}目录\n【市政府文件】\n{TITLE}……3\n【大事记】\n大事记……17\n"
    raw = f"{listed}{NOTICE}{head}1日，绿道开放。\n2日，驿站开放。\n"
    assert len(frame(raw).begun) == begun
    *_, chronicle = read_source("raw.txt", raw.encode()).documents
    assert (chronicle.title, chronicle.column, chronicle.page) == ("大事记", "大事记", 17)


def test_the_bare_name_of_a_column_beside_the_number_of_a_page_begins_none() -> None:
    assert not frame(NOTICE.replace("绿道用地", "— 4 —\n市政府文件\n市政府保障绿道用地")).begun
    assert not frame(f"【市政府文件】\n— 4 —\n{NOTICE}【市政府文件】\n— 5 —\n{NOTICE}").begun


def test_the_head_of_an_order_is_no_column_though_the_contents_have_one_of_its_name() -> None:
    listed = f"目录\n【云州市人民政府令】\n云州市绿道办法……3\n【人事任免】\n{OTHER}……17\n"
    assert not frame(f"{listed}云州市人民政府令\n第58号\n《云州市绿道办法》已经通过，现予公布。\n").begun


def test_column_heads_inside_the_text_are_furniture() -> None:
    for name in ("部门文件", "市政府令"):
        found = frame(f"【{name}】\n{NOTICE}")
        assert (found.begun, found.running) == ((Column(1, name),), ())
        assert found.furniture == {1}


@pytest.mark.parametrize("head", ["▲人事任免", "●人事任免", "—人事任免—", "★人事任免★"])
def test_the_name_of_a_column_may_have_a_mark_on_one_side(head: str) -> None:
    found = frame(f"{head}\n{NOTICE}")
    assert (found.begun, set(found.furniture)) == ((Column(1, "人事任免"),), {1})


@pytest.mark.parametrize(("line", "heads"), [("■绿道之窗\n", True), ("绿道之窗\n", True), ("绿道之窗里\n", False)])
def test_a_column_that_the_contents_name_is_known_in_the_text(line: str, heads: bool) -> None:
    listed = f"■绿道之窗\n{TITLE}（云政发〔2024〕12号）……3\n■人事任免\n{OTHER}……17\n"
    above = f"目录\n{listed}{NOTICE}"
    found = frame(f"{above}{line}{NOTICE}")
    assert found.begun == ((Column(above.count("\n") + 1, "绿道之窗"),) if heads else ())


@pytest.mark.parametrize(("head", "furniture"), [("2024.5", 3), ("12　2024·5", 3), ("2024.05　12", 3), ("2024.6", 0)])
def test_year_and_number_of_the_issue_are_a_running_head_where_they_are_repeated(head: str, furniture: int) -> None:
    pages = NOTICE
    for begins in ("第二条", "（二）", "第二章"):
        pages = pages.replace(begins, f"{head}\n{begins}", 1)
    assert len(frame(COVER + pages).furniture) - COVER.count("\n") == furniture
    assert len(frame(pages).furniture) == (furniture if "12" in head else 0)  # a table has months, too


def test_the_board_that_edits_the_gazette_stands_on_its_cover() -> None:
    board = "编委会主任：范里\n副主任：于大海　卜云\n委　员：里仲平　乐山\n"
    assert len(frame(COVER + board + NOTICE).furniture) == 6
    assert not frame(board[len("编委会") :] + NOTICE).entries


def test_the_name_of_the_gazette_in_latin_letters_is_a_running_head_where_it_is_repeated() -> None:
    head = "GAZETTE OF YUNZHOU MUNICIPAL GOVERNMENT\n"
    pages = NOTICE.replace("第二章", f"{head}第二章").replace("（二）", f"{head}（二）")
    assert len(frame(pages).furniture) == 2
    assert len(frame(pages.replace(head, f"12  {head}", 1)).furniture) == 2
    assert not frame(pages.replace(head, "GREENWAY OF YUNZHOU\n")).furniture
    assert frame(
        f"云州市人民政府公报\n2024年第5期\nYUNZHOU ZHENGFU GONGBAO\n出版日期：2024年5月30日\n{NOTICE}"
    ).issue == Issue("云州市人民政府公报", 2024, 5, None, "2024-05-30")


@pytest.mark.parametrize(
    ("head", "begun"),
    [
        ("市政府文件\n{}", 0),
        ("{}\n市政府文件", 0),
        ("【市政府文件】\n{}", 0),
        ("【市政府文件】\n— {} —", 0),
        ("【市政府文件】", 2),
    ],
)
def test_a_column_named_beside_the_numbers_of_pages_does_not_begin_there(head: str, begun: int) -> None:
    pages = NOTICE.replace("第二章", f"{head.format(4)}\n第二章").replace("（二）", f"{head.format(5)}\n（二）")
    found = frame(f"{COVER}目录\n{CONTENTS['dots']}{pages}")
    assert len(found.begun) == begun
    first = (COVER + CONTENTS["dots"]).count("\n") + 1
    assert sum(line > first for line in found.furniture) == 2 * len(head.split("\n"))


def test_the_colophon_is_furniture_and_names_who_made_the_issue() -> None:
    colophon = (
        "《云州市人民政府公报》简介\n主管主办：云州市人民政府\n编辑出版：云州市人民政府办公厅\n内部刊号：YZ-001\n"
    )
    found = frame(COVER + NOTICE + colophon)
    last = (COVER + NOTICE).count("\n")
    assert found.furniture == {1, 2, 3, *range(last + 1, last + 5)}
    assert found.issue is not None
    assert (found.issue.sponsor, found.issue.editor, found.issue.internal_no) == (
        "云州市人民政府", "云州市人民政府办公厅", "YZ-001",
    )  # fmt: skip


def test_the_imprint_names_who_made_the_issue_and_not_what_stands_beside() -> None:
    found = frame(f"{COVER}主　办：云 州市人民政府        2024年5月30日出版\n{NOTICE}").issue
    assert found is not None
    assert found.sponsor == "云州市人民政府"


def test_members_without_their_board_belong_to_the_document_above_the_colophon() -> None:
    last = NOTICE.count("\n") + 2
    found = frame(f"{NOTICE}主　任：范　里\n委　员：于　海　李知远\n主办：云州市人民政府\n邮编：638550\n")
    assert found.furniture == {last + 1, last + 2}


def test_what_the_gazette_corrects_above_the_colophon_is_of_no_document() -> None:
    erratum = "更　正\n本刊2024年第3期第15页第2行“云政发〔2024〕5号”应为“云政发〔2024〕6号”，特此更正。\n"
    found = frame(f"{COVER}{NOTICE}{erratum}主　管：云州市人民政府\n编辑出版：云州市人民政府公报编辑部\n")
    last = (COVER + NOTICE).count("\n")
    assert found.furniture == {1, 2, 3, *range(last + 1, last + 5)}
    notice = "《云州市人民政府公报》征订启事\n《云州市人民政府公报》是云州市人民政府主办的出版物。\n"
    found = frame(f"{COVER}{NOTICE}{erratum[:-2]}，并向读者致歉。\n{notice}")
    assert found.furniture == {1, 2, 3, *range(last + 1, last + 5)}


@pytest.mark.parametrize(
    "colophon",
    [
        "主办单位：云州市人民政府\nYUNZHOU ZHENGFU GONGBAO\nGAZETTE OF THE GOVERNMENT\nOF YUNZHOU\n",
        "地　址：云州市云海路1号\n编辑出版：云州市人民政府公报编辑部\n",
        "《云州市人民政府公报》是云州市人民政府主办的出版物。刊登的文件为标准文本。\n邮　编：250001\n",
        "《云州市人民政府公报》编辑委员会\n主　任：范　里\n委　员：于　海　李知远\n主办：云州市人民政府\n",
        "编　委　会\n主　任：范　里\n委　员：于　海　李知远\n　　　　王　平　张三力\n主办：云州市人民政府\n",
    ],
)
def test_the_colophon_has_lines_that_do_not_name_who_made_it(colophon: str) -> None:
    last = NOTICE.count("\n")
    assert frame(NOTICE + colophon).furniture == {*range(last + 1, last + colophon.count("\n") + 1)}


@pytest.mark.parametrize(
    "text",
    [
        f"{OTHER}\n云政任〔2024〕2号\n任命范里为局长。\n",
        f"{OTHER}\n任命范里为局长。\n云州市人民政府办公室2024年5月22日印发\n",
    ],
)
def test_what_the_gazette_says_of_itself_over_a_document_is_no_colophon(text: str) -> None:
    assert frame(f"{NOTICE}{NOTICE}本刊登载的文件与正式文件具有同等效力。\n{text}").furniture == frozenset()


def test_a_notice_that_says_what_the_gazette_is_has_no_colophon() -> None:
    notice = NOTICE.replace("：\n", "：\n《云州市人民政府公报》是市政府主办的出版物，请各单位订阅。\n", 1)
    assert frame(NOTICE + notice).furniture == frozenset()


def test_a_file_may_be_nothing_but_a_colophon() -> None:
    assert frame("电　话：0580-123\n" * 4 + "主办单位：云州市人民政府\n").furniture


def test_a_bracket_below_a_head_is_no_piece_of_it() -> None:
    page = f"— 6 —\n2024年第5期（总第9期）　　　{GAZETTE}\n"
    raw = f"{COVER}{NOTICE}第九条　依照《云州市绿道办法》（云政发〔2021\n{page}〕7号）的规定执行。\n"
    reading = read_source("a.txt", raw.encode())
    assert [found.docno for found in reading.documents[-1].citations if found.docno] == ["云政发〔2021〕7号"]
    last = raw.count("\n")
    assert reading.source.furniture == ((1, 3), (last - 2, last - 1))


def test_a_plan_that_names_its_hosts_has_no_colophon() -> None:
    plan = "主办单位：云州市商务局\n活动于六月举行。\n市民凭票入场。\n请准时到场。\n"
    assert frame(COVER + NOTICE + plan).furniture == {1, 2, 3}


@pytest.mark.parametrize(
    ("span", "column"), [((1, 4), "丙"), ((5, 8), "丙"), ((11, 19), "甲"), ((21, 99), "乙"), ((10, 10), "丙")]
)
def test_a_document_stands_in_the_column_begun_last_or_named_on_its_pages(span: tuple[int, int], column: str) -> None:
    begun, running = (Column(10, "甲"), Column(20, "乙")), (Column(6, "丙"), Column(30, "丁"))
    assert Frame(None, (), frozenset(), begun, running).column(*span) == column


def test_without_columns_a_document_stands_in_none() -> None:
    assert Frame(None, (), frozenset()).column(1, 9) is None
