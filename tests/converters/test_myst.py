"""MyST: raw text never acts as markup, and every file gives back its words and anchors."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from converters.issue.masthead import Issue
from converters.myst import escape, write_issue
from converters.proof.readback import WriterError, read_back
from tests.rawtext import NOTICE, document, whole, write_document

MARKUP = [
    "{role}`x`", "{py:mod}`os`", ":::{note}", "```{raw} html", "~~~", "$a$ 与 $$b$$", "% 注", "(label)=",
    "<script>alert(1)</script>", "<!-- x -->", "[a](javascript:alert(1))", "![a](b.png)", "[a]: /url", "[^1]",
    "[^1]: 注", "<http://a.cn>", "1. 甲", "12) 甲", "---", "+++", "***", "===", "- 甲", "+ 甲", "* 甲", "> 甲",
    "# 甲", "甲 #", "甲\\乙", "甲\\", "~~甲~~", "*甲*", "__甲__", "`甲`", "|甲|乙|", "&amp;&#60;", "{#anchor .class}",
    "{.class}", "[甲]{.lead}", "@user", "H~2~O^2^", "\\(a\\)", "{{ x }}", "http://a.cn/_b_", ": 甲",
]  # fmt: skip
"""What Markdown, MyST or one of its extensions would act upon."""

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"))
    | st.sampled_from("`*_[]{}<>$|~&#^\\:%(=)-+1.! ")
)
"""What the words of a block can hold: no control characters, no line ends."""
PLACES = ("{}\n", "{{#a1 .item}}\n{}\n", "# {}\n", "- {}\n", "|   |\n| --- |\n| {} |\n", "[{}]{{.lead}}\n")
"""Where the writer puts words."""


def tight(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", MARKUP)
def test_markup_in_the_text_stays_text(words: str, place: str) -> None:
    found, _ = read_back(place.format(escape(words)))
    assert tight(found) == tight(words)


@settings(max_examples=300)
@given(words=WORDS, place=st.sampled_from(PLACES))
@example("1.{role}`x` $a$ 甲_乙\\", "{}\n")
def test_any_words_come_back_from_any_place(words: str, place: str) -> None:
    found, _ = read_back(place.format(escape(words.strip())))
    assert tight(found) == tight(words)


@pytest.mark.parametrize("markup", ["`a`", "<b>甲</b>", "[甲](b)", "1. 甲", "> 甲", "---", "```\na\n```", "*甲*"])
def test_markup_that_is_not_the_writers_is_refused(markup: str) -> None:
    with pytest.raises(WriterError, match="the Markdown holds"):
        read_back(markup)


@pytest.mark.parametrize("words", MARKUP)
def test_a_document_full_of_markup_gives_it_back_as_words(words: str) -> None:
    raw = document(NOTICE)
    blocks = [replace(b, content=whole(words)) if b.anchor == "a1-k1" else b for b in raw.blocks]
    text = write_document(replace(raw, blocks=tuple(blocks), title=words), None)
    assert tight(words) in tight(read_back(text)[0])


def test_a_document_that_does_not_come_back_is_not_written() -> None:
    raw = document(NOTICE)
    faulty = replace(raw.blocks[-1], anchor="a 1}")
    with pytest.raises(WriterError, match="the Markdown"):
        write_document(replace(raw, blocks=(*raw.blocks[:-1], faulty)), None)


def test_a_file_has_front_matter_headings_and_attributes() -> None:
    raw = document(NOTICE)
    text = write_document(raw, "gazette/yunzhou/2024/5")
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    record = {key: json.loads(value) for key, _, value in (line.partition(": ") for line in head.split("\n"))}
    assert (record["id"], record["issue"], record["orphan"]) == (raw.id, "gazette/yunzhou/2024/5", True)
    assert record["enclosed"] == [{"title": "云州市绿道管理办法", "lines": [9, 17], "chapters": 2, "articles": 3}]
    lines = [line for line in body.split("\n") if line]
    following = dict(pairwise(lines))
    assert following["{#title .title}"] == f"# {raw.title}"
    assert following["{#c1 .chapter}"] == "### 第一章　总则"
    assert following["{#a1 .article}"] == "#### 第一条"
    assert following["{#a2-k1-x1 .item}"] == "（一）规划；"


def test_run_in_headings_and_leads_are_marked() -> None:
    raw = document(
        "# 云州市人民政府关于绿道的意见\n（一）规划。编制规划，公布规划。\n（二）养护。定期养护，及时修复。\n"
        "**注意事项。**禁止任何单位和个人占用绿道。\n绿道由县区人民政府、街道办事处和运营单位负责日常巡查。\n"
    )
    text = write_document(raw, None)
    assert "## （一）规划。\n\n编制规划，公布规划。\n" in text
    assert "[注意事项。]{.lead}禁止任何单位和个人占用绿道。" in text


def test_rows_become_tables_and_lists() -> None:
    table = "| 绿道 | 长度 |\n|---|---|\n| 东湖_1 | 12 |\n"
    names = "范里 市商务局局长\n张军 市财政局局长\n李明 市城管局局长\n"
    text = write_document(document(f"云州市绿道名录\n{table}第一条　下列人员负责。\n{names}"), None)
    assert "{.table}\n| 绿道 | 长度 |\n| --- | --- |\n| 东湖\\_1 | 12 |\n" in text
    assert "{.names}\n|  |  |\n| --- | --- |\n| 范里 | 市商务局局长 |\n" in text


def test_an_issue_lists_its_documents_by_column() -> None:
    raw = document(NOTICE)
    listed = [replace(raw, column="市政府文件", page=3), replace(raw, id="a/b", docno=None, title="甲[乙]")]
    text = write_issue("gazette/yunzhou/2024/5", Issue("云州市人民政府公报", 2024, 5), "raw.txt", listed)
    assert "\n# 云州市人民政府公报2024年第5期\n" in text
    assert "\n## 市政府文件\n" in text
    assert f"\n- [{raw.title}](/doc/yunzhengfa/2024/12.md)（云政发〔2024〕12号） 3\n" in text
    assert "- [甲\\[乙\\]](/doc/a/b.md)\n" in text


def test_titles_of_annexes_stand_in_their_heading() -> None:
    text = write_document(document(NOTICE + "附件2\n绿道养护标准\n一、路面\n保持平整。\n"), None)
    assert "{#f2 .annex}\n## 附件2　绿道养护标准\n" in text
