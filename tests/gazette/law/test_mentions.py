"""What running text mentions: words → reference, read like a table."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.law.chains import read_chain
from gazette.law.mention import Context, Mention
from gazette.law.mentions import Scanner
from gazette.law.places import Place, Rank
from gazette.law.refs import title_key

TITLES = ("动物防疫法", "信用办法", "国家发展纲要", "省基金预算管理办法")
KNOWN = Context(
    titles=frozenset(map(title_key, TITLES)),
    docnos=frozenset({"云政发〔2019〕3号", "国务院令第565号"}),
    own={"办法": "云州市养犬管理办法"},
    seat="云州市",
)


def show(mention: Mention, text: str) -> str:
    """Spell a mention: words → what, with the marks that it bears."""
    pointer = f"{mention.pointer.rank}-{mention.pointer.back} " if mention.pointer else ""
    marks = [
        *([f"since {mention.since}"] if mention.since else []),
        *([] if mention.counted else ["head"]),
        *(["loose"] if mention.loose else []),
        *([mention.doubt.name] if mention.doubt else []),
    ]
    return " ".join([f"{text[mention.start : mention.end]} → {pointer}{mention.ref}".rstrip(), *marks])


def scan(text: str, *, articled: bool = True, context: Context = KNOWN) -> list[str]:
    return [show(mention, text) for mention in Scanner(context).scan(text, articled=articled)]


EXAMPLES = [
    # documents
    ("根据《动物防疫法》，制定本办法。", ["《动物防疫法》 → 《动物防疫法》"]),
    ("《动物防疫法》第三十条", ["《动物防疫法》第三十条 → 《动物防疫法》第三十条"]),
    (
        "《动物防疫法》第三条、第五条至第八条",
        [
            "《动物防疫法》第三条 → 《动物防疫法》第三条",
            "第五条 → 《动物防疫法》第五条",
            "第八条 → 《动物防疫法》第八条 since 第五条",
        ],
    ),
    (
        "《信用办法》（云政发[2019]3号）第三条",
        ["《信用办法》（云政发[2019]3号）第三条 → 《信用办法》（云政发〔2019〕3号）第三条"],
    ),
    (
        "《信用办法》（云政发〔2019〕3号、云海政发〔2019〕4号）",
        [
            "《信用办法》 → 《信用办法》（云政发〔2019〕3号）",
            "云政发〔2019〕3号 → 《信用办法》（云政发〔2019〕3号） head",
            "云海政发〔2019〕4号 → 云海政发〔2019〕4号",
        ],
    ),
    ("贯彻云政发〔2019〕3号文件精神", ["云政发〔2019〕3号 → 云政发〔2019〕3号"]),
    ("根据云海政发〔2020〕9号文件第三条", ["云海政发〔2020〕9号文件第三条 → 云海政发〔2020〕9号第三条"]),
    (
        "国务院令第565号和市政府令第3号",
        ["国务院令第565号 → 国务院令第565号", "市政府令第3号 → 云州市人民政府令第3号"],
    ),
    (
        "市人民政府令第3号、县政府令第4号",
        ["市人民政府令第3号 → 云州市人民政府令第3号", "县政府令第4号 → 县政府令第4号"],
    ),
    (
        "《省政府关于〈国家发展纲要〉的意见》（国务院令第565号）",
        [
            "《省政府关于〈国家发展纲要〉的意见》（国务院令第565号） → "
            "《省政府关于〈国家发展纲要〉的意见》（国务院令第565号）"
        ],
    ),
    ("《省基金预算管理《办法》要求", ["《省基金预算管理《办法》 → 《省基金预算管理办法》"]),
    ("《云州日报》报道", ["《云州日报》 → 《云州日报》 loose"]),
    ("各区要执行《办法》第二条", ["《办法》第二条 → 《云州市养犬管理办法》第二条"]),
    # the text itself
    ("违反本办法第十条规定", ["本办法第十条 → 第十条"]),
    ("违反本实施细则第二条第一款", ["本实施细则第二条第一款 → 第二条第一款"]),
    ("本办法第三、四条", ["三 → 第三条", "四 → 第四条"]),
    ("有第三条至第五条规定情形", ["第三条 → 第三条", "第五条 → 第五条 since 第三条"]),
    ("第二条第一款、第三款和第四条", ["第二条第一款 → 第二条第一款", "第三款 → 第二条第三款", "第四条 → 第四条"]),
    (
        "有第二条第（一）、（三）项情形之一",
        ["第二条 → 第二条 head", "（一） → 第二条第（一）项", "（三） → 第二条第（三）项"],
    ),
    ("按附件1执行，详见附件", ["附件1 → 附件1 loose", "附件 → 附件1 loose"]),
    ("按照建设部110号令执行", ["建设部110号令 → 建设部令第110号"]),
    # pointers
    ("前款规定的材料", ["前款 → paragraph-1"]),
    ("前两款", ["前两款 → paragraph-2"]),
    (
        "除前款第二、四项所列",
        ["前款 → paragraph-1 head", "二 → paragraph-1 第（二）项", "四 → paragraph-1 第（四）项"],
    ),
    ("本条第一款和本条", ["本条第一款 → article-0 第一款"]),
    ("符合本章规定，按照本节章程", ["本章 → chapter-0", "本节 → section-0"]),
    ("前条第一款、第三条", ["前条第一款 → article-1 第一款", "第三条 → 第三条"]),
    # in doubt
    ("依照治安管理处罚法第三条处罚", ["治安管理处罚法第三条 → 《治安管理处罚法》第三条 UNMARKED"]),
    (
        "违反《动物防疫法》第三条的，依照第五条处罚；违反第六条的",
        ["《动物防疫法》第三条 → 《动物防疫法》第三条", "第五条 → 第五条 FOREIGN", "第六条 → 第六条"],
    ),
    ("依照第六条至第八条开放", ["第六条 → 第六条", "第八条 → 第八条 since 第六条"]),
    ("2019年1月1日云州市人民政府令第4号公布", ["云州市人民政府令第4号 → 云州市人民政府令第4号"]),
    ("建成第三条生产线", ["第三条 → 第三条 CONTEXT"]),
    ("所称情形是指第三条规定的行为", ["第三条 → 第三条"]),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_mentions(text: str, expected: list[str]) -> None:
    assert scan(text) == expected


DECIMALS = [
    ("按照4.1的规定启动", ["4.1 → 4.1"]),
    ("按照 ４．１ 的有关规定启动", ["４．１ → 4.1"]),
    ("依照4.2.1条办理", ["4.2.1条 → 4.2.1"]),
    ("执行4.1节和4.2节", ["4.1节 → 4.1", "4.2节 → 4.2"]),
    ("按照第4.1节、第4.2节规定", ["第4.1节 → 4.1", "第4.2节 → 4.2"]),
    ("分级标准见2.1.2，", ["2.1.2 → 2.1.2"]),
    ("（详见2.1至2.3）", ["2.1 → 2.1", "2.3 → 2.3 since 2.1"]),
    ("依照4.1、4.2和4.3.1所列程序", ["4.1 → 4.1", "4.2 → 4.2", "4.3.1 → 4.3.1"]),
    ("各单位根据本预案3.2.1开展工作", ["本预案3.2.1 → 3.2.1"]),
    ("本市应当按照本应急预案4.1的要求", ["本应急预案4.1 → 4.1"]),
    ("按2.1.2启动，按4.1的规定处置", ["2.1.2 → 2.1.2", "4.1 → 4.1"]),
    ("职责由3.1规定，3.2.1条所称", ["3.1 → 3.1", "3.2.1条 → 3.2.1"]),
    (
        "依照《动物防疫法》第三条和4.1规定执行；依照4.2规定",
        ["《动物防疫法》第三条 → 《动物防疫法》第三条", "4.1 → 4.1 FOREIGN", "4.2 → 4.2"],
    ),
    # measures, and numbers of something else
    ("按照1.5倍计算，见2.5米水位线，符合1.2万人，系数按照1.5执行", []),
    ("按照1.5的比例，意见4.1，符合GB50014第4.1条规定，达到4.5要求，按照12.5、13.5", []),
    ("《信用办法》4.1规定", ["《信用办法》 → 《信用办法》"]),
    ("见2.1.2.3.4，见2023.4.1，按照4.123的规定，见192.168.1.1", []),
    ("4.1规定程序", []),
    ("按照4.1公里的要求，按4.1%的规定，见4.1万元，符合4.1米标准", []),
    ("上浮2.5，本规划1.5万亩，超高2.5、1.5节课", []),
]


@pytest.mark.parametrize(("text", "expected"), DECIMALS, ids=[text for text, _ in DECIMALS])
def test_sections_in_decimals(text: str, expected: list[str]) -> None:
    assert scan(text, articled=False, context=replace(KNOWN, decimals=True)) == expected


def test_a_text_without_such_sections_names_none() -> None:
    assert scan("按照4.1的规定，依照第4.2节执行") == []


ANNEXES = [
    ("见附录一，按附录2执行", ["附录一 → 附件1 loose", "附录2 → 附件2 loose"]),
    ("附件3第三条", ["附件3第三条 → 附件3第三条 loose"]),
    ("附录1第二条、第三条", ["附录1第二条 → 附件1第二条 loose", "第三条 → 附件1第三条 loose"]),
    ("（见附录）", ["附录 → 附件1 loose"]),
    ("《办法》附录二", ["《办法》附录二 → 《云州市养犬管理办法》附件2"]),
    ("见附件1，见附录3，见附表1，见附录B、附录1A", []),
    ("附录由各部门另发", []),
]


@pytest.mark.parametrize(("text", "expected"), ANNEXES, ids=[text for text, _ in ANNEXES])
def test_annexes_by_the_names_that_they_have(text: str, expected: list[str]) -> None:
    assert scan(text, context=replace(KNOWN, annexes=frozenset({"附录1", "附录2", "附件3"}))) == expected


NOTHING = [
    "本办法自公布之日起施行",
    "目前款项不足，以前项目未完，提前条件成熟",
    "本条例适用本市",
    "第三条例、第十十条、第零款",
    "第（三）项目",
    "附件由各部门另发",
    "《没有完，云政发〔2019〕号",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_mentions_nothing(text: str) -> None:
    assert scan(text) == []


def test_outside_articles_a_bare_number_is_no_place() -> None:
    assert scan("抓好第一条措施，前款已拨付", articled=False) == []
    assert scan("违反本办法第十条", articled=False) == ["本办法第十条 → 第十条"]


def test_a_short_name_holds_from_where_it_is_given() -> None:
    scanner = Scanner(KNOWN)
    paragraphs = [
        "《纲要》第一条",
        "《国家发展纲要》（云海发〔2020〕1号，以下简称《纲要》）提出",
        "《信用办法》（以下简称办法）和《纲要》第二条",
        "依照办法第三条执行，《国家发展纲要》",
    ]
    found = [[show(m, p) for m in scanner.scan(p, articled=False)] for p in paragraphs]
    assert found == [
        ["《纲要》第一条 → 《纲要》第一条 loose"],
        [
            "《国家发展纲要》 → 《国家发展纲要》（云海发〔2020〕1号）",
            "云海发〔2020〕1号 → 《国家发展纲要》（云海发〔2020〕1号） head",
        ],
        ["《信用办法》 → 《信用办法》", "《纲要》第二条 → 《国家发展纲要》（云海发〔2020〕1号）第二条"],
        ["办法第三条 → 《信用办法》第三条", "《国家发展纲要》 → 《国家发展纲要》（云海发〔2020〕1号）"],
    ]


def test_without_a_list_of_what_is_cited_the_last_word_tells() -> None:
    assert scan("《某某条例（试行）》和《某某晚报》", context=Context()) == [
        "《某某条例（试行）》 → 《某某条例（试行）》",
        "《某某晚报》 → 《某某晚报》 loose",
    ]


def test_a_chain_ends_at_a_rank() -> None:
    links, end = read_chain("第一款、第三条", 0, below=Rank.ARTICLE)
    assert ([Place(link.steps).anchor for link in links], end) == (["k1"], 3)


WORDS = st.sampled_from(
    [
        *"《》〈〉（）[]〔〕第条款项目章节编附件之至、和前本办法令号12十三2019，。；",
        "云政发",
        "以下简称",
        "第三条",
        "前款",
        "办法",
    ]
)


@given(st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=40), st.booleans())
def test_any_text_is_read_and_mentions_are_in_order_and_apart(text: str, articled: bool) -> None:
    found = Scanner(KNOWN).scan(text, articled=articled)
    edges = [edge for mention in found for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    assert all(mention.start < mention.end <= len(text) for mention in found)


def test_reading_takes_time_in_proportion_to_the_text() -> None:
    """A pattern that tried every pair of places would take minutes for this."""
    text = "《办法（" * 20_000 + "第三、" * 20_000 + "云政发〔2019〕3号第三条" * 5_000
    assert len(Scanner(KNOWN).scan(text, articled=True)) == 5_000


def test_what_no_form_begins_with_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    read = Scanner._read

    def counted(self: Scanner, line: Any, start: int) -> Any:
        tried.append(start)
        return read(self, line, start)

    monkeypatch.setattr(Scanner, "_read", counted)
    text = "每月17日前受理以上投诉，上级机关应当前往；前款所列以及上一条规定的除外。"
    assert [found.split(" ")[0] for found in scan(text)] == ["前款", "上一条"]
    assert tried == [text.index("前款"), text.index("上一条")]
