"""Documents: the fields, read off head, signature and text; enclosed texts and annexes."""

import pytest

from converters.documents.fields import slug
from converters.model import Document, DocumentKind, Enclosed, Kind
from converters.pipeline import read_source
from tests.rawtext import COVER, NOTICE, document

HEAD = "{title}\n{docno}\n各县、区人民政府：\n现将有关事项通知如下，请贯彻执行。\n{signature}\n2024年5月20日\n"


def titled(title: str, docno: str = "云政发〔2024〕12号", signature: str = "云州市人民政府") -> Document:
    return document(HEAD.format(title=title, docno=docno, signature=signature))


def test_a_notice_has_its_fields() -> None:
    found = document("YZCR—2024—0010006\n" + NOTICE)
    assert found.id == "yunzhengfa/2024/12"
    assert found.title == "云州市人民政府关于印发云州市绿道管理办法的通知"
    assert (found.docno, found.filing_no) == ("云政发〔2024〕12号", "YZCR-2024-0010006")
    assert (found.kind, found.issuers) == (DocumentKind.NOTICE, ("云州市人民政府",))
    assert found.addressees == "各县、区人民政府，市政府各部门"
    assert (found.signed, found.printed) == ("2024-05-20", "2024-05-22")
    assert (found.effective, found.expires) == ("2024-05-22", "2029-05-21")
    assert found.enclosed == (Enclosed("云州市绿道管理办法", (10, 18), 2, 3),)
    assert (found.column, found.page, found.annexes) == (None, None, ())
    assert (found.source, found.lines) == ("raw.txt", (1, 19))


def test_what_is_not_printed_is_not_known() -> None:
    found = document("云州市绿道建设纪要\n绿道已经建成。\n")
    assert (found.docno, found.filing_no, found.addressees, found.signed, found.printed) == (None,) * 5
    assert (found.effective, found.expires, found.issuers, found.kind) == (None, None, (), DocumentKind.OTHER)
    assert found.id == "yunzhoushilvdaojianshejiyao/line-1"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云州市人民政府关于印发云州市绿道管理办法的通知", DocumentKind.NOTICE),
        ("云州市人民政府关于加强绿道管理的实施意见（试行）", DocumentKind.OPINION),
        ("云州市人民政府关于绿道交通管制的通告", DocumentKind.ANNOUNCEMENT),
        ("云州市人民政府关于表扬绿道建设先进集体的通报", DocumentKind.COMMENDATION),
        ("云州市人民政府关于给予市水务局记集体三等功的决定", DocumentKind.COMMENDATION),
        ("云州市人民政府关于公布云州市第十七次优秀成果奖的决定", DocumentKind.COMMENDATION),
        ("云州市人民政府关于对真抓实干成效明显地方予以激励的通报", DocumentKind.COMMENDATION),
        ("云州市2021年预算执行情况与2022年预算草案的报告（摘要）", DocumentKind.REPORT),
        ("云州市人民政府关于范里等任免职务的通知", DocumentKind.APPOINTMENT),
        ("云州市人民政府关于印发干部任免办法的通知", DocumentKind.NOTICE),
        ("云州市人民政府任免工作人员办法（试行）", DocumentKind.OTHER),
        ("云州市人民政府关于绿道的批复", DocumentKind.OTHER),
        ("《云州市绿道管理办法（草案）》公开征求意见", DocumentKind.OTHER),
    ],
)
def test_the_kind_is_read_off_the_title(title: str, kind: DocumentKind) -> None:
    assert titled(title).kind is kind


def test_a_copy_that_has_lost_its_title_is_known_by_its_docno() -> None:
    found = document("YZCR—2024—7\n" + NOTICE[NOTICE.index("云政发〔") :])
    assert (found.id, found.docno, found.filing_no) == ("yunzhengfa/2024/12", "云政发〔2024〕12号", "YZCR-2024-7")
    assert (found.title, found.addressees) == ("云政发〔2024〕12号", "各县、区人民政府，市政府各部门")


def test_an_order_promulgates_what_it_encloses() -> None:
    rule = NOTICE[NOTICE.index("云州市绿道管理办法\n第一章") :]
    found = document(
        f"云州市人民政府令\n第277号\n《云州市绿道管理办法》已经通过，现予公布。\n市长：范里\n2024年5月20日\n{rule}"
    )
    assert (found.id, found.title, found.docno) == (
        "yunzhoushirenminzhengfuling/277", "云州市人民政府令", "云州市人民政府令第277号",
    )  # fmt: skip
    assert (found.kind, found.issuers, found.signed) == (DocumentKind.ORDER, ("云州市人民政府",), "2024-05-20")
    assert [(e.title, e.chapters, e.articles) for e in found.enclosed] == [("云州市绿道管理办法", 2, 3)]


