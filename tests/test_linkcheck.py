"""Links within a built site: the checker, and the sites that it is for."""

from pathlib import Path

import pytest

from tests.lawproject import new
from tests.linkcheck import OTHER_STEPS, Site, main

PAGE = '<p id="here"><a href="{link}">x</a></p>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "index.html").write_text(PAGE.format(link="a/"), "utf-8")
    (tmp_path / "a" / "b" / "index.html").write_text('<p id="第一"></p>', "utf-8")
    (tmp_path / "a" / "style.css").write_text("", "utf-8")
    return tmp_path


LINKS = [
    ("b/", None),
    ("b/#第一", None),
    ("b/#%E7%AC%AC%E4%B8%80", None),
    ("../", None),
    ("/a/b/", None),
    ("style.css?v=1", None),
    ("#here", None),
    ("#", None),
    ("https://example.org/nowhere", None),
    ("mailto:a@example.org", None),
    ("/pdf/x.pdf", None),
    ("b", "a folder without the slash at its end"),
    ("c/", "no such file"),
    ("b/#a9", "no such anchor"),
    ("#gone", "no such anchor"),
]


@pytest.mark.parametrize(("link", "reason"), LINKS, ids=[link for link, _ in LINKS])
def test_a_link(site: Path, link: str, reason: str | None) -> None:
    (site / "a" / "index.html").write_text(PAGE.format(link=link), "utf-8")
    assert [found.reason for found in Site(site, ["pdf/"]).broken()] == ([reason] if reason else [])


def test_the_command_prints_what_is_broken(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "a" / "index.html").write_text('<meta http-equiv="refresh" content="1; url=c/">', "utf-8")
    assert main([str(site)]) == 1
    assert capsys.readouterr().out == "a/index.html: c/: no such file\n"
    (site / "a" / "index.html").write_text("<p></p>", "utf-8")
    assert main([str(site)]) == 0


def test_every_link_of_the_small_project_has_its_target(tmp_path: Path) -> None:
    project = new(tmp_path)
    (project.source / "redirects.toml").write_text('[moved]\n"doc/a/1/" = "doc/yunzhengfa/2024/3/"\n', "utf-8")
    sections = "".join(
        f"{{#{anchor}}}\n## {anchor}\n\n" for anchor in ("citing", "conversion", "scripts", "access", "validity")
    )
    (project.source / "about.md").write_text(f"---\norphan: true\n---\n\n# 说明\n\n{sections}", "utf-8")
    project.build()
    assert [str(link) for link in Site(project.output, OTHER_STEPS).broken()] == []
