"""The indices: what they list, in which order, and how they grow."""

from pathlib import Path

import pytest

from gazette.pages.indices import Group, Index, Row, pages
from gazette.pages.lists import PAGE_SIZE
from tests.lawproject import OPINION, ORDER, RULE, Project, new


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new(tmp_path_factory.mktemp("law")).build()


def rows(project: Project, page: str) -> list[tuple[str, str]]:
    """Give the headings and lines of an index: words, address."""
    found = project.find(page, "//main//h2 | //main//div[@class='line']/a")
    return [(node.text_content(), node.get("href") or f"#{node.get('id')}") for node in found]


def address(docname: str, anchor: str = "") -> str:
    return f"../../{docname}/" + (f"#{anchor}" if anchor else "")


def test_by_docno(project: Project) -> None:
    assert rows(project, "by/docno") == [
        ("云政办发", "#g-yunzhengbanfa"),
        ("云政办发〔2025〕7号", address(OPINION)),
        ("云政发", "#g-yunzhengfa"),
        ("云政发〔2024〕3号", address(RULE)),
        ("云州市人民政府令", "#g-yunzhoushirenminzhengfuling"),
        ("云州市人民政府令第58号", address(ORDER)),
    ]


def test_by_title_without_what_many_begin_with(project: Project) -> None:
    assert rows(project, "by/title") == [
        ("C", "#g-c"),
        ("城市养犬管理办法（试行）", address(RULE)),
        ("J", "#g-j"),
        ("加强文明养犬工作的意见", address(OPINION)),
        ("Y", "#g-y"),
        ("养犬管理规定", address(ORDER)),
    ]


def test_by_date_newest_first(project: Project) -> None:
    assert [words for words, _ in rows(project, "by/date")] == [
        "2026年",
        "云州市养犬管理规定",
        "2025年",
        "云州市人民政府办公厅关于加强文明养犬工作的意见",
        "2024年",
        "云州市人民政府关于印发云州市城市养犬管理办法（试行）的通知",
    ]


def test_by_status_on_the_day_of_the_build(project: Project) -> None:
    assert [(words, link) for words, link in rows(project, "by/status") if link.startswith("#")] == [
        ("现行有效", "#g-xianxingyouxiao"),
        ("已废止", "#g-yifeizhi"),
        ("期限未载", "#g-qixianweizai"),
    ]


@pytest.mark.parametrize("page", ["by/docno", "by/title", "by/issuer", "by/kind", "by/date"])
def test_documents_show_their_status(project: Project, page: str) -> None:
    """Under their own headings they need not."""
    shown = project.find(page, "//li[div[@class='line']]//span[@data-turns]")
    assert {node.text_content() for node in shown} == {"现行有效", "已废止"}
    assert not project.find("by/status", "//main//span[@data-turns]")


def test_a_body_has_its_tasks_with_links_to_the_paragraphs(project: Project) -> None:
    found = project.find("by/body", "//h2[@id='g-shigonganju']/following-sibling::ul[1]//a")
    assert [(a.text_content(), a.get("href")) for a in found] == [
        ("《云州市人民政府办公厅关于加强文明养犬工作的意见》", address(OPINION)),
        ("牵头　一、（一）　落实责任", address(OPINION, "h1-1")),
    ]
    assert "责任单位3项" in [li.text_content() for li in project.find("by", "//main//li")]


def test_cited_law_with_its_number_of_citations(project: Project) -> None:
    found = {li.xpath("string(.//a)"): li.xpath("string(.//span)") for li in project.find("by/law", "//main//li")}
    assert found["《中华人民共和国动物防疫法》"] == "2件4处"
    assert found["《云州市养犬规定》"] == "云政发〔2015〕8号　1件1处"


OTHERS = ["by/title", "by/issuer", "by/kind", "by/unlinked", "notes", "terms"]


@pytest.mark.parametrize("name", OTHERS)
def test_every_index_has_rows_that_lead_somewhere(project: Project, name: str) -> None:
    links = [link for _, link in rows(project, name) if not link.startswith("#")]
    assert links
    assert all(link.startswith("../") for link in links)


def test_all_indices_are_found_from_one_page(project: Project) -> None:
    linked = {link.removeprefix("../").rstrip("/") for _, link in rows(project, "by")}
    assert {"terms", "notes"} < linked
    assert all((project.output / "by" / name / "index.html").exists() or name in ("terms", "notes") for name in linked)