def test_the_numbers_of_orders_may_begin_anew_with_each_term() -> None:
    found = document("云州市人民政府令（九届第37号）\n现予公布。\n市长　范里\n2000年10月31日\n")
    assert (found.id, found.docno) == ("yunzhoushirenminzhengfulingjiujie/37", "云州市人民政府令九届第37号")


@pytest.mark.parametrize("head", ["云州市人民政府第35号令", "云州市人民政府\n第35号令"])
def test_an_order_may_hold_its_number_in_its_name(head: str) -> None:
    found = document(f"{head}\n《云州市绿道管理办法》已经通过，现予发布。\n市长　范里\n2003年4月7日\n")
    assert (found.kind, found.docno) == (DocumentKind.ORDER, "云州市人民政府令第35号")


@pytest.mark.parametrize("under", ["（云州市人民政府令第35号）", "（云州市人民政府令第35号　2003年4月7日）"])
def test_the_number_of_an_order_may_stand_in_brackets_under_what_it_promulgates(under: str) -> None:
    text = "第一条　为了管理绿道，制定本办法。\n第二条　绿道免费。\n第三条　本办法自2003年5月1日起施行。\n"
    found = document(f"云州市绿道管理办法\n{under}\n{text}")
    assert (found.title, found.docno) == ("云州市绿道管理办法", "云州市人民政府令第35号")
    assert (found.kind, found.issuers) == (DocumentKind.ORDER, ("云州市人民政府",))


@pytest.mark.parametrize("label", ["文号：", "文件号", "云州市人民政府文件　"])
def test_a_docno_may_stand_behind_a_label_or_the_letterhead(label: str) -> None:
    found = document(f"云州市人民政府关于绿道用地的通知\n{label}云政〔1985〕38号\n各县人民政府：\n绿道由县区保障。\n")
    assert found.docno == "云政〔1985〕38号"


@pytest.mark.parametrize("number", ["云府令第98号", "（云政令第98号）"])
def test_an_order_may_be_numbered_with_the_code_of_its_organ(number: str) -> None:
    raw = f"云州市绿道管理办法\n{number}\n第一条　为了管理绿道，制定本办法。\n第二条　绿道免费。\n"
    found = document(raw)
    assert (found.kind, found.docno) == (DocumentKind.ORDER, number.strip("（）"))


def test_the_digits_of_an_order_may_be_wide() -> None:
    assert document("云州市人民政府令\n第２７７号\n现予公布。\n").docno == "云州市人民政府令第277号"


@pytest.mark.parametrize(
    "head",
    [
        "（1985年5月4日　云政〔1985〕38号）",
        "（云政〔1985〕38号　1985年5月4日）",
        "云政〔1985〕38号　一九八五年五月四日",
    ],
)
def test_a_docno_stands_beside_its_day(head: str) -> None:
    found = document(f"云州市人民政府关于绿道用地的通知\n{head}\n各县人民政府：\n绿道用地由县区保障。\n")
    assert (found.docno, found.signed) == ("云政〔1985〕38号", "1985-05-04")


def test_a_docno_may_begin_with_its_year() -> None:
    raw = "云州市财政局关于绿道经费的复函\n（88）云财字第12号\n文县财政局：\n你局（88）文财字第3号函收悉。\n"
    found = document(raw)
    assert (found.id, found.docno, found.addressees) == ("yuncaizi/88/12", "〔88〕云财字12号", "文县财政局")


@pytest.mark.parametrize("day", ["2024年5月20日", "二〇二四年五月二十日"])
def test_who_signs_an_order_may_stand_beside_the_day(day: str) -> None:
    order = "云州市人民政府令\n第12号\n《甲办法》已经通过，现予公布。\n"
    found = document(f"{order}市　长　范　里　　{day}\n甲办法\n第一条　为了规划绿道，制定本办法。\n")
    assert found.signed == "2024-05-20"
    assert [block.text for block in found.blocks if block.kind is Kind.SIGNATURE] == ["市长 范里"]


@pytest.mark.parametrize(("speaker", "place"), [("云州市代市长　范里", "云州市"), ("文县县长　范里", "文县")])
def test_the_speaker_tells_the_place(speaker: str, place: str) -> None:
    found = document(f"政府工作报告\n——2024年2月20日\n{speaker}\n各位代表：\n现在报告工作。\n")
    assert found.issuers == (f"{place}人民政府",)


