"""Paragraphs: each rule of breaks by an example, in files of whole lines and in hard-wrapped columns."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.documents import joining as module
from converters.documents import paragraphs as table
from converters.documents.joining import join
from converters.lines.layout import Layout
from converters.lines.looks import Form
from converters.lines.rows import find_rows
from tests.rawtext import lines

FREE, COLUMN = Layout(None, False), Layout(10.0, False)
INDENTED, SPACED = Layout(None, True), Layout(10.0, False, spaced=True)

_CLOSING = "closing punctuation never begins a line, nor does 年, 月 or 日 behind its number"
_BRACKET = "an attribution, or the 文号 of a title, belongs to the paragraph before"
# name of the rule, layout, raw lines; ▲ before a line that begins a paragraph
EXAMPLES = [
    (_CLOSING, FREE, "▲绿道包括步行道\n，自行车道。"),
    (_CLOSING, COLUMN, "▲绿道是指供步行和骑行\n。"),
    (_CLOSING, COLUMN, "▲一、本办法自2024\n年起施行。"),
    (_CLOSING, FREE, "▲一、本办法自2024年5\n月起施行。"),
    (_CLOSING, FREE, "▲一、自2024年5月1日\n起，绿道开放。"),
    ("what stands on a line of its own ends there", FREE, "▲2024年5月20日\n▲绿道用地"),
    ("what stands on a line of its own ends there", FREE, "▲| 绿道 | 长度 |\n▲）"),
    ("what stands on a line of its own ends there", COLUMN, "▲云政发〔2024〕12号\n▲绿道用地"),
    ("an entry of a list of documents goes on to its 文号", FREE, "▲1.关于绿道\n的通知（云政发〔2024〕3号）"),
    ("each 《title》 of a list is a paragraph", FREE, "▲《绿道办法》（市政府令）；\n▲《驿站办法》；"),
    ("the clause that closes a text stands alone", COLUMN, "▲绿道用地由县区保障。\n▲特此通知。"),
    ("a label begins a paragraph", FREE, "▲牵头单位：市园林局\n▲责任单位：各区人民政府"),
    ("a label begins a paragraph", COLUMN, "▲（牵头单位：园林\n责任单位：各区）"),
    ("who has to do it ends a paragraph", FREE, "▲绿道建设（市园林局负责）\n▲绿道养护"),
    ("who has to do it ends a paragraph", FREE, "▲绿道建设（三十公里）\n和养护"),
    ("a number, label or mark begins a paragraph", FREE, "▲规划绿道\n▲（一）养护绿道"),
    ("a number, label or mark begins a paragraph", COLUMN, "▲规划绿道\n▲——养护绿道"),
    (
        "the session of a report goes on under its title",
        INDENTED,
        "▲——2024年1月10日在云州市\n　　第八次会议上\n▲　　现在",
    ),
    ("the session of a report goes on under its title", FREE, "▲——在云州市第八次会议上\n▲云州市财政局"),
    ("entries of a list that are labelled alike are paragraphs", INDENTED, "▲东区：绿道养护一中心\n▲西区：绿道养护站"),
    ("entries of a list that are labelled alike are paragraphs", INDENTED, "▲东区：绿道养护中心、\n西区：绿道养护站"),
    ("an indent begins a paragraph, where indents were kept", INDENTED, "▲　　规划绿道。\n养护绿道。\n▲　　保护绿道。"),
    (
        "a blank line parts paragraphs, where none stands inside one",
        SPACED,
        "▲县区负责规划养护。\n街道巡查。\n\n▲绿道。",
    ),
    (
        "a blank line parts paragraphs, where none stands inside one",
        SPACED,
        "▲县区负责绿道规划养护。\n\n▲街道负责绿道日常巡查",
    ),
    ("a heading on its own line ends there", FREE, "▲一、《绿道办法》（云政发〔2018〕5号）\n同时废止。"),
    ("a chapter's heading goes on to its first article", FREE, "▲第一章　规划、建设\n养护\n▲第一条　绿道。"),
    (_BRACKET, FREE, "▲规划绿道。\n（市城管局负责）"),
    (_BRACKET, COLUMN, "▲一、根据《绿道办法》\n（市政府令第216号）规划"),
    (_BRACKET, COLUMN, "▲规划绿道。\n（市城管局负责）"),
    ("a heading on its own line ends there", FREE, "▲一、总体要求\n▲规划绿道，养护绿道。"),
    ("a heading on its own line ends there", FREE, "▲（二）绿道和驿站，由县区养护\n巡查。"),
    ("a heading on its own line ends there", FREE, "▲第一条（目的和依据）\n▲为了养护绿道，制定本办法"),
    ("a heading on its own line ends there", COLUMN, "▲第一条　绿道\n养护和保护绿道，建设"),
    (_CLOSING, COLUMN, "▲2024年5月1日\n起施行。"),
    ("a label begins a paragraph", COLUMN, "▲绿道由县区养护管理。\n▲答：由县区养护的绿道\n用地"),
    ("a label begins a paragraph", COLUMN, "▲县区负责绿道养护管理\n责任单位：市林业局"),
    (_BRACKET, COLUMN, "▲养护绿道。\n（市科技局、市商务局\n牵头负责）"),
    ("a heading on its own line ends there", FREE, "▲一、绿道由谁规划\n和养护？\n▲由县区规划。"),
    ("a heading on its own line ends there", COLUMN, "▲一、总体要求\n▲规划绿道，养护绿道。"),
    ("a heading on its own line ends there", COLUMN, "▲一、规划道，养护\n▲建设绿道。县区负\n责规划养护和巡查工作"),
    ("a heading on its own line ends there", COLUMN, "▲一、规划建设绿道\n系统，提升品质\n▲街道负责日常养护，"),
    ("a heading on its own line ends there", COLUMN, "▲一、保护，规划绿\n▲为保护绿道和驿\n站，由县区规划绿道。"),
    ("a heading on its own line ends there", COLUMN, "▲一、绿道稳定增\n长，加快建设绿道\n▲二、绿道。"),
    ("a note goes on where its line is full, or lists", COLUMN, "▲注：附件见政府网\n站\n▲绿道用地"),
    ("a note goes on where its line is full, or lists", FREE, "▲签发人：范里\n▲各区人民政府"),
    ("a note goes on where its line is full, or lists", FREE, "▲抄送：市委办公室，\n市法院。\n▲绿道用地"),
    ("a note goes on where its line is full, or lists", COLUMN, "▲抄报：省\n政府，省水利厅。\n▲绿道用地"),
    ("a bracket is still open", FREE, "▲规划（包括详细规划。\n专项规划）。"),
    ("a bracket is still open", COLUMN, "▲规划（详细规划。\n专项规划）。"),
    ("a bracket is still open", FREE, "▲规划。（牵头单位：市园林局（市林业局），配合单位：\n市城管局、各区政府）"),
    (
        "an indent begins a paragraph, where indents were kept",
        Layout(10.0, True),
        "▲　　县区负责绿道巡查。\n▲特此通知。",
    ),
    ("a label begins a paragraph", COLUMN, "▲出席：范里、于海、柳。\n▲列席：李知远。"),
    ("after a colon comes a list", FREE, "▲包括：\n▲规划绿道。"),
    ("after a colon comes a list", COLUMN, "▲包括：\n▲规划绿道。"),
    ("after a colon comes a list", COLUMN, "▲各区人民政府各部门：\n▲绿道是供步行和骑行的\n路。"),
    ("a line that left much room was meant to end", COLUMN, "▲市商务局\n▲绿道由县区负责养护。"),
    (
        "a line that left much room was meant to end",
        Layout(20.0, False),
        "▲规划绿道。由县区养护\n绿道用地也由县区保障。",
    ),
    ("a heading on its own line ends there", FREE, "▲第一条（养护责任）\n▲绿道由县区负责养护。"),
    ("a heading on its own line ends there", FREE, "▲第一条　绿道由县区（市）\n负责养护。"),
    ("each appointment is a paragraph", FREE, "▲范里为云州市商务局局长；\n▲于海为云州市财政局局长。"),
    ("each appointment is a paragraph", COLUMN, "▲范里为市财政局局长；\n▲于海为市商务局局长。"),
    ("each appointment is a paragraph", COLUMN, "▲范里为市财政局局长。\n▲于海为市商务局副局级\n领导干部。"),
    ("each definition of a list is a paragraph", FREE, "▲绿道：指步行道；\n▲驿站，是指绿道旁的场所。"),
    ("each definition of a list is a paragraph", FREE, "▲县区负责规划；\n街道是指绿道所在地的街道。"),
    ("each definition of a list is a paragraph", COLUMN, "▲驿站：指绿道；\n▲步道：指绿道。"),
    ("whom a text is addressed to stands alone", FREE, "▲各区人民政府，各部门\n▲市政府决定保护绿道。"),
    ("whom a text is addressed to stands alone", COLUMN, "▲各区人民政府、各部门\n▲为保护绿道，决定："),
    ("whom a text is addressed to stands alone", COLUMN, "▲各区人民政府、各部门\n养护绿道，保护绿道。"),
    ("whom a text is addressed to stands alone", COLUMN, "▲各项工程竣工后，部门\n按照规定验收绿道。"),
    ("no full stop, no end", FREE, "▲绿道的规划、养护\n由县区负责。"),
    ("no full stop, no end", COLUMN, "▲绿道的规划养护和保护\n由县区负责。"),
    ("the clause that closes a text stands alone", COLUMN, "▲县区负责绿道规划养护。\n▲本办法自七月起施行。"),
    ("the clause that closes a text stands alone", COLUMN, "▲县区负责绿道规划养护。\n▲感谢您对绿道的支持！"),
    ("the clause that closes a text stands alone", COLUMN, "▲县区负责绿道规划养护。\n▲本办法自2024年7月\n1日起施行。"),
    (
        "a hard-wrapped column shows it by its widths",
        COLUMN,
        "▲县区负责绿道养护工作。\n▲街道负责绿道巡查，\n日常养护由社区负责。",
    ),
    (
        "a hard-wrapped column shows it by its widths",
        Layout(10.0, False, first=0),
        "▲县区负责绿道养护工作。\n街道负责绿道巡查，\n日常养护由社区负责。",
    ),
    ("a hard-wrapped column shows it by its widths", FREE, "▲规划绿道。\n▲养护绿道。"),
    ("a hard-wrapped column shows it by its widths", COLUMN, "▲规划绿道。\n▲养护绿道。"),
    ("a hard-wrapped column shows it by its widths", COLUMN, "▲县区负责绿道的规划。\n街道负责绿道日常养护"),
    ("a hard-wrapped column shows it by its widths", COLUMN, "▲规划绿道。\n街道养护和\n巡查，保护绿道。"),
    (
        "a hard-wrapped column shows it by its widths",
        COLUMN,
        "▲县区负责绿道规划养护。\n街道负责日常巡查。\n▲绿道由县区保障。",
    ),
    (
        "a hard-wrapped column shows it by its widths",
        COLUMN,
        "▲县区负责绿道规划养护。\n▲街道负责日常巡查。\n绿道由县区和街道保障的",
    ),
    (
        "a hard-wrapped column shows it by its widths",
        COLUMN,
        "▲县区负责绿道规划养护。\n▲街道负责下列事项：\n▲绿道巡查。",
    ),
    ("a hard-wrapped column shows it by its widths", COLUMN, "▲1. 绿道要规划。\n县区编制规划导则并公布"),
    ("a hard-wrapped column shows it by its widths", COLUMN, "▲第三条 护绿道。\n街道巡查绿道并且建立台"),
    ("a hard-wrapped column shows it by its widths", COLUMN, "▲绿道。\n▲街道和县区养护\n巡查，保护绿道。"),
]


def paragraphs(raw: str, layout: Layout) -> list[tuple[Form, list[int], bool]]:
    """Join lines as they look, neighbours unseen."""
    found = lines(raw)
    return [(p.form, [line.no for line in p.lines], p.sure) for p in join(found, layout, [line.form for line in found])]


def is_read(layout: Layout, raw: str) -> bool:
    """Tell whether paragraphs begin where an example has its marks."""
    wanted = [no for no, line in enumerate(raw.split("\n"), 1) if line.startswith("▲")]
    return [numbers[0] for _, numbers, _ in paragraphs(raw.replace("▲", ""), layout)] == wanted


@pytest.mark.parametrize(("rule", "layout", "raw"), EXAMPLES)
def test_a_rule_of_breaks_joins_and_parts_as_its_example(rule: str, layout: Layout, raw: str) -> None:
    assert is_read(layout, raw), rule


@pytest.mark.parametrize("rule", table.BREAKS, ids=lambda rule: rule.says)
def test_without_a_rule_of_breaks_an_example_of_it_is_read_otherwise(
    rule: table.Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "BREAKS", [other for other in table.BREAKS if other is not rule])
    monkeypatch.setattr(module, "asked", table._Asked)  # which remembers no rules
    monkeypatch.setattr(module, "_at_once", lambda *_: None)
    shown = [(layout, raw) for says, layout, raw in EXAMPLES if says == rule.says]
    assert rule.says in OTHERS or not all(is_read(layout, raw) for layout, raw in shown)


def test_every_example_is_of_a_rule() -> None:
    assert {rule.says for rule in table.BREAKS} == {rule for rule, _, _ in EXAMPLES} | OTHERS.keys()
    assert {*OTHERS.values()} <= globals().keys()


OTHERS = {
    "who has it printed goes on to the day": "test_who_has_it_printed_goes_on_to_the_day",
    "the name of who signs goes on": "test_the_name_of_who_signs_may_go_on",
    "the bracket under a title goes on": "test_the_bracket_under_a_title_goes_on",
    "a title runs over lines": "test_a_title_runs_over_the_lines_that_are_titles",
    "a cut heading goes on": "test_siblings_show_that_a_page_cut_a_heading",
    "a row goes on in the next line": "test_rows_of_names_are_found_and_may_go_on",
}
"""Rules whose lines have to be told by their neighbours first, and the tests that do."""


def test_who_has_it_printed_goes_on_to_the_day() -> None:
    found = lines("云州市人民政府办公室\n2024年5月22日印发\n2024年5月23日印发")
    assert [len(p.lines) for p in join(found, FREE, [Form.PRINTED] * 3)] == [2, 1]


def test_the_bracket_under_a_title_goes_on() -> None:
    found = lines("　　（2024年3月1日云州市人大会议通过\n　　2024年5月2日安江省人大会议批准）\n　　第一条　绿道。")
    looks = [Form.APART, Form.HISTORY, Form.ARTICLE]
    assert [len(p.lines) for p in join(found, INDENTED, looks)] == [2, 1]


def test_the_name_of_who_signs_may_go_on() -> None:
    found = lines("云州市人力资源和社\n会保障局\n2024年5月2日")
    joined = join(found, FREE, [Form.SIGNATURE, Form.PLAIN, Form.DATE])
    assert [[line.no for line in p.lines] for p in joined] == [[1, 2], [3]]


def test_a_title_runs_over_the_lines_that_are_titles() -> None:
    found = lines("云州市绿道\n管理办法\n绿道用地")
    joined = join(found, FREE, [Form.TITLE, Form.TITLE, Form.PLAIN])
    assert [[line.no for line in p.lines] for p in joined] == [[1, 2], [3]]


def test_siblings_show_that_a_page_cut_a_heading() -> None:
    raw = "一、规划。编制规划。\n二、养护。定期养护。\n三、保护\n和修复。禁止占用。"
    assert [numbers for _, numbers, _ in paragraphs(raw, FREE)] == [[1], [2], [3, 4]]
    raw = "一、建筑（10户）\n二、商务（5户）\n三、软件和信息技\n术（5户）\n四、运输（3户）\n五、其他\n另行公布。"
    assert [numbers for _, numbers, _ in paragraphs(raw, FREE)] == [[1], [2], [3, 4], [5], [6], [7]]


def test_rows_of_names_are_found_and_may_go_on() -> None:
    found = lines("主任：范里 副市长\n成员：于海 市商务局\n局长\n　　　张军 市城管局局长\n　　　李明 市财政局局长")
    looks = [line.form for line in found]
    find_rows(found, looks, 40)
    assert looks == [Form.ROW, Form.ROW, Form.PLAIN, Form.ROW, Form.ROW]
    assert [p.lines for p in join(found, FREE, looks)] == [(found[0],), tuple(found[1:3]), (found[3],), (found[4],)]


def test_a_line_that_a_sentence_fills_below_rows_is_no_end_of_a_row() -> None:
    found = lines("范里 市商务局\n于海 市财政局\n张军 市城管局\n绿道办公室设在市\n城管局，范里兼任主任。")
    looks = [line.form for line in found]
    find_rows(found, looks, 10)
    assert looks[2:4] == [Form.ROW, Form.PLAIN]
    assert [len(p.lines) for p in join(found, COLUMN, looks)] == [1, 1, 1, 2]


def test_a_break_without_evidence_is_not_sure() -> None:
    full = "县区负责绿道规划养护。"
    assert [sure for _, _, sure in paragraphs(f"{full}\n街道负责巡查", COLUMN)] == [False]
    assert [sure for _, _, sure in paragraphs(f"{full}\n街道负责巡查", FREE)] == [True, True]


def test_no_blank_line_is_no_evidence_beside_a_page_number() -> None:
    first, _, second = lines("县区负责规划，养护。\n\n1\n街道负责巡查。")
    assert [p.sure for p in join([first, second], SPACED, [Form.PLAIN, Form.PLAIN])] == [False]


LINES = [
    f"{indent}{words}{end}"
    for indent, words, end in product(
        ("", "　　"),
        (
            "绿道由县区负责养护",
            "绿道",
            "（一）规划。绿道",
            "一、规划",
            "第二条　绿道由县区",
            "（市城管局负责）",
            "云州市绿道办法",
        ),
        ("", "。", "，", "：", "；", "”", "）"),
    )
]


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from([*LINES, ""]), min_size=1),
    st.builds(Layout, st.sampled_from([None, 6.0, 10.0]), st.booleans(), st.booleans(), st.sampled_from([0, 2])),
)
def test_what_is_judged_at_once_is_judged_as_the_table_has_it(drawn: list[str], layout: Layout) -> None:
    raw = "\n".join(drawn)
    at_once = paragraphs(raw, layout)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_at_once", lambda *_, **__: None)
        assert paragraphs(raw, layout) == at_once