def index(sizes: dict[str, int]) -> Index:
    groups = tuple(
        Group(f"g-{name}", name, tuple(Row(f"{name}{n}", "doc/x") for n in range(size))) for name, size in sizes.items()
    )
    return Index("by/x", "某", "件", groups)


def test_a_short_index_is_one_page() -> None:
    made = list(pages([index({"a": 2, "b": 1})]))
    assert [name for name, *_ in made] == ["by", "by/x"]


def test_a_long_index_has_a_page_for_each_group_and_a_long_group_several() -> None:
    made = {name: context for name, context, _ in pages([index({"a": PAGE_SIZE + 1, "b": 1})])}
    assert list(made) == ["by", "by/x", "by/x/g-a", "by/x/g-a/2", "by/x/g-b"]
    assert [(group.slug, page) for group, page, _ in made["by/x"]["folders"]] == [
        ("g-a", "by/x/g-a"),
        ("g-b", "by/x/g-b"),
    ]
    assert [len(made[name]["groups"][0].rows) for name in ("by/x/g-a", "by/x/g-a/2", "by/x/g-b")] == [PAGE_SIZE, 1, 1]
    assert made["by/x/g-a"]["parts"] == ["by/x/g-a", "by/x/g-a/2"]


def test_small_groups_share_a_page_of_a_long_index_and_their_list_has_pages_too() -> None:
    made = {name: context for name, context, _ in pages([index({f"{n:03}": 1 for n in range(PAGE_SIZE + 1)})])}
    assert list(made) == ["by", "by/x", "by/x/2", "by/x/g-000", "by/x/g-300"]
    assert made["by/x"]["folders"][1][1:] == ("by/x/g-000", "g-001")
    assert [len(made[name]["folders"]) for name in ("by/x", "by/x/2")] == [PAGE_SIZE, 1]
    assert made["by/x/g-000"]["title"] == "某：000至299"


@pytest.mark.parametrize(
    ("labels", "jumps"),
    [
        (["财政局", "教育局"], [("财政局", "g-财政局"), ("教育局", "g-教育局")]),
        (["财政局", "城市管理局", "教" * 17], [("C", "g-财政局"), ("J", f"g-{'教' * 17}")]),
        ([f"A{n:02}" for n in range(40)] + ["B"], [("A", "g-A00"), ("B", "g-B")]),
    ],
    ids=["short", "long", "many"],
)
def test_a_page_offers_its_groups_or_their_letters(labels: list[str], jumps: list[tuple[str, str]]) -> None:
    (_, _), (_, context) = [(name, context) for name, context, _ in pages([index(dict.fromkeys(labels, 1))])]
    assert context["jumps"] == jumps


def test_an_index_grows_without_losing_a_row() -> None:
    for size in (1, PAGE_SIZE, PAGE_SIZE * 2 + 1):
        shown = [
            row.label
            for _, context, _ in pages([index({"a": size, "b": 3})])
            for g in context.get("groups", ())
            for row in g.rows
        ]
        assert len(shown) == len(set(shown)) == size + 3


def test_pages_of_a_long_index_are_written(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gazette.pages.indices.PAGE_SIZE", 2)
    project = new(tmp_path_factory.mktemp("long")).build()
    assert project.warnings == ""
    shared = "g-gequxianzhengfu"
    assert ("市财政局", f"{shared}/#g-shicaizhengju") in rows(project, "by/body")
    assert project.find("by/body", "//li[@id='g-shicaizhengju']")
    (task,) = project.find(f"by/body/{shared}", "//h2[@id='g-shicaizhengju']/following::ul[@class='places'][1]//a")
    assert (task.text_content(), task.get("href")) == ("负责　第二部分　保障", f"../../../{OPINION}/#h2")


@pytest.mark.parametrize("number", ["2.1.2　", "1．"])
def test_a_task_goes_by_the_words_of_its_heading(tmp_path: Path, number: str) -> None:
    project = new(tmp_path)
    project.edit(OPINION, "（一）落实责任", f"{number}落实责任")
    found = project.build().find("by/body", "//h2[@id='g-shigonganju']/following-sibling::ul[1]//a")
    assert found[-1].text_content() == "牵头　一、（一）　落实责任"
