"""Rows of lists and of tables that lost their rules, told by the lines around them."""

import pytest

from converters.lines.looks import Form
from converters.lines.rows import find_rows
from tests.rawtext import lines


def looks_of(raw: str, column: float | None) -> list[Form]:
    """Tell what lines are, once rows are found."""
    found = lines(raw)
    looks = [line.form for line in found]
    find_rows(found, looks, column)
    return looks


def test_words_side_by_side_are_rows_of_a_table_without_rules() -> None:
    assert looks_of("县（区） 2025年 2026年\n岳台区 8处 7处\n后溪区 6处 6处\n绿道用地由县区保障。", 40) == [
        Form.ROW
    ] * 3 + [Form.PLAIN]


def test_spaced_out_words_are_no_table() -> None:
    assert looks_of("统 筹 选 址 优 先\n利 用 公 园 驿 站\n沿 街 商 铺 等 地", 40) == [Form.PLAIN] * 3


def test_figures_with_blanks_around_them_are_no_cells_where_the_lines_fill_a_column() -> None:
    raw = "园建成投用，新增 12 处口袋公\n完成投资 36.5 亿元，新开工程\n 8 个项目，惠及居民 2 万户"
    assert looks_of(raw, 14.5) == [Form.PLAIN] * 3
    assert (
        looks_of("云州机床厂　　滨河路　　5000\n云州电机厂　　江北路　　6000\n云州钢铁厂　　江南路　　7000", 16)
        == [Form.ROW] * 3
    )


def test_figures_with_blanks_around_them_are_no_cells_inside_a_sentence() -> None:
    raw = "为保护绿道，\n确定范里等 25 个团队\n为我市 2024 年绿道\n和驿站等 20 处的"
    assert looks_of(raw, None) == [Form.PLAIN] * 4


def test_a_numbered_row_may_end_in_what_could_be_a_row_of_another_list() -> None:
    raw = "1.云州电机厂\n2.云州股权投资\n基金（有限合伙）\n3.云州啤酒公司\n东湖销售分公司\n4.云州机床厂"
    row, rest = Form.ROW, Form.PLAIN
    assert looks_of(raw, None) == [row, row, rest, row, rest, row]


def test_two_short_lines_are_no_list() -> None:
    assert looks_of("范里 市商务局局长\n于海 市财政局局长", 40) == [Form.PLAIN, Form.PLAIN]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_group_of_two_names_is_a_list_beside_another(order: tuple[int, int]) -> None:
    groups = ["部门\n云州市水务局\n云州市财政局\n云州市公安局\n", "企业\n云州机床公司\n云州电机公司\n"]
    first, second = (groups[i] for i in order)
    looks = looks_of(f"一、{first}二、{second}希望再接再厉。\n云州啤酒公司", None)
    assert looks.count(Form.ROW) == 5
    assert looks[-2:] == [Form.PLAIN] * 2
    assert Form.ROW not in looks_of(f"一、绿道建设\n范里。\n二、{groups[1]}", None)
