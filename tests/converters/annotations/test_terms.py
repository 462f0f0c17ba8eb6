"""Terms that a text sets: short names, definitions, scopes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.annotations.terms import find_terms
from converters.model import Kind, Via
from tests.conftest import quickly
from tests.paragraphs import TEXTS, paragraph, paragraphs

Set = tuple[str, str | None]

SHORT: list[tuple[str, list[Set]]] = [
    ("为进一步健全职工基本医疗保险（以下简称职工医保）门诊保障机制。", [("职工医保", "职工基本医疗保险")]),
    ("单用途商业预付卡（以下简称预付卡）是指经营者发行的凭证。", [("预付卡", "单用途商业预付卡")]),
    (
        "结果于25日前报市城市综合管理委员会办公室（以下简称市城管委办公室）。",
        [("市城管委办公室", "市城市综合管理委员会办公室")],
    ),
    ("为规范本市行政机关规范性文件（以下简称规范性文件）", [("规范性文件", "本市行政机关规范性文件")]),
    ("为实现云州市人大常委会机关（以下简称机关）", [("机关", "云州市人大常委会机关")]),
    ("由牵头部门（以下简称“各产业部门”）推进。", [("各产业部门", None)]),
    ("《安江省夜市条例》（安政发〔2024〕6号，以下简称《条例》）。", [("条例", "安江省夜市条例")]),
    ("《安江省夜市条例》（以下简称“《条例》”）。", [("条例", "安江省夜市条例")]),
    ("《甲规划》《乙规划》（以下统称《两规划》）。", [("两规划", None)]),
    ("《云州市绿道规划》（以下简称“绿道”规划）。", [("“绿道”规划", "云州市绿道规划")]),
    ("自然人、法人和其他组织（以下统称信用主体）。", [("信用主体", None)]),
    ("安保、消防（以下分别简称“甲”、“乙”）。", [("甲", None), ("乙", None)]),
    (
        "（责任单位：市民政局。以下将各区县政府及功能区管理机构统称“各区县”）",
        [("各区县", "各区县政府及功能区管理机构")],
    ),
    (
        "（各区县政府、管委会，以下将各区县政府及管委会统称各区县；完成时间：5月底前）",
        [("各区县", "各区县政府及管委会")],
    ),
    ("应当由具有检测资质的专业机构（以下简称检测机构）出具报告。", [("检测机构", "具有检测资质的专业机构")]),
    ("具有独立法人资格（以下简称法人资格）。", [("法人资格", "独立法人资格")]),
    ("为加强云州经济特区（以下简称特区）土地管理", [("特区", "云州经济特区")]),
    (
        "办理代表建议、批评（以下简称建议）和政协提案（以下简称提案）工作",
        [("建议", None), ("提案", "政协提案")],
    ),
    ("云州市气象局（以下称市气象局）、云东新区（简称“新区”）。", [("市气象局", "云州市气象局"), ("新区", "云东新区")]),
    ("《安江省夜市条例》（以下简称省《条例》）。", [("条例", "安江省夜市条例")]),
    ("（以下称由市商务局负责的事项），统称为三区，以下简述。", []),
]


@pytest.mark.parametrize(("text", "terms"), SHORT)
def test_short(text: str, terms: list[Set]) -> None:
    found = list(find_terms(paragraphs(text)))
    assert [(t.term, t.meaning) for t in found] == terms
    assert all(t.via is Via.SHORT for t in found)


DEFINED: list[tuple[str, list[Set]]] = [
    ("本办法所称夜市，是指夜间经营的集市。", [("夜市", "夜间经营的集市")]),
    (
        "第三条 本办法所称建筑外立面是指建筑物外侧立面（含屋顶）及其设施。",
        [("建筑外立面", "建筑物外侧立面（含屋顶）及其设施")],
    ),
    ("公共信用信息是指履职中产生的信息，包括登记信息。", [("公共信用信息", "履职中产生的信息，包括登记信息")]),
    ("（一）大树，是指胸径30厘米以上的树木；", [("大树", "胸径30厘米以上的树木")]),
    ("[3]家庭户是指共同居住的人组成的户。", [("家庭户", "共同居住的人组成的户")]),
    ("前款所称“胸径”系指距地面1.3米处的直径。", [("胸径", "距地面1.3米处的直径")]),
    ("本办法所称大树，是指粗树；所称行道树，是指路边的树。", [("大树", "粗树"), ("行道树", "路边的树")]),
    ("本办法所称公共数据（含社会数据），是指数据资源。", [("公共数据", "数据资源")]),
    ("（一）公共停车场：指供社会公众停放的场所。", [("公共停车场", "供社会公众停放的场所")]),
    ("“夜市”是指晚上的集市，“早市”是指早上的集市。", [("夜市", "晚上的集市"), ("早市", "早上的集市")]),
    ("前款规定的特殊车辆，是指警车、消防车。", [("特殊车辆", "警车、消防车")]),
    ("市政府领导多次强调，指向明确。会议认为，指标合理。", []),
    ("今年的工作重点是指导企业升级。各部门的主要任务是指导、督促企业。", []),
    ("坚持城市发展以人为本，也就是指以群众为中心。", []),
    ("《条例》第五条所称“夜市”，系指晚上的集市。", [("夜市", "晚上的集市")]),
    ("本办法所称夜市，指晚上的集市。", [("夜市", "晚上的集市")]),
    ("前款所称夜市，包括早市和晚市。", [("夜市", "早市和晚市")]),
    ("本规定所称重点管理区，是指城市建成区。", [("重点管理区", "城市建成区")]),
    ("本意见中“规模企业”指大企业；“小店”是指小企业。", [("规模企业", "大企业"), ("小店", "小企业")]),
    ("第二条修改为：“本办法所称夜市，是指晚上的集市。”", [("夜市", "晚上的集市")]),
    ("本办法所称夜市，是指：", [("夜市", None)]),
    ("本市夜市，包括早市。《条例》所列夜市，为晚上的集市。", []),
    ("高排放机械，为达不到标准的机械。", []),
]


@pytest.mark.parametrize(("text", "terms"), DEFINED)
def test_defined(text: str, terms: list[Set]) -> None:
    found = list(find_terms(paragraphs(text)))
    assert [(t.term, t.meaning) for t in found] == terms
    assert all(t.via is Via.DEFINITION for t in found)


SCOPES: list[tuple[str, list[Set]]] = [
    ("鼓励各区县（含高新区、南部山区，下同）立足优势。", [("各区县", "含高新区、南部山区")]),
    ("税务部门征收的失业保险费（含滞纳金，下同），缴入国库。", [("失业保险费", "含滞纳金")]),
    ("县（区）绿化主管部门（含管委会所属机构，下同）负责。", [("县（区）绿化主管部门", "含管委会所属机构")]),
    ("固定资产（不含土地，下同）投资。", [("固定资产", "不含土地")]),
    ("制定市内六区（历下区、市中区，下同）专项方案。", [("市内六区", "历下区、市中区")]),
    ("（责任单位：市科技局。责任单位排在首位的为牵头单位，下同）", []),
    ("各区县（含高新区）立足优势，下同。（下同）", []),
]


@pytest.mark.parametrize(("text", "terms"), SCOPES)
def test_scope(text: str, terms: list[Set]) -> None:
    found = list(find_terms(paragraphs(text)))
    assert [(t.term, t.meaning) for t in found] == terms
    assert all(t.via is Via.SCOPE for t in found)


def test_terms_stand_in_the_order_of_the_text() -> None:
    text = "本办法所称主体，是指法人（以下简称甲方）和企业（含分支，下同）。"
    assert [(t.term, t.line, t.via) for t in find_terms(paragraphs("第一条", text))] == [
        ("主体", 2, "definition"),
        ("甲方", 2, "short"),
        ("企业", 2, "scope"),
    ]


def test_a_term_keeps_the_marks_inside_its_quotation_marks() -> None:
    text = "根据《安江省绿道意见》（安政发〔2011〕48号，以下简称“省《意见》”），制定《办法》（以下简称“《办法》”）。"
    assert [t.term for t in find_terms(paragraphs(text))] == ["省《意见》", "办法"]


def test_a_docno_sets_no_term() -> None:
    assert not list(find_terms([paragraph("夜市（以下简称市）", Kind.DOCNO)]))


@given(st.lists(TEXTS, max_size=3))
@settings(max_examples=150)
def test_any_text(texts: list[str]) -> None:
    for term in find_terms(paragraphs(*texts)):
        assert term.term in texts[term.line - 1]
        assert "" not in (term.term, term.meaning)


@pytest.mark.parametrize(
    "unit", ["以下将甲", "（以下简称", "本办法所称", "甲是指", "（含", "甲（含乙，下同）", "，下同）"]
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    with quickly():
        list(find_terms(paragraphs(unit * 10_000)))
