"""The domain law: objects, roles, objects.inv; serial, parallel, full and incremental builds."""

import re
import shutil
from pathlib import Path

import pytest

from gazette.law.answers import Fate, Resolver
from gazette.law.mention import Mention
from gazette.law.records import Cited, Page
from gazette.law.refs import Ref, parse
from tests.lawproject import OPINION, ORDER, RULE, SETTINGS, Project, digests, new


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new(tmp_path_factory.mktemp("law")).build()


OBJECTS = [
    ("云政发〔2024〕3号", "document", RULE, ""),
    ("yunzhengfa/2024/3", "document", RULE, ""),
    ("《云州市城市养犬管理办法（试行）》", "document", RULE, ""),
    ("《云州市人民政府关于印发云州市城市养犬管理办法（试行）的通知》", "document", RULE, ""),
    ("云政发〔2024〕3号第一章", "chapter", RULE, "c1"),
    ("云政发〔2024〕3号第三条", "article", RULE, "a3"),
    ("云政发〔2024〕3号第三条第二款", "paragraph", RULE, "a3-k2"),
    ("云政发〔2024〕3号第三条第一款第（二）项", "item", RULE, "a3-k1-x2"),
    ("云政发〔2024〕3号第三条第一款第（二）项第1目", "subitem", RULE, "a3-k1-x2-m1"),
    ("云州市人民政府令第58号第一条之一", "article", ORDER, "a1z1"),
    ("云政办发〔2025〕7号一、（一）", "heading", OPINION, "h1-1"),
    ("云政办发〔2025〕7号附件1", "annex", OPINION, "f1"),
]


@pytest.mark.parametrize(("name", "kind", "docname", "anchor"), OBJECTS, ids=[name for name, *_ in OBJECTS])
def test_every_unit_is_an_object(project: Project, name: str, kind: str, docname: str, anchor: str) -> None:
    found = {(o[0], o[2], o[3], o[4]) for o in project.law.get_objects()}
    assert (name, kind, docname, anchor) in found


def test_names_of_units_are_references_that_lead_there(project: Project) -> None:
    graph = project.law.graph
    for name, _, kind, docname, anchor, _ in project.law.get_objects():
        ref = parse(name)
        if kind != "document" and ref is not None:
            answer = graph.find(ref, OPINION)
            assert (answer.page, answer.anchor) == (docname, anchor), name


def guide(project: Project, words: str) -> None:
    """Write a page that is no law, in the root, so that its links are addresses of the site."""
    (project.source / "guide.md").write_text(f"---\norphan: true\n---\n\n# 说明\n\n{words}\n", "utf-8")


ROLES = [
    ("{law:ref}`云政发〔2024〕3号第三条第二款`", "云政发〔2024〕3号第三条第二款", "doc/yunzhengfa/2024/3/#a3-k2"),
    ("{law:ref}`云政发[2024]3号 第3条`", "云政发[2024]3号 第3条", "doc/yunzhengfa/2024/3/#a3"),
    (
        "{law:ref}`《云州市城市养犬管理办法（试行）》第2条`",
        "《云州市城市养犬管理办法（试行）》第2条",
        "doc/yunzhengfa/2024/3/#a2",
    ),
    ("{law:ref}`那一条 <云州市人民政府令第58号第一条之一>`", "那一条", "doc/yunzhoushirenminzhengfuling/58/#a1z1"),
    (
        "{law:doc}`云政发〔2024〕3号`",
        "《云州市城市养犬管理办法（试行）》（云政发〔2024〕3号）",
        "doc/yunzhengfa/2024/3/",
    ),
    ("{law:doc}`办法 <云政发〔2024〕3号>`", "办法", "doc/yunzhengfa/2024/3/"),
    (
        "{law:ref}`《中华人民共和国动物防疫法》第九十条`",
        "《中华人民共和国动物防疫法》第九十条",
        "law/dongwufangyifa/#a90",
    ),
    ("{any}`云政发〔2024〕3号第四条`", "云政发〔2024〕3号第四条", "doc/yunzhengfa/2024/3/#a4"),
]


@pytest.mark.parametrize(("source", "words", "address"), ROLES, ids=[source for source, *_ in ROLES])
def test_roles_take_what_a_person_writes(tmp_path: Path, source: str, words: str, address: str) -> None:
    project = new(tmp_path)
    guide(project, f"{source}")
    project.build()
    assert project.warnings == ""
    first = project.find("guide", "//main//p/a")[0]
    assert (first.text_content(), first.get("href")) == (words, f"../{address}")


def test_a_role_of_a_range_links_both_ends(tmp_path: Path) -> None:
    project = new(tmp_path)
    guide(project, "见{law:ref}`云政发〔2024〕3号第二条至第四条`。")
    found = project.build().find("guide", "//main//p/a")
    assert [(a.text_content(), a.get("href", "")[-3:]) for a in found] == [
        ("云政发〔2024〕3号第二条", "#a2"),
        ("第四条", "#a4"),
    ]
    assert "说明" in [source.label.strip("《》") for source in project.law.graph.cited_by[RULE]["a3"]]


WRONG = [
    ("{law:ref}`云政发〔2024〕3号第九条`", "no single target for '云政发〔2024〕3号第九条'"),
    ("{law:doc}`云政发〔2024〕99号`", "no single document for '云政发〔2024〕99号'"),
    ("{law:ref}`《没有的办法》`", "no single target for '《没有的办法》'"),
    ("{law:ref}`，`", "not a reference: '，'"),
    ("{law:doc}`，`", "not a reference: '，'"),
]


