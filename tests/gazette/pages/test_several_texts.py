"""A document that encloses several texts, each with an article 2: whose it is is told wherever it is cited."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from converters.cli import main
from tests.conftest import Visit, serving
from tests.webproject import Project, new

LETTER = "doc/yunzhengfa/2026/7"
TITLE = "云州市人民政府关于印发云州市绿道管理办法等规范性文件的通知"
PATHS, STATIONS = "《云州市绿道管理办法》", "《云州市驿站管理办法》"
RAW = f"""{TITLE}

云政发〔2026〕7号

各区人民政府：

现将{PATHS}{STATIONS}印发给你们，请认真贯彻执行。

云州市人民政府

2026年3月1日

{PATHS[1:-1]}

第一条 为了加强绿道管理，制定本办法。

第二条 绿道由市园林局管理。

第三条 违反本办法第二条规定的，责令改正。

第四条 本办法自2026年4月1日起施行。

{STATIONS[1:-1]}

第一条 为了加强驿站管理，根据{PATHS}第二条，制定本办法。

第二条 驿站由市文旅局管理。

第三条 违反本办法第二条规定的，责令改正。

第四条 本办法自2026年5月1日起施行，有效期至2030年4月30日。

（2026年3月1日印发）
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder: Path = tmp_path_factory.mktemp("texts")
    (folder / "letter.txt").write_text(RAW, "utf-8")
    project = new(folder)
    assert main([str(folder / "letter.txt"), "--out", str(project.source)]) == 0
    return project.build()


@pytest.fixture(scope="module")
def at(project: Project) -> Iterator[str]:
    with serving(project.output) as address:
        yield address


def test_it_goes_by_its_own_title(project: Project) -> None:
    assert project.texts(LETTER, "//h1/strong") == [TITLE.removeprefix("云州市人民政府")]
    assert project.find(LETTER, "//h2[@class='enclosed']/@data-name") == [PATHS, STATIONS]


def test_a_reference_leads_to_the_text_that_it_stands_in_or_names(project: Project) -> None:
    links = project.find(LETTER, "//p//a[contains(@class, 'own')]")
    assert [
        (link.text_content(), link.get("href"), link.get("title")) for link in links if "条" in link.text_content()
    ] == [
        ("本办法第二条", "#a2", f"{PATHS}第二条"),
        (f"{PATHS}第二条", "#a2", f"{PATHS}第二条"),
        ("本办法第二条", "#a2-dup2", f"{STATIONS}第二条"),
    ]
    assert project.texts(LETTER, "//*[@class='cited']//a") == [
        f"{PATHS}第三条",
        f"{STATIONS}第一条",
        f"{STATIONS}第三条",
    ]


def test_it_holds_for_the_days_that_the_first_text_tells(project: Project) -> None:
    (facts,) = project.texts(LETTER, "//dd[span[@data-turns]]")
    assert "2026年4月1日起施行" in facts
    assert "2030" not in facts


@pytest.mark.parametrize(("anchor", "place"), [("a2", f"{PATHS}第二条"), ("a2-dup2", f"{STATIONS}第二条")])
def test_a_copied_citation_names_the_text(visit: Visit, at: str, anchor: str, place: str) -> None:
    page = visit(f"/{LETTER}/#{anchor}", at=at)
    page.get_by_text("引用", exact=True).first.click()
    expect(page.locator("#cite")).to_have_text(f"《{TITLE}》（云政发〔2026〕7号）{place}")
