"""文号 in running text: where they begin and end, and when two are the same."""

import pytest
from hypothesis import given, settings

from converters.printed.docnos import docno_key, find_docnos
from tests.paragraphs import TEXTS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("关于贯彻安政字〔2022〕230号文件做好…", ["安政字〔2022〕230号"]),
        ("（安人社 [2022] 24 号，以下简称", ["安人社〔2022〕24号"]),
        ("国发〔2019〕3号和安政发〔2019〕4号", ["国发〔2019〕3号", "安政发〔2019〕4号"]),
        ("（和政发〔2019〕5号）", ["和政发〔2019〕5号"]),
        ("财政部财综〔2019〕3号、省财政厅安财综〔2019〕4号", ["财综〔2019〕3号", "安财综〔2019〕4号"]),
        ("（工信厅联节函〔2019〕5号）", ["工信厅联节函〔2019〕5号"]),
        ("云建发〔2019〕1、2号，〔2020〕3号", ["云建发〔2019〕1号", "云建发〔2019〕2号", "云建发〔2020〕3号"]),
        ("按照云政发〔2019〕24-1号、3—2号办理", ["云政发〔2019〕24-1号", "云政发〔2019〕3—2号"]),
        ("2019年3月2日国务院令第710号修订", ["国务院令第710号"]),
        ("根据国家发展和改革委员会令第29号规定", ["国家发展和改革委员会令第29号"]),
        ("按照市政府第12号令要求", ["市政府第12号令"]),
        ("（商务部令2012年第9号）", ["商务部令2012年第9号"]),
        ("云政〔1999〕综 12 号", ["云政〔1999〕综12号"]),
        ("云政发﹝2019﹞3号", ["云政发〔2019〕3号"]),
        ("国家税务总局2019年第12号公告", ["国家税务总局2019年第12号公告"]),
        ("〔2019〕3号，第12号，2019年第12号，令第3号", []),
        ("内部刊号：安联内资（2009）第1351号；云药准字（2019）第3号", []),
        ("（2019）云01民初123号", []),
        ("解放路〔2019〕", []),
    ],
)
def test_found(text: str, found: list[str]) -> None:
    assert [docno.text for docno in find_docnos(text)] == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云政发〔2019〕第19号", "云政发〔2019〕19号"),
        ("云政发〔2019〕03号", "云政发〔2019〕3号"),
        ("云政发〔2019〕3—1号", "云政发〔2019〕3-1号"),
        ("云政[1999]综012号", "云政〔1999〕综12号"),
        ("国务院第565号令", "国务院令第565号"),
        ("中华人民共和国主席令第七十四号", "主席令第74号"),
        ("市政府令第58号", "云州市人民政府令第58号"),
        ("市人民政府令第58号", "云州市人民政府令第58号"),
        ("县政府令第58号", "县政府令第58号"),
        ("建设部110号令", "建设部令第110号"),
        ("市政府第58号令", "云州市人民政府令第五十八号"),
    ],
)
def test_same(one: str, other: str) -> None:
    assert docno_key(one, "云州市") == docno_key(other, "云州市")


def test_abbreviated_issuer_needs_the_city() -> None:
    assert docno_key("市政府令第58号") == "市政府令第58号"


@given(TEXTS)
@settings(max_examples=150)
def test_any_text(text: str) -> None:
    for docno in find_docnos(text):
        assert 0 <= docno.start < docno.end <= len(text)
        assert docno_key(docno_key(docno.text)) == docno_key(docno.text)