def test_a_report_is_issued_by_the_speakers_government() -> None:
    found = document(
        "政府工作报告\n——2024年2月20日在云州市第三届人民代表大会上\n云州市市长　范 里\n各位代表：\n现在报告工作。\n"
    )
    assert (found.id, found.kind, found.issuers) == (
        "zhengfugongzuobaogao/2024-02-20", DocumentKind.REPORT, ("云州市人民政府",),
    )  # fmt: skip
    assert [block.style for block in found.blocks][1:4] == ["subtitle", "speaker", "salutation"]
    assert (found.addressees, found.signed) == (None, None)


def test_who_stands_between_title_and_docno_issues() -> None:
    raw = "关于绿道养护的通知\n云州市城市管理局\n云城管发〔2024〕3号\n各区：\n现通知如下。\n"
    assert document(raw).issuers == ("云州市城市管理局",)


def test_who_stands_over_the_first_article_issues() -> None:
    raw = "云州市绿道管理暂行规定\n云州市城市管理局、云州市财政局\n第一条　绿道免费。\n第二条　绿道开放。\n"
    assert document(raw).issuers == ("云州市城市管理局", "云州市财政局")


@pytest.mark.parametrize(
    "under",
    [
        "1995年4月7日，云州市人民政府", "1995年4月7日云州市人民政府发布", "（云州市人民政府　一九九五年四月七日）",
        "（1995年4月7日　云州市人民政府）", "云州市人民政府\n1995年4月7日", "云州市人民政府　1995年4月7日",
    ],
)  # fmt: skip
def test_who_issues_a_document_and_when_may_stand_under_its_title(under: str) -> None:
    raw = f"关于开放绿道的通知\n{under}\n各县人民政府：\n一、绿道免费开放。\n二、本通知自下发之日起执行。\n"
    found = document(raw)
    assert (found.title, found.issuers, found.addressees) == ("关于开放绿道的通知", ("云州市人民政府",), "各县人民政府")
    assert (found.signed, found.effective) == ("1995-04-07", "1995-04-07")


@pytest.mark.parametrize("session", ["市五届人大常委会第十七次会议", "市第5届人大常委会第17次会议"])
def test_an_assembly_under_a_title_may_leave_its_place_out(session: str) -> None:
    raw = "云州市绿道条例\n（2005年7月27日{}通过）\n第一条　绿道免费。\n第二条　绿道开放。\n"
    assert document(raw.format(session)).issuers == ("云州市人大常委会",)


@pytest.mark.parametrize(
    ("history", "issuer"),
    [
        ("（1991年3月26日云州市人民政府令19号发布）", "云州市人民政府"),
        ("（1991年3月26日云州市人民政府第45号令发布）", "云州市人民政府"),
        ("（1991年3月26日云州市人民政府云政〔1991〕12号文发布）", "云州市人民政府"),
        ("（云州市人民政府1991年3月26日颁布）", "云州市人民政府"),
        ("（1990年6月3日国务院批准　1991年3月26日财政部发布）", "财政部"),
        ("（1990年6月3日经市人民政府批准　1991年3月26日市财政局发布）", "云州市财政局"),
        ("（1991年3月26日市人民政府令第46号公布，自1991年3月26日起施行）", "云州市人民政府"),
        ("（1991年3月26日云政发〔1991〕12号发布　根据1997年5月1日云州市人民政府令第80号发布的决定修改）", None),
    ],
)
def test_the_history_under_a_title_tells_who_published_it_and_when(history: str, issuer: str | None) -> None:
    found = document(f"云州市绿道管理办法\n{history}\n第一条　绿道免费。\n第二条　本办法自发布之日起施行。\n")
    assert (found.issuers, found.effective) == ((issuer,) if issuer else (), "1991-03-26")


@pytest.mark.parametrize("marks", ["〈〉", "<>", "＜＞"])
def test_an_order_promulgates_what_it_names_in_marks_of_any_form(marks: str) -> None:
    raw = (
        "云州市人民政府令\n第43号\n《云州市人民政府关于修改{}云州市绿道管理办法{}的决定》已经通过，现予公布。\n"
        "市长　范里\n2024年5月20日\n云州市人民政府关于修改《云州市绿道管理办法》的决定\n"
        "市政府决定对《云州市绿道管理办法》作如下修改：\n一、删去第三条。\n二、删去第五条。\n"
    )
    (enclosed,) = document(raw.format(*marks)).enclosed
    assert enclosed.title == "云州市人民政府关于修改《云州市绿道管理办法》的决定"