@pytest.mark.parametrize(("source", "message"), WRONG, ids=[source for source, _ in WRONG])
def test_a_missing_target_is_reported_with_its_place(tmp_path: Path, source: str, message: str) -> None:
    project = new(tmp_path)
    guide(project, f"见{source}。")
    assert f"guide.md:7: WARNING: {message}" in project.build().warnings


def test_another_project_links_to_an_article(project: Project, tmp_path: Path) -> None:
    other = Project(tmp_path / "source", tmp_path / "out")
    other.source.mkdir()
    other.records.clear()
    (other.source / "index.md").write_text("# 首页\n", "utf-8")
    guide(other, "{law:ref}`云政发〔2024〕3号第3条`，[第四条](inv:law:law:article#云政发〔2024〕3号第四条)")
    shutil.copy(project.output / "objects.inv", tmp_path)
    inventory = ("https://law.example/", str(tmp_path / "objects.inv"))
    other.build(extensions=[*SETTINGS["extensions"], "sphinx.ext.intersphinx"], intersphinx_mapping={"law": inventory})
    assert other.warnings == ""
    assert [a.get("href") for a in other.find("guide", "//main//p/a")] == [
        "https://law.example/doc/yunzhengfa/2024/3/#a3",
        "https://law.example/doc/yunzhengfa/2024/3/#a4",
    ]


def test_parallel_builds_give_the_same_bytes(project: Project, tmp_path: Path) -> None:
    parallel = new(tmp_path).build(jobs=2)
    assert parallel.warnings == ""
    assert digests(parallel.output) == digests(project.output)


HOME = "index.html"
"""Shows what corpus.json says of all documents; none of its words come from the domain."""
CHANGES = [
    (OPINION, "第三条第一款第（二）项、第二款", "第三条"),
    (RULE, "{#a4 .article}\n#### 第四条", "{#a6 .article}\n#### 第六条"),
    (ORDER, "《云州市城市养犬管理办法（试行）》（云政发〔2024〕3号）同时废止。", ""),
    ("notes/yunzhengfa/2024/3", "登记的材料", "登记用的材料"),
    (RULE, "docno: 云政发〔2024〕3号", "docno: 云政发〔2024〕4号"),
    (RULE, "## 云州市城市养犬管理办法（试行）", "## 云州市城镇养犬管理办法（试行）"),
    (RULE, "{#a3-k2 .paragraph}\n主管机关", "主管机关"),
    (OPINION, "docno: 云政办发〔2025〕7号", "docno: 云政办发〔2025〕8号"),
    (OPINION, 'signed: "2025-06-01"', 'signed: "2025-07-01"'),
    (RULE, "《云海省养犬管理条例》", "《云海省动物管理条例》"),
]


@pytest.mark.parametrize(("page", "before", "after"), CHANGES, ids=[f"{p}-{b[:9]}" for p, b, _ in CHANGES])
def test_an_incremental_build_gives_the_same_bytes(tmp_path: Path, page: str, before: str, after: str) -> None:
    step, full = new(tmp_path / "step"), new(tmp_path / "full")
    step.build()
    for project in (step, full):
        project.edit(page, before, after)
        if "同时废止" in before:
            project.records["yunzhoushirenminzhengfuling/58"].update(citations=[], repeals=[])
        project.build(jobs=2)
    assert digests(step.output, HOME) == digests(full.output, HOME)


def test_a_changed_record_alone_is_noticed(tmp_path: Path) -> None:
    project = new(tmp_path).build()
    assert "t-zhuguanjiguan" in project.page(RULE)
    project.records["yunzhengfa/2024/3"]["terms"].pop()
    assert "t-zhuguanjiguan" not in project.build().page(RULE)


def test_a_removed_page_is_forgotten(tmp_path: Path) -> None:
    step, full = new(tmp_path / "step"), new(tmp_path / "full")
    step.build()
    for project in (step, full):
        (project.source / f"{OPINION}.md").unlink()
        del project.records["yunzhengbanfa/2025/7"]
        project.build()
        assert OPINION not in project.law.pages
        assert "《云州市人民政府办公厅关于加强文明养犬工作的意见》" not in project.page(RULE)
    assert step.page(RULE) == full.page(RULE)


def written(project: Project) -> set[str]:
    """Give the pages with a source that the last build wrote."""
    status = re.sub("\x1b\\[[0-9;]*m", "", project.status.replace("\r", "\n")).partition("writing output")[2]
    return {page for page in (RULE, OPINION, ORDER, "notes/yunzhengfa/2024/3") if f"] {page}\n" in status + "\n"}


def test_an_unchanged_project_writes_nothing_again(tmp_path: Path) -> None:
    project = new(tmp_path)
    assert written(project.build()) == {RULE, OPINION, ORDER, "notes/yunzhengfa/2024/3"}
    assert written(project.build()) == set()


def test_only_pages_that_change_are_written_again(tmp_path: Path) -> None:
    project = new(tmp_path).build()
    project.edit(ORDER, "由养犬人承担责任", "由养犬人承担全部责任")
    assert written(project.build()) == {ORDER}
    project.edit(ORDER, "由养犬人承担全部责任", "依照云政发〔2024〕3号第二条处理")
    assert written(project.build()) == {ORDER, RULE}


def test_the_answer_to_words_on_a_page_without_document() -> None:
    mention = Mention(0, 3, Ref(place=None))
    cited = Cited("n1", "第三条", mention, None)
    page = Page("notes/x", "doc/x", cited=(cited,))
    assert Resolver({"notes/x": page}).answer(page, cited).fate is Fate.TEXT
