"""Anchors are a promise: a vanished one is refused, then leads on, fragment included, in a real browser."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from gazette.addresses import SCRIPTS
from gazette.redirects import FILE, parse
from gazette.releases.history import History
from gazette.releases.inventory import Inventory, Moved, take
from gazette.releases.promises import NONE, Promise, Promises, broken, kept, load, since
from gazette.releases.publish import check, publish
from gazette.releases.shelf import ReleaseError
from gazette.releases.verify import verify
from tests.conftest import ROOT, Visit, serving
from tests.lawproject import OPINION, RULE, Project, new
from tests.releasesites import PAGES, make, page

DOCUMENT = "doc/yunzhengfa/2026/1/"
PDF = "pdf/yunzhengfa-2026-1.pdf"


# ---- what is promised ----


def test_a_vanished_page_anchor_and_file_are_each_named(tmp_path: Path) -> None:
    publish(make(tmp_path, "2026.9", {**PAGES, "doc/yunzhengfa/2026/2/": ("a1",)}))
    wanted = make(tmp_path, "2026.10", {**PAGES, DOCUMENT: ("a1", "a2")})
    (wanted.site / "pdf" / "yunzhengfa-2026-1.pdf").unlink()
    with pytest.raises(ReleaseError) as refused:
        publish(wanted)
    assert [line.split(": ")[1] for line in str(refused.value).split("\n")] == [
        f"{DOCUMENT}#a1-k1",
        "doc/yunzhengfa/2026/2/",
        "doc/yunzhengfa/2026/2/#a1",
        "pdf/yunzhengfa-2026-1.pdf",
    ]
    assert "published before, and gone; give its successor in source/redirects.toml" in str(refused.value)


def test_pages_are_held_to_what_was_published_before_pdfs_are_set(tmp_path: Path) -> None:
    publish(make(tmp_path, "2026.9"))
    site = make(tmp_path, "2026.10").site
    shutil.rmtree(site / "pdf")
    check(site, tmp_path / "public")
    check(make(tmp_path, "2026.10", {"": ()}).site, tmp_path / "nowhere")
    with pytest.raises(ReleaseError, match=re.escape(f"{DOCUMENT}#a1-k1: published before, and gone")):
        check(make(tmp_path, "2026.11", {**PAGES, DOCUMENT: ("a1", "a2")}).site, tmp_path / "public")


def test_what_any_release_has_published_is_promised(tmp_path: Path) -> None:
    publish(make(tmp_path, "2026.9"))
    publish(make(tmp_path, "2026.10", {**PAGES, DOCUMENT: ("a1", "a1-k1", "a2", "a3"), "terms/": ()}))
    site = tmp_path / "public"
    assert load(site).pages[DOCUMENT] == Promise("2026.9", ("a1", "a1-k1", "a2", "a3"))
    assert since(site) == {"": "2026.9", "about/": "2026.9", DOCUMENT: "2026.9", "terms/": "2026.10"}
    assert since(tmp_path / "nowhere") == {}
    with pytest.raises(ReleaseError, match=r"#a3: published before"):
        publish(make(tmp_path, "2026.11", {**PAGES, "terms/": ()}))


def test_an_earlier_page_leads_on_with_its_anchors(tmp_path: Path) -> None:
    publish(make(tmp_path, "2026.9"))
    wanted = make(tmp_path, "2026.10", {"": (), "about/": ("citing",), "doc/b/1/": ("a1", "a1-k1", "a9")})
    leads = '<a id="moved" href="../../../b/1/">前往新址</a>'
    for script in SCRIPTS:
        path = wanted.site / script.folder / DOCUMENT / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(page("", (), leads), "utf-8")
    with pytest.raises(ReleaseError, match=re.escape(f"{DOCUMENT}#a2: published before")):
        publish(wanted)
    for script in SCRIPTS:
        path = wanted.site / script.folder / DOCUMENT / "index.html"
        path.write_text(page("", (), leads + '<nav class="gone"><a id="a2" href="../../../b/1/#a9">第二条</a></nav>'))
    publish(wanted)
    assert take(wanted.site).moved == {DOCUMENT: Moved("doc/b/1/", {"a2": "doc/b/1/#a9"}, rest=False)}


def test_the_pdf_of_an_earlier_page_is_that_of_its_successor(tmp_path: Path) -> None:
    publish(make(tmp_path, "2026.9"))
    wanted = make(tmp_path, "2026.10", {"": (), "about/": ("citing",), "doc/b/1/": ()})
    (wanted.site / PDF).unlink()
    for name in ("b-1", "corpus"):
        (wanted.site / "pdf" / f"{name}.pdf").write_bytes(name.encode())
    for script in SCRIPTS:
        path = wanted.site / script.folder / DOCUMENT / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(page("", (), '<a id="moved" data-rest="" href="../../../b/1/">前往新址</a>'), "utf-8")
    publish(wanted)
    site = tmp_path / "public"
    assert (site / PDF).read_bytes() == b"b-1"
    assert (site / PDF).stat().st_ino == (site / "pdf" / "b-1.pdf").stat().st_ino
    assert load(site).files == {PDF: "2026.9", "pdf/b-1.pdf": "2026.10", "pdf/corpus.pdf": "2026.10"}
    assert verify(site).faults == []


@pytest.mark.parametrize(
    ("moved", "lost"),
    [
        (Moved("new/", {}, rest=False), ["old/#a2"]),
        (Moved("new/", {}, rest=True), []),
        (Moved("new/", {"a2": "new/#a1"}, rest=False), []),
        (Moved("new/", {"a2": "new/"}, rest=False), []),
        (Moved("new/", {"a2": "new/#a7"}, rest=True), ["old/#a2"]),
        (Moved("nowhere/", {}, rest=True), ["old/", "old/#a1", "old/#a2"]),
    ],
)
def test_successors_must_exist(moved: Moved, lost: list[str]) -> None:
    promised = kept(NONE, "1.0", Inventory({"old/": ("a1", "a2")}, ()))
    assert list(broken(promised, Inventory({"new/": ("a1",)}, (), {"old/": moved}))) == lost


def test_what_tells_of_a_day_or_of_a_release_is_not_promised() -> None:
    pages = {"changes/": ("news",), "changes/2026.9/": ("a1",), "by/status/": ("g-yishixiao", "main-list")}
    assert list(broken(kept(NONE, "1.0", Inventory(pages, ())), Inventory({"by/status/": ()}, ()))) == [
        "changes/",
        "by/status/#main-list",
    ]


# ---- what editors write ----


def test_pages_lead_on_in_as_many_steps_as_it_takes() -> None:
    known = parse('[moved]\n"a/" = "b/"\n"b/" = "c/"\n"lists/*" = "by/*"\n"by/old/*" = "by/"\n"x/" = "y/"\n"y/" = "x/"')
    exists = {"c/", "by/", "by/title/"}
    assert [known.page(old, exists) for old in ("a/", "lists/title/", "lists/old/2/", "lists/", "z/")] == [
        "c/",
        "by/title/",
        "by/",
        None,
        None,
    ]
    assert known.page("x/", {"x/"}) == "x/"
    with pytest.raises(ExtensionError, match="a circle: x/ → y/ → x/"):
        known.page("x/", exists)


def test_units_that_lead_to_each_other_are_an_error() -> None:
    known = parse('[moved]\n"p/#a1" = "#a2"\n"p/#a2" = "#a1"\n"p/#*" = "q/"')
    assert known.unit("p/", "a1", {"a2"}) == "p/#a2"
    assert known.unit("p/", "a7", {"a2"}) == "q/"
    with pytest.raises(ExtensionError, match="a circle: p/#a1 → #a2"):
        known.unit("p/", "a1", set())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[documents]", r"only \[moved\], with addresses, is known; not \['documents'\]"),
        ('[moved]\n"a/" = 1', "addresses are text"),
        ('[moved]\n"/a/" = "b/"', "no address of a page: '/a/'"),
        ('[moved]\n"a/" = "b"', "no address of a page: 'b'"),
        ("moved", "Expected"),
    ],
)
def test_a_file_that_says_something_else_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(text)
    project = new(tmp_path)
    (project.source / "redirects.toml").write_text(text, "utf-8")
    with pytest.raises(ExtensionError, match=rf"redirects\.toml: .*{message}"):
        project.build()


# ---- a real site ----

REDIRECTS = f"""
[moved]
"doc/yunzhengfa/2024/33/" = "{RULE}/"
"doc/yunzhengfa/2024/33/#a70" = "{RULE}/#a5"
"doc/yunzhengfa/2024/333/" = "doc/yunzhengfa/2024/33/"
"{RULE}/#a4-dup2" = "#a5"
"{RULE}/#a3" = "#a4"
"{RULE}/#f2" = "{OPINION}/"
"column/*" = "by/"
"doc/elsewhere/1/" = "doc/elsewhere/2/"
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Build a site that follows a release."""
    folder = tmp_path_factory.mktemp("law")
    project = new(folder)
    (project.source / "redirects.toml").write_text(REDIRECTS, "utf-8")
    promised = {"column/gongwen/": Promise("1.0", ()), f"{RULE}/": Promise("1.0", ("a4-dup2-k1", "a4-dup2-k9"))}
    (folder / "promises.json").write_text(Promises(promised, {}).dump(), "utf-8")
    return project.build(gazette_published=str(folder))


@pytest.fixture(scope="module")
def address(project: Project) -> Iterator[str]:
    """Serve it."""
    with serving(project.output) as at:
        yield f"{at}/"


@pytest.mark.parametrize(
    ("old", "new_"),
    [
        ("doc/yunzhengfa/2024/33/", f"{RULE}/"),
        ("doc/yunzhengfa/2024/33/#a2", f"{RULE}/#a2"),
        ("doc/yunzhengfa/2024/33/#a70", f"{RULE}/#a5"),
        ("doc/yunzhengfa/2024/333/#a2", f"{RULE}/#a2"),
        ("column/gongwen/", "by/"),
        (f"{RULE}/#f2", f"{OPINION}/"),
    ],
)
def test_an_earlier_address_leads_on_with_its_fragment(visit: Visit, address: str, old: str, new_: str) -> None:
    visit(old).wait_for_url(address + new_)


def test_a_place_that_stands_elsewhere_now_is_followed_on_the_page_itself(visit: Visit, address: str) -> None:
    opened = visit(f"{RULE}/#a2")
    opened.evaluate("location.hash = 'f2'")
    opened.wait_for_url(f"{address}{OPINION}/")


def test_without_script_the_page_leads_on_by_itself_and_by_links(project: Project) -> None:
    (refresh,) = project.find("doc/yunzhengfa/2024/33", "//meta[@http-equiv='refresh']")
    assert refresh.get("content") == "1; url=../3/"
    assert [link.text for link in project.find("doc/yunzhengfa/2024/33", "//nav[@class='gone']//a")] == ["第七十条"]
    (elsewhere,) = project.find(RULE, "//nav[@class='gone']//a")
    assert (elsewhere.get("id"), elsewhere.text, elsewhere.get("href")) == (
        "f2",
        "附件2",
        "../../../yunzhengbanfa/2025/7/",
    )


def test_an_earlier_anchor_stays_an_address_and_never_takes_one(project: Project) -> None:
    assert len(project.find(RULE, "//*[@id='a4-dup2']")) == 1
    (section,) = project.find(RULE, "//section[@id='a3']")
    assert "第三条" in section.text_content()


def test_what_stands_in_a_unit_goes_along(project: Project) -> None:
    (inner,) = project.find(RULE, "//*[@id='a4-dup2-k1']")
    assert inner.xpath("ancestor-or-self::*[@id='a5-k1']")
    (lost,) = project.find(RULE, "//*[@id='a4-dup2-k9']")  # a 款 that 第五条 does not have leads to 第五条
    assert not lost.xpath("ancestor-or-self::*[@id='a5-k1']")
    assert lost.xpath("ancestor-or-self::*[@id='a5']")


def test_an_entry_whose_target_the_site_does_not_hold_is_left_out(project: Project) -> None:
    assert not (project.output / "doc" / "elsewhere").exists()
    assert project.warnings == ""


def test_the_promise_holds_for_a_real_site(project: Project, tmp_path: Path) -> None:
    for script in SCRIPTS:
        shutil.copytree(project.output, tmp_path / script.folder, dirs_exist_ok=True)
    pages = {
        f"{RULE}/": ("a4-dup2", "f2"),
        "doc/yunzhengfa/2024/33/": ("a2", "a70"),
        "doc/yunzhengfa/2024/333/": ("a2",),
    }
    found = take(tmp_path)
    assert list(broken(kept(NONE, "1.0", Inventory(pages, ())), found)) == []
    assert "a99" not in found.pages[f"{RULE}/"]
    assert list(broken(kept(NONE, "1.0", Inventory({"doc/yunzhengfa/2024/333/": ("a99",)}, ())), found)) == [
        "doc/yunzhengfa/2024/333/#a99"
    ]


def test_a_site_says_which_release_it_was_built_as_and_after_which(tmp_path: Path) -> None:
    earlier = make(tmp_path, "2026.9")
    (earlier.site / "texts.json").write_text(History().dump(), "utf-8")
    publish(earlier)
    project = new(tmp_path / "law")
    stamp = project.output / "release.json"
    project.build(release="2026.10", gazette_published=str(tmp_path / "public"))
    assert json.loads(stamp.read_text()) == {"release": "2026.10", "date": "2026-11-01", "after": "2026.9"}
    project.build()
    assert not stamp.exists()


def test_what_was_only_cited_leads_to_the_document_once_a_release_holds_it() -> None:
    ours = parse((ROOT / "source" / FILE).read_text("utf-8"))
    assert ours.page("law/yunzhengfa/2021/8/", {"doc/yunzhengfa/2021/8/"}) == "doc/yunzhengfa/2021/8/"
    assert ours.page("law/yunzhengfa/2021/8/", {"law/yunzhengfa/2021/8/"}) == "law/yunzhengfa/2021/8/"
    assert ours.page("law/senlinfa/", {"doc/yunzhengfa/2021/8/"}) is None
