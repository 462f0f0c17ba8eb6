"""What the record on a page of a website tells: labels with values beside them, below them, in cells, or none."""

from converters.issue.records import Record, read_record, values
from tests.rawtext import lines


def told(raw: str) -> Record:
    return read_record(lines(raw), 9)


def test_values_stand_behind_their_labels_or_below_them() -> None:
    assert told("成文日期：2024年05月06日\n发文机关：云州市财政局、云州市民政局\n").signed == "2024-05-06"
    below = told("• 成文日期:\n• 来源:\n云州市政府网站\n• 发文机构:\n云州市人民政府\n• 施行日期:\n2024/6/1\n")
    assert below == Record(9, issuers=("云州市人民政府",), effective="2024-06-01")


def test_cells_hold_labels_and_values_or_both() -> None:
    assert told("| 发文机关 | 云州市财政局 | 成文日期：2024-05-06 |\n| 登记号 | YZCR-2024-0010001 |\n") == Record(
        9, issuers=("云州市财政局",), filing_no="YZCR-2024-0010001", signed="2024-05-06"
    )


def test_several_labels_on_a_line_have_a_value_each() -> None:
    (line,) = lines("文　号：云政告〔2022〕3号 索引号：11/2022-5 公开日期：2022-09-30")
    assert [(name, part.tight) for name, part in values(line)] == [
        ("docno", "云政告〔2022〕3号"), ("other", "11/2022-5"), ("other", "2022-09-30"),
    ]  # fmt: skip


def test_what_is_no_organ_and_no_day_is_not_taken_for_one() -> None:
    assert told("发文机构：县政府网站\n成文日期：长期\n") == Record(9)