def test_joint_issuers_are_those_that_sign() -> None:
    found = titled("云州市商务局 云州市财政局关于绿道的通知", "云商发〔2024〕3号", "云州市商务局　云州市财政局")
    assert found.issuers == ("云州市商务局", "云州市财政局")
    assert found.title == "云州市商务局 云州市财政局关于绿道的通知"


@pytest.mark.parametrize(
    ("organs", "issuers"),
    [
        ("中共云州市委机构编制委员会办公室", ("中共云州市委机构编制委员会办公室",)),
        ("中共云州市委组织部 云州市财政局", ("中共云州市委组织部", "云州市财政局")),
        ("中共云州市委 云州市人民政府", ("中共云州市委", "云州市人民政府")),
        ("中共云州市委办公室 云州市人民政府办公室", ("中共云州市委办公室", "云州市人民政府办公室")),
    ],
)
def test_offices_of_a_committee_issue_by_their_whole_name(organs: str, issuers: tuple[str, ...]) -> None:
    assert document(f"{organs}\n关于绿道的通知\n云办发〔2024〕3号\n各区：\n现通知如下。\n").issuers == issuers


def test_an_announcement_has_no_addressees() -> None:
    found = document(
        "云州市人民政府关于绿道交通管制的通告\n云政字〔2024〕3号\n根据有关规定，现将有关事项通告如下：\n一、时间\n自即日起。\n"
    )
    assert found.addressees is None


def test_annexes_are_those_announced_or_printed() -> None:
    listed = NOTICE.replace("请认真贯彻执行。\n", "请认真贯彻执行。\n附件：1.绿道名录\n2.养护标准\n")
    assert document(listed).annexes == ("绿道名录", "养护标准")
    assert document(NOTICE + "附件\n绿道名录\n甲绿道、乙绿道。\n").annexes == ("绿道名录",)
    assert document(NOTICE + "附件：绿道养护事项赋\n分表\n（2024年5月22日印发）\n").annexes == ("绿道养护事项赋分表",)
    assert document(NOTICE + "附件：绿道标志\n（略）\n（2024年5月22日印发）\n").annexes == ("绿道标志",)


def test_the_label_of_annexes_over_a_list_of_them_begins_none() -> None:
    listed = NOTICE.replace("请认真贯彻执行。\n", "请认真贯彻执行。\n附件：\n1.绿道名录\n2.养护标准\n")
    printed = "附件1\n绿道名录\n甲绿道、乙绿道。\n附件2\n养护标准\n保持平整。\n"
    found = document(listed + printed)
    assert found.annexes == document(listed).annexes == ("绿道名录", "养护标准")
    assert [block.anchor for block in found.blocks if block.kind is Kind.ANNEX] == ["f1", "f2"]
    behind = document(NOTICE + printed.replace("附件1\n", "附件：\n1.绿道名录\n2.养护标准\n附件1\n"))
    assert [block.anchor for block in behind.blocks if block.kind is Kind.ANNEX] == ["f1", "f2"]
    assert [
        block.anchor for block in document(NOTICE + "附件\n1.绿道\n养护。\n").blocks if block.kind is Kind.ANNEX
    ] == ["f1"]


def test_who_has_it_printed_may_stand_above_the_day() -> None:
    raw = NOTICE.replace("（2024年5月22日印发）", "云州市人民政府办公室\n2024年5月22日印发")
    found = document(raw)
    assert (found.printed, found.effective, len(found.enclosed)) == ("2024-05-22", "2024-05-22", 1)
    assert (found.blocks[-1].kind, found.blocks[-1].text) == (Kind.PRINTED, "云州市人民政府办公室2024年5月22日印发")
    short = "云州市人民政府关于绿道的通知\n云政发〔2024〕3号\n养护绿道。\n云州市人民政府\n2024年5月20日\n"
    assert document(f"{short}云州市人民政府办公室\n2024年5月22日印发\n").enclosed == ()


def test_a_bracket_under_a_title_stands_alone_or_belongs_to_it() -> None:
    rule = "云州市绿道管理办法\n第一章"
    aside = document(NOTICE.replace(rule, "云州市绿道管理办法\n（2024年5月编）\n市林业局\n第一章"))
    assert [block.text for block in aside.blocks[6:9]] == ["云州市绿道管理办法", "（2024年5月编）", "市林业局"]
    years = document(NOTICE.replace(rule, "云州市绿道管理办法\n（2024—2030年）\n第一章"))
    assert years.blocks[6].text == "云州市绿道管理办法（2024—2030年）"
    (annex,) = [
        block
        for block in document(NOTICE + "附件\n绿道名单\n（3个）\n绿道归全民所有。\n").blocks
        if block.style == "annex-title"
    ]
    assert annex.text == "绿道名单（3个）"


