"""Suspected faults: told with a ready correction, and only on the file's own evidence."""

import pytest

from converters.model import Code
from converters.pipeline import read_source
from converters.printed.traditional import SIMPLIFIED
from converters.proof.corrections import Correction
from converters.variants.stock import dictionary
from tests.rawtext import HEAD


def told(body: str) -> list[str]:
    """Give the messages of the suspected faults of a notice."""
    found = read_source("a.txt", (HEAD + body).encode()).findings
    return [finding.message for finding in found if finding.code is Code.SUSPECTED_FAULT]


@pytest.mark.parametrize(("body", "reason", "ready"), [
    ("按照规定承担\n\n担相应的养护责任。", "twice at a line break", 'printed = "担\\n\\n担", right = "担"'),
    ("要养护绿道，承担养护养\n\n护责任。", "a word stands twice", 'printed = "养护养\\n\\n护", right = "养护"'),
    ("建绿道，绿道\n\n绿道应当连通。", "a word stands twice", 'printed = "绿道\\n\\n绿道", right = "绿道"'),
    ("加强绿道管理 and 养护。", "an English word", 'printed = "and", right = "和"'),
    ("按照《云州市绿道管理《办法》执行。", "《 opens inside a title", 'printed = "《办", right = "办"'),
    ("请各单位切实加强对辖区内绿道及其设施的养护和监督检查\n\n一、要求", "full stop", 'printed = "查", right = "查。"'),
    ("任命田\ue801为云州市水利局局长。", "a private-use character: 任命田〔U+E801〕为", ""),
    ("各单位应当加强养护培訓工作。", "a character of Traditional", 'printed = "訓", right = "训"'),
    ("推动高質量发展，以高质量发展为要，坚持高质量养护，高质量建设。", "a character of Traditional", 'right = "质"'),
    ("“绿道发展規划”由市林业局编制。", "a character of Traditional", 'printed = "規", right = "规"'),
])  # fmt: skip
def test_what_looks_wrong_is_told_with_a_correction(body: str, reason: str, ready: str) -> None:
    (found,) = told(body)
    assert reason in found
    assert ready in found


@pytest.mark.parametrize(("body", "ready"), [
    ("各单位查漏补缺，切实加强对辖区内绿道及其设施的养护和督查\n\n一、要求", ("督查", "督查。")),
    ("绿道 and 步道、车道 and 桥梁。", ("车道 and", "车道和")),
    ("and 桥梁 and 步道。", ("梁 and", "梁和")),
])  # fmt: skip
def test_a_ready_correction_fits_its_place_only(body: str, ready: tuple[str, str]) -> None:
    raw = (HEAD + body).encode()
    (*_, found) = (f for f in read_source("a.txt", raw).findings if f.code is Code.SUSPECTED_FAULT)
    assert found.ready == ready
    made = Correction(found.line, *ready, "", None)
    left = read_source("a.txt", raw, [made])
    assert Code.CORRECTION not in [f.code for f in left.findings]
    assert found not in left.findings


@pytest.mark.parametrize("body", [
    "保障农民工\n\n工资支付。农民工工资由承包企业代发。",  # the doubling is a word of the text
    "支持 App and Web 开发。",
    "根据《云州市〈绿道条例〉实施办法》执行。",
    "请各单位认真贯彻执行。",
    "各单位应当研究\n\n研究室提出的绿道规划。",  # the word stands nowhere else
    "养护绿道，做好养护养\n\n护。各单位承担养护养护责任。",  # the doubling does
])  # fmt: skip
def test_what_is_right_is_not_told(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize("body", [
    "任命李訓为水利局局长。",  # names of persons
    "任命李国訓为水利局局长。",
    "张三、陳三为副局长。",
    "艾力·艾訓为水利局副局长。",
    "绿道起点处立“政通人訓”碑。",  # older texts
    "绿道沿线设《訓民》石刻。",
    "绿道经过濟南府學文廟旧址。",
    "著作权、乾隆年间、於先生、徵音、後裔、瞭望。",  # regular in both, or with a form that is
    "| 姓名 | 单位 |\n| --- | --- |\n| 訓民 | 市财政局 |",
])  # fmt: skip
def test_what_may_be_printed_in_traditional_is_not_told(body: str) -> None:
    simplified = "各县区应当切实加强绿道养护，严格执行规定，组织开展宣传动员、监督检查，及时总结经验。\n\n"
    assert told(simplified + body) == []


def test_of_a_text_that_is_not_mostly_simplified_nothing_is_told() -> None:
    whole = "雲州市人民政府關於加強綠道管理的通知\n雲政發〔2024〕9號\n各區：\n請加強綠道養護，保障經費。\n"
    for raw in (whole + HEAD + "请加强绿道养护。", HEAD + "做好日常养护工作，办好培訓班。" * 5):
        found = read_source("a.txt", raw.encode()).findings
        assert Code.SUSPECTED_FAULT not in [finding.code for finding in found]


def test_characters_of_traditional_alone_are_those_of_the_sources() -> None:
    def sure(char: str, forms: tuple[str, ...]) -> bool:
        simplified, *others = forms
        alone = not _bytes(char, "gb2312") and not _bytes(simplified, "big5")
        common = b"\xb0" <= _bytes(simplified, "gb2312") < b"\xd8"
        return alone and common and not any(_bytes(other, name) for other in others for name in ("gb2312", "big5"))

    table = dictionary("TSCharacters")
    assert list(SIMPLIFIED.items()) == sorted((char, forms[0]) for char, forms in table.items() if sure(char, forms))


def _bytes(char: str, encoding: str) -> bytes:
    return char.encode(encoding, errors="ignore")


def test_a_ready_correction_takes_in_few_words_however_often_a_line_repeats_itself() -> None:
    found = read_source("a.txt", (HEAD + "道路 and 桥梁、" * 300).encode()).findings
    ready = [one.ready[0] for one in found if one.ready]
    assert len(ready) == 300
    assert max(map(len, ready)) < 40
