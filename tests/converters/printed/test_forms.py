"""The printed forms: what each pattern takes whole, and what only looks like it."""

import re

import pytest

from converters.printed import forms

LEVEL1, LEVEL2, LEVEL3, LEVEL4 = (pattern for _, pattern in forms.LEVEL_RES)

TAKEN = [
    (
        forms.DATE_LINE_RE,
        (
            "2023年5月2日",
            "（二○二三年五月二日）",
            "二〇二三年十二月三十一日",
            "2O23年5月2日",
            "云州市商务局2023年5月2日",
        ),
        ("2023年5月", "自2023年5月2日"),
    ),
    (
        forms.DOCNO_RE,
        (
            "云政发〔2019〕19号",
            "云政办字[2019]19号",
            "云政发（2019）第19号",
            "（云政发〔2019〕19号）",
            "云政发〔二○○五〕十二号",
            "文号：云政发〔2019〕19号",
            "（2019年5月2日）云政发〔2019〕19号",
            "云财发〔2019〕1号云教发〔2019〕2号",
            "云政发〔2019〕24-1号",
            "云政发（05）12号",
        ),
        ("云政发19号", "〔2019〕19号"),
    ),
    (forms.DOCNO_CUT_RE, ("云政发〔2019〕19", "云政发[2019]19"), ("云政发〔2019〕", "云政发（2019）19", "〔2019〕19")),
    (forms.ORDER_RE, ("云州市人民政府令", "云州市教育局公告"), ("命令", "云州市人民政府令第7号")),
    (forms.ORDER_LINE_RE, ("云州市人民政府令第7号", "云州市人民政府令（第七号）"), ("云州市人民政府令", "市长令第7号")),
    (
        forms.ORDER_NUMBER_RE,
        ("第277号", "（第十二号）", "2019年第6号", "〔2012〕第2号", "〔十五届〕第9号", "（十三届第28号）"),
        ("277号", "第277期"),
    ),
    (
        forms.FILING_RE,
        ("YZCR-2024-0010006", "备案号：YZCR—2024—0010006", "规范性文件登记编号：YZBC02－2024－0003"),
        ("YZCR-24-1", "2024-0010006"),
    ),
    (
        forms.PRINTED_RE,
        ("（2019年12月27日印发）", "云州市人民政府办公厅2019年12月27日印发"),
        ("2019年12月27日", "印发"),
    ),
    (
        forms.NOTE_RE,
        ("注：详见网站", "（编者注：略）", "主题词：城市管理通知", "抄送：市委办公室。", "（共印150份）"),
        ("注意：详见网站",),
    ),
    (forms.ANNEX_RE, ("附件", "附件2", "附件一："), ("附件：2", "附件：1.名单", "附件材料")),
    (forms.ANNEX_LIST_RE, ("附件：1.名单",), ("附件", "附件2")),
    (forms.PART_RE, ("第三编　分则", "第一篇总则"), ("第3编",)),
    (forms.CHAPTER_RE, ("第一章总则", "第12章 附则"), ("本章",)),
    (forms.SECTION_RE, ("第二节一般规定",), ("第二季节",)),
    (forms.ARTICLE_RE, ("第一条为了", "第十二条之一甲", "第12条甲", "第五条至第七条删除"), ("本条", "第条")),
    (LEVEL1, ("一、总体要求", "十二、其他"), ("一总体要求", "1、甲")),
    (LEVEL2, ("（一）规划", "(十)规划", "（三）、规划"), ("（甲）规划", "（1）规划")),
    (LEVEL3, ("1.名称", "12．名称", "3、名称"), ("4.9%", "2024.5", "1234.名称")),
    (LEVEL4, ("（1）名称", "（１２）名称", "1）名称"), ("（一）名称", "1名称")),
    (forms.COLUMN_RE, ("【市政府文件】",), ("市政府文件", "【】")),
    (forms.LETTERHEAD_RE, ("云州市人民政府文件",), ("市政府文件选登",)),
    (forms.PASSED_RE, ("（2020年12月25日云州市人大常委会第三十次会议通过）",), ("（2020年12月25日）", "（试行）")),
    (forms.CAPTION_RE, ("（目的和依据）", "【目的和依据】"), ("（十二）", "（1）")),
    (forms.ADDRESSEE_RE, ("各有关单位：", "经济技术开发区管委会，各街道办："), ("如下：", "经研究决定，各部门：")),
    (forms.ANNEX_TITLED_RE, ("附件2：名单", "附件1　管理办法"), ("附件", "附件1所列办法")),
    (
        forms.ORGAN_RE,
        ("云州市人民政府", "市人民政府办公室", "云州市商务局", "中共云州市委", "国务院", "教育部", "云州军分区"),
        ("云州市", "结局", "全部"),
    ),
    (forms.SALUTATION_RE, ("各位代表：", "同志们！"), ("各位代表",)),
    (forms.SIGNATORY_RE, ("云州市市长于海", "市长：范里"), ("云州市于海",)),
]


@pytest.mark.parametrize(("pattern", "text"), [(pattern, text) for pattern, taken, _ in TAKEN for text in taken])
def test_a_form_is_taken_whole(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.fullmatch(text)


@pytest.mark.parametrize(("pattern", "text"), [(pattern, text) for pattern, _, others in TAKEN for text in others])
def test_what_only_looks_like_a_form_is_left(pattern: re.Pattern[str], text: str) -> None:
    assert not pattern.fullmatch(text)


def test_a_title_and_its_docno_run_on_are_told_apart() -> None:
    match = forms.DOCNO_TAIL_RE.fullmatch("云州市人民政府关于加强绿道管理的实施意见云政发〔2024〕12号")
    assert match is not None
    assert (match["title"][-4:], match["docno"]) == ("实施意见", "云政发〔2024〕12号")


@pytest.mark.parametrize(
    ("tight", "ends"),
    [
        ("施行。", True),
        ("“执行！”", True),
        ("施行。（市科技局负责）", True),
        ("规划（试行）", False),
        ("规划；", False),
        ("", False),
    ],
)
def test_sentences_end_with_their_stop_whatever_closes_behind_it(tight: str, ends: bool) -> None:
    assert forms.ends_sentence(tight) is ends


@pytest.mark.parametrize(
    ("tight", "ends"), [("关于绿道的通知", True), ("绿道管理办法（试行）", True), ("绿道管理", False)]
)
def test_titles_end_with_the_name_of_a_kind(tight: str, ends: bool) -> None:
    assert forms.ends_like_title(tight) is ends


@pytest.mark.parametrize(
    ("tight", "told"), [("甲。乙", True), ("规划；", True), ("如下：", True), ("绿道管理办法", False)]
)
def test_running_text_is_told_from_titles(tight: str, told: bool) -> None:
    assert forms.is_sentence(tight) is told
