"""Structure: the table of anchors, from printed numbers alone, and what is odd about them."""

import pytest

from converters.model import Block, Code, Finding, Kind
from tests.rawtext import NOTICE, document, read_findings

RULE = """云州市绿道管理办法
第三编　分则
第三章　规划
第二节　编制
第十二条　绿道规划由市人民政府编制。
编制规划应当符合下列要求：
（一）公开；
（三）包括下列事项：
1.位置；
4.宽度。
第十二条之一　绿道应当公布。
第十三条　规划不得擅自变更。
"""
OPINION = """云州市人民政府关于绿道的意见
一、总体要求
规划绿道，建设绿道。
（二）工作目标。到2026年，建成绿道。
3.近期目标。到2025年，开工建设。
（1）城区部分。先行建设城区绿道。
二、保障
1.资金。由财政保障绿道养护资金。
"""


def anchors(raw: str) -> dict[str, str]:
    """Find the words of every block that has an anchor."""
    return {block.anchor: block.text for block in document(raw).blocks if block.anchor}


def test_units_of_a_rule_have_the_anchors_of_the_contract() -> None:
    found = anchors(RULE)
    assert found == {
        "title": "云州市绿道管理办法",
        "b3": "第三编分则",
        "c3": "第三章规划",
        "c3-s2": "第二节编制",
        "a12": "第十二条",
        "a12-k1": "绿道规划由市人民政府编制。",
        "a12-k2": "编制规划应当符合下列要求：",
        "a12-k2-x1": "（一）公开；",
        "a12-k2-x3": "（三）包括下列事项：",
        "a12-k2-x3-m1": "1.位置；",
        "a12-k2-x3-m4": "4.宽度。",
        "a12z1": "第十二条之一",
        "a12z1-k1": "绿道应当公布。",
        "a13": "第十三条",
        "a13-k1": "规划不得擅自变更。",
    }


def test_levels_have_the_anchors_of_the_contract_and_0_for_a_rank_that_is_not_printed() -> None:
    assert list(anchors(OPINION)) == ["title", "h1", "h1-2", "h1-2-3", "h1-2-3-1", "h2", "h2-0-1"]


PLAN = """云州市防汛应急预案
1 总则
1.1 编制目的
为了做好防汛工作，制定本预案。
2 组织
2.1 指挥部
2.1.1 组成
（一）总指挥；
（二）成员：
1.市水务局；
2.市应急局。
2.1.2 职责。统一指挥防汛工作。
3 响应
3.1 指挥部启动响应。
3.2 响应分为四级，由指挥部公布。
"""


def test_numbers_in_decimals_have_anchors_and_what_stands_under_them() -> None:
    found = anchors(PLAN)
    assert list(found) == [
        "title", "d1", "d1-1", "d2", "d2-1", "d2-1-1", "d2-1-1-h0-1", "d2-1-1-h0-2", "d2-1-1-h0-2-1", "d2-1-1-h0-2-2",
        "d2-1-2", "d3", "d3-1", "d3-2",
    ]  # fmt: skip
    assert found["d3-2"] == "3.2响应分为四级，由指挥部公布。"


def test_numbers_in_decimals_are_headings_as_deep_as_they_count() -> None:
    found = {b.anchor: (str(b.kind), b.level, b.number, b.heading, b.depth) for b in blocks(PLAN) if b.anchor}
    assert found["d2"] == ("heading", None, "2", "组织", 2)
    assert found["d2-1-1"] == ("heading", None, "2.1.1", "组成", 4)
    assert found["d2-1-2"] == ("heading", None, "2.1.2", "职责", 4)
    assert found["d3-2"] == ("item", None, "3.2", None, 0)


def test_a_dot_behind_the_first_number_keeps_its_level() -> None:
    found = [b for b in blocks(PLAN.replace("1 总", "1.总").replace("2 组", "2.组").replace("3 响", "3.响")) if b.depth]
    assert [(b.anchor, b.level, b.depth) for b in found[1:3]] == [("d1", 3, 2), ("d1-1", None, 3)]


def test_decimals_under_a_heading_in_words_and_in_an_annex() -> None:
    words = PLAN.replace("1 总则", "一、总则").replace("2 组织", "二、组织").replace("3 响应", "三、响应")
    assert [a for a in anchors(words) if "0" not in a][1:5] == ["h1", "d1-1", "h2", "d2-1"]
    assert list(anchors(NOTICE + "附件\n" + PLAN))[-3:] == ["f1-d3", "f1-d3-1", "f1-d3-2"]