def test_the_title_of_a_document_names_what_it_encloses_though_nobody_signs() -> None:
    title = "云州市人民政府关于印发云州市绿道管理办法的通知"
    raw = f"{title}\n云政发〔2024〕3号\n现印发给你们，请遵照执行。\n云州市绿道管理办法\n绿道由县区养护。\n"
    assert [found.title for found in document(raw).enclosed] == ["云州市绿道管理办法"]


@pytest.mark.parametrize("first", ["第一编　总则\n", "第一章　总则\n", "第一节　总则\n", ""])
def test_organs_between_a_title_and_its_first_unit_publish_it(first: str) -> None:
    raw = f"云州市绿道管理办法\n云州市商务局　云州市财政局\n{first}第一条　绿道由县区养护。\n第二条　绿道由街道巡查。\n"
    assert document(raw).blocks[1].style == "speaker"


def test_organs_in_a_list_under_a_title_are_no_byline() -> None:
    found = document(NOTICE + "附件\n绿道养护单位名单\n市财政局\n市水利局\n市林业局\n")
    assert [block.kind for block in found.blocks[-3:]] == [Kind.ROW] * 3


def test_the_contents_of_a_plan_are_rows() -> None:
    plan = "目录\n一、基础\n二、目标\n（一）规划\n一、基础\n绿道已经建成。\n二、目标\n（一）规划\n养护绿道。\n"
    found = document("云州市人民政府关于绿道规划的通知\n云政发〔2024〕3号\n" + plan)
    assert [(b.kind, b.anchor) for b in found.blocks[3:8]] == [
        (Kind.ROW, None), (Kind.ROW, None), (Kind.ROW, None), (Kind.HEADING, "h1"), (Kind.PARAGRAPH, None),
    ]  # fmt: skip


def test_column_and_page_are_those_of_the_contents() -> None:
    contents = "目录\n【市政府文件】\n云州市人民政府关于印发云州市绿道管理办法的通知（云政发〔2024〕12号）（3）\n"
    found = document(COVER + contents + NOTICE)
    assert (found.column, found.page, found.lines[0]) == ("市政府文件", 3, 7)


def test_a_docno_behind_the_title_is_cut_off() -> None:
    found = document("云州市人民政府关于加强绿道管理的实施意见云政发[2024]012号\n各县、区人民政府：\n请贯彻执行。\n")
    assert (found.title, found.docno) == ("云州市人民政府关于加强绿道管理的实施意见", "云政发〔2024〕12号")
    assert [block.kind for block in found.blocks][:2] == [Kind.TITLE, Kind.DOCNO]


def test_a_docno_before_the_title_is_cut_off() -> None:
    found = document("云政发[2024]012号　云州市人民政府关于加强绿道管理的通知\n各县、区人民政府：\n请贯彻执行。\n")
    assert (found.title, found.docno) == ("云州市人民政府关于加强绿道管理的通知", "云政发〔2024〕12号")
    assert [block.kind for block in found.blocks][:3] == [Kind.DOCNO, Kind.TITLE, Kind.ADDRESSEE]


def test_marked_headings_inside_a_document_stand_alone() -> None:
    found = document(NOTICE + "【政策依据】\n《云州市绿道条例》\n【解读机关】\n云州市林业局\n")
    assert [block.text for block in found.blocks][-4:] == [
        "【政策依据】", "《云州市绿道条例》", "【解读机关】", "云州市林业局",
    ]  # fmt: skip


def test_two_documents_of_a_file_do_not_share_lines() -> None:
    second = NOTICE.replace("12号", "13号")
    first, other = read_source("raw.txt", (NOTICE + second).encode()).documents
    assert (first.id, other.id) == ("yunzhengfa/2024/12", "yunzhengfa/2024/13")
    assert first.lines[1] < other.lines[0]


@pytest.mark.parametrize(
    ("words", "pinyin"),
    [("云政发", "yunzhengfa"), ("绿道A-3号", "lvdaoa3hao"), ("", ""), ("、。", ""), ("绿" * 200, "lv" * 100)],
)
def test_slugs_are_letters_and_digits_of_limited_length(words: str, pinyin: str) -> None:
    assert slug(words) == pinyin
