"""Two columns of a page on the same lines are told to the editor; tables and lists are none."""

from converters.lines.sidebyside import find_side_by_side
from converters.model import Code
from converters.pipeline import read_source
from tests.rawtext import lines

LEFT = ["为了加强绿道管理，保障", "市民步行和骑行，制定本", "办法。绿道包括步行道、", "自行车道和沿线的驿站，"]
RIGHT = ["市园林局负责绿道规划，", "各区负责绿道的建设、养", "护和巡查。街道办事处应", "当及时报告损坏的设施，"]
PAGE = "".join(f"{left}　　　　{right}\n" for left, right in zip(LEFT * 4, RIGHT * 4, strict=True))


def found(raw: str) -> list[tuple[int, int]]:
    return list(find_side_by_side(lines(raw)))


def test_columns_that_stand_side_by_side_are_told_with_their_lines() -> None:
    assert found(f"云州市绿道办法\n\n{PAGE}\n— 3 —\n") == [(3, 18)]
    reading = read_source("a.txt", f"云州市绿道办法\n云政发〔2024〕9号\n{PAGE}".encode())
    assert [(f.line, f.facts) for f in reading.findings if f.code is Code.SIDE_BY_SIDE] == [(3, ("18",))]
    assert reading.account.balanced


def test_fewer_lines_prove_nothing() -> None:
    assert found("".join(PAGE.splitlines(keepends=True)[:11])) == []


def test_tables_lists_and_spaced_out_words_are_no_columns() -> None:
    assert found("1　　　改造管网　　　市水务局　　　12月底\n" * 20) == []
    assert found("云州机床厂　　　　云州市电机制造有限公司\n东湖厂　　　　云州二厂\n" * 20) == []
    assert found("第一条　　　为了加强绿道管理，保障市民步行，制定本办法。\n" * 20) == []
    assert found("云   州   市   人   民   政   府   公   报\n" * 20) == []
