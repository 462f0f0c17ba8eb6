"""Cover and colophon: how an issue names itself."""

import pytest

from converters.issue.masthead import Issue, is_contact, is_imprint, is_masthead, read_issue
from tests.rawtext import lines

NAME = "云州市人民政府公报"


@pytest.mark.parametrize(
    ("cover", "issue"),
    [
        (f"{NAME}\n2024年第5期（总第88期）\n2024年5月30日出版", (2024, 5, 88, "2024-05-30")),
        (f"{NAME}\n2024\n第5号\n（总号：1688）\n5月30日出版", (2024, 5, 1688, "2024-05-30")),
        (f"{NAME}\n二〇〇六年第二期\n（总第十八期）", (2006, 2, 18, None)),
        (f"{NAME}（半月刊）\n2019年第二十一号　总第88期", (2019, 21, 88, None)),
        (f"2019·No.7\n{NAME}\n总第88期", (2019, 7, 88, None)),
        (f"{NAME}\n２０２４·５\n（总第８８期）", (2024, 5, 88, None)),
        (f"{NAME}（月刊）\n2024.12（总第 88 期）\n出版日期：2024年12月30日", (2024, 12, 88, "2024-12-30")),
        (f"{NAME[:-2]}\n公　　报\n二○二四年　第五期", (2024, 5, None, None)),
        (f"{NAME}\n第5期\n2024年5月30日", (2024, 5, None, "2024-05-30")),
        (f"《{NAME}》\n2024年第5期", (2024, 5, None, None)),
        (f"2024年第5期{NAME}", (2024, 5, None, None)),
        (f"{NAME}\n2024—5", (2024, 5, None, None)),
        (f"{NAME}\n2024/5\n总88期", (2024, 5, 88, None)),
        (f"{NAME}\n2024年3月\n第5期", (2024, 5, None, None)),
        (f"{NAME[:3]}\n{NAME[3:]}\n2024年第5期（总第88期）　主办：云州市人民政府", (2024, 5, 88, None)),
    ],
)
def test_a_cover_names_year_number_and_day(cover: str, issue: tuple[int, int, int | None, str | None]) -> None:
    assert read_issue(lines(cover), None) == Issue(NAME, *issue)


@pytest.mark.parametrize(
    ("above", "below"),
    [("中华人民共和国", "国务院公报"), ("云州市人民代表大会", "常务委员会公报"), (NAME[:-2], "公报")],
)
def test_a_name_over_two_lines_is_whole(above: str, below: str) -> None:
    issue = read_issue(lines(f"{above}\n{below}\n2024年第5期\n云州市人民政府\n国务院公报"), None)
    assert issue == Issue(above + below, 2024, 5)


def test_what_the_cover_lacks_the_running_head_may_have() -> None:
    running = Issue(NAME, 2024, 5)
    assert read_issue(lines(NAME), running) == running
    assert read_issue(lines(f"{NAME}\n总第88期"), running) == Issue(NAME, 2024, 5, 88)
    assert read_issue(lines(NAME), None) is None


@pytest.mark.parametrize(
    "text",
    ["主管主办：云州市人民政府", "国内统一连续出版物号：CN36—1299/D", "准印证号：安准印2012—0055", "印　　数：2000册",
     "《云州市人民政府公报》编辑部", "云州市人民政府公报编辑委员会", "本刊登载的文件与正式文件具有同等效力",
     "《云州市人民政府公报》征订启事"],
)  # fmt: skip
def test_the_imprint_says_who_makes_the_gazette(text: str) -> None:
    (line,) = lines(text)
    assert is_imprint(line)
    assert is_masthead(line)


@pytest.mark.parametrize(
    "text",
    [
        "云州市人民政府令",
        "（2024年5月20日印发）",
        "云州市2023年国民经济和社会发展统计公报",
        "云州市第七次全国人口普查公报",
        "第一期工程由市水务局组织实施。",
    ],
)
def test_lines_of_documents_are_no_masthead(text: str) -> None:
    (line,) = lines(text)
    assert not is_masthead(line)


def test_an_address_stands_in_notices_too() -> None:
    (line,) = lines("地址：云州市干渡路1号")
    assert is_contact(line)
    assert not is_masthead(line)