def test_in_an_article_they_are_words_of_its_paragraphs() -> None:
    rule = "云州市绿道管理办法\n第一条　绿道的标准：\n1.1 宽度\n三米。\n1.2 坡度\n百分之五。\n1.3 铺装\n沥青。\n"
    assert all(anchor.startswith(("title", "a1")) for anchor in anchors(rule))
    listed = rule.replace("1.1", "1.标准\n1.1")
    assert [found for found in anchors(listed) if "m" in found or found == "a1-k2"] == ["a1-k1-x0-m1", "a1-k2"]


def test_the_parts_of_a_document_have_their_anchors() -> None:
    found = anchors("YZCR-2024-0010006\n" + NOTICE)
    parts = ["filing", "title", "docno", "addressee", "signature", "date", "enclosed", "printed"]
    assert [anchor for anchor in found if anchor in parts] == parts
    assert found["enclosed"] == "云州市绿道管理办法"


def test_what_stands_in_an_annex_has_its_anchor_before_it() -> None:
    found = anchors(NOTICE + "附件2\n绿道养护标准\n一、路面\n保持平整。\n第一条　定期检查。\n")
    assert [anchor for anchor in found if anchor.startswith("f")] == ["f2", "f2-h1", "f2-a1", "f2-a1-k1"]


def test_an_annex_of_an_annex_has_a_branch() -> None:
    found = anchors(NOTICE + "附件3\n绿道清单\n一、路面\n保持平整。\n附件3-1\n绿道养护标准\n一、路面\n保持平整。\n")
    assert [anchor for anchor in found if anchor.startswith("f")] == ["f3", "f3-h1", "f3z1", "f3z1-h1"]


def test_an_annex_without_a_number_is_the_first() -> None:
    assert "f1" in anchors(NOTICE + "附件\n绿道养护标准\n一、路面\n保持平整。\n")


def test_a_number_printed_twice_is_reported_and_the_first_keeps_its_anchor() -> None:
    raw = "云州市绿道管理办法\n第一条　甲应当公布。\n第二条　乙应当公布。\n第二条　丙应当公布。\n"
    found = anchors(raw)
    assert (found["a2-k1"], found["a2-dup2-k1"]) == ("乙应当公布。", "丙应当公布。")
    found_twice = [f for f in read_findings(raw) if f.code is not Code.NO_DOCUMENT]
    assert found_twice == [Finding("raw.txt", 4, Code.DUPLICATE_ANCHOR, ("第二条", "a2-dup2"))]


def test_a_missing_number_is_reported() -> None:
    raw = (
        "云州市绿道管理办法\n第一条　甲应当公布。\n第三条　乙应当公布。\n第四条至第六条　删除。\n第七条　丙应当公布。\n"
    )
    assert [f for f in read_findings(raw) if f.code is Code.NUMBER_GAP] == [
        Finding("raw.txt", 3, Code.NUMBER_GAP, ("第三条", "第一条"))
    ]


def blocks(raw: str) -> list[Block]:
    return list(document(raw).blocks)


def test_depths_follow_the_ranks_that_are_printed() -> None:
    depths = {block.anchor: block.depth for block in blocks(RULE) if block.depth}
    assert depths == {"title": 1, "b3": 2, "c3": 3, "c3-s2": 4, "a12": 5, "a12z1": 5, "a13": 5}
    depths = {block.anchor: block.depth for block in blocks(OPINION) if block.depth}
    assert depths == {"title": 1, "h1": 2, "h1-2": 3, "h1-2-3": 4, "h1-2-3-1": 5, "h2": 2, "h2-0-1": 3}


def test_siblings_are_all_headings_or_all_items() -> None:
    raw = (
        "云州市人民政府关于绿道的意见\n（一）规划绿道\n（二）养护绿道；\n（三）保护绿道，禁止占用；\n（四）修复绿道。\n"
    )
    assert {block.kind for block in blocks(raw) if block.level == 2} == {Kind.ITEM}


def test_the_last_of_several_items_is_one_too_where_closing_words_follow() -> None:
    raw = (
        "云州市人民政府关于绿道的通告\n"
        "（一）在绿道内举办活动的，应当按照管理要求向所在地园林绿化部门提交活动方案，"
        "由园林绿化部门登记并告知绿道管理单位。\n"
        "（二）鼓励使用绿道。机关应当先行。\n"
        "（三）园林绿化部门做好绿道养护工作。有关部门予以配合。\n"
        "（四）应急车辆不受本通告限制。\n"
        "本通告自2024年2月1日起施行。\n"
    )
    assert {block.kind for block in blocks(raw) if block.level == 2} == {Kind.ITEM}


@pytest.mark.parametrize("number", ["（一）", "1."])
def test_items_and_subitems_stand_under_articles_only(number: str) -> None:
    levels = [b.level for b in blocks(f"云州市绿道管理办法\n第一条　包括：\n{number}规划；\n") if b.number == number]
    assert levels == (["item"] if number == "（一）" else ["subitem"])
