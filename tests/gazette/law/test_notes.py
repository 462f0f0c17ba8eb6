"""Editors' notes: beside the words that they are about, with addresses of their own."""

from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from gazette.law.records import NoteKind
from tests.lawproject import RULE, Project, digests, new

NOTES = "notes/yunzhengfa/2024/3"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new(tmp_path_factory.mktemp("law")).build()


def test_a_note_stands_at_the_words_that_it_is_about(project: Project) -> None:
    (note,) = project.find(RULE, "//div[@id='a3-k1']//aside[@id='n1']")
    assert (note.get("class"), note.get("aria-label")) == ("note", "释义：第三条第一款")
    assert [e.text_content() for e in note.iter("summary")] == ["释义第三条第一款"]
    assert [e.text_content() for e in note.iter("li")] == ["身份证明", "免疫证明"]
    assert [p.text_content() for p in note.iter("p")][-2:] == [
        "依据：《中华人民共和国动物防疫法》第三十条",
        "编者，2026年11月1日",
    ]


def test_references_in_a_note_are_told_from_the_page_of_the_document(project: Project) -> None:
    found = {a.text_content(): a.get("href") for a in project.find(RULE, "//aside[@id='n1']//a")}
    assert found == {
        "第二条第二款": "#a2-k2",
        "第二条": "#a2",
        "第四条": "#a4",
        "《中华人民共和国动物防疫法》第三十条": "../../../../law/dongwufangyifa/#a30",
    }


def test_a_note_on_the_title_opens_the_page(project: Project) -> None:
    (note,) = project.find(RULE, "//div[@class='text']/*[1][self::aside]")
    assert (note.get("id"), note.get("aria-label")) == ("n2", "效力：标题“城市养犬管理办法”")


def test_notes_have_a_page_of_their_own_and_a_list(project: Project) -> None:
    found = project.find(NOTES, "//section[h2]//p[@class='place']/a")
    assert [(a.text_content(), a.get("href")) for a in found] == [
        ("见第三条第一款", "../../../../doc/yunzhengfa/2024/3/#n1"),
        ("见标题“城市养犬管理办法”", "../../../../doc/yunzhengfa/2024/3/#n2"),
    ]
    rows = [a.get("href") for a in project.find("notes", "//main//li//a")]
    assert rows == ["../doc/yunzhengfa/2024/3/#n1", "../doc/yunzhengfa/2024/3/#n2"]


def test_a_page_of_notes_has_a_title_whether_editors_wrote_one_or_not(tmp_path: Path) -> None:
    project = new(tmp_path)
    written = project.build().find(NOTES, "//main//h1")
    project.edit(NOTES, "# 《云州市城市养犬管理办法（试行）》注释\n", "")
    made = project.build().find(NOTES, "//main//h1")
    assert (
        [h.text_content() for h in written]
        == [h.text_content() for h in made]
        == ["《云州市城市养犬管理办法（试行）》注释"]
    )
    assert (project.find(NOTES, "//title")[0].text or "").startswith("《云州市城市养犬管理办法（试行）》注释")


def test_every_builder_gets_the_notes(tmp_path: Path) -> None:
    project = new(tmp_path).build(builder="pseudoxml")
    tree = (project.output / f"{RULE}.pseudoxml").read_text("utf-8")
    assert "<law_note" in tree
    assert 'label="第三条第一款"' in tree


@pytest.mark.parametrize("builder", ["dummy", "gettext", "text", "xml", "html", "singlehtml"])
def test_builders_of_sphinx_write_them_without_a_warning(tmp_path: Path, builder: str) -> None:
    assert not new(tmp_path).build(builder=builder).warnings


@pytest.mark.parametrize("builder", ["epub", "json"])
def test_a_builder_that_makes_no_pages_for_the_web_is_refused(tmp_path: Path, builder: str) -> None:
    with pytest.raises(ExtensionError, match=f"with the theme gazette; {builder} makes others"):
        new(tmp_path).build(builder=builder)


@pytest.mark.parametrize("name", [RULE, NOTES])
def test_a_builder_that_knows_no_notes_writes_them_with_a_heading(tmp_path: Path, name: str) -> None:
    project = new(tmp_path).build(builder="text")
    text = (project.output / f"{name}.txt").read_text("utf-8")
    assert "释义　第三条第一款: 登记的材料另见第二条第二款" in text


HELD = [
    ("第三条第一款", "申请登记， 应当", None),
    ("第三条第一款", "材料：（一）身份证明；", None),
    ("第二章", "免疫证明", None),
    ("enclosed", "免疫证明", None),
    (
        "第三条第一款",
        "五日内",
        "has no “五日内” in 第三条第一款 (a3-k1); “五日内” stands in 第三条第二款 (a3-k2)",
    ),
    ("第三条第一款", "六日内", "has no “六日内” in 第三条第一款 (a3-k1)"),
    ("第一章", "免疫证明", "has no “免疫证明” in 第一章 (c1); “免疫证明” stands in 第三条第一款第（二）项 (a3-k1-x2)"),
    ("第九条", "五日内", "has no 第九条 (a9); “五日内” stands in 第三条第二款 (a3-k2)"),
]


@pytest.mark.parametrize(("place", "words", "message"), HELD, ids=[f"{place} {words}" for place, words, _ in HELD])
def test_a_note_holds_on_to_its_words(tmp_path: Path, place: str, words: str, message: str | None) -> None:
    project = new(tmp_path)
    project.edit(NOTES, "第三条第一款\n:type: 释义", f"{place}\n:type: 释义\n:words: {words}")
    warnings = project.build().warnings
    if message is None:
        assert not warnings
    else:
        assert f"notes/yunzhengfa/2024/3.md:3: ERROR: n1: doc/yunzhengfa/2024/3 {message} [law.note]" in warnings


def test_a_misplaced_note_stands_below_the_title(tmp_path: Path) -> None:
    project = new(tmp_path)
    project.edit(NOTES, "第三条第一款\n:type: 释义", "第九条第一款\n:type: 释义")
    project.build()
    notes = [(e.get("id"), e.get("aria-label")) for e in project.find(RULE, "//aside[@class='note']")]
    assert notes == [("n1", "释义：第九条第一款"), ("n2", "效力：标题“城市养犬管理办法”")]
    assert project.find("notes", "//main//li//a")[0].get("href") == "../doc/yunzhengfa/2024/3/#n1"


def test_words_are_found_at_an_anchor_that_an_earlier_release_had(tmp_path: Path) -> None:
    project = new(tmp_path)
    moved = '[moved]\n"doc/yunzhengfa/2024/3/#a7-k1" = "#a3-k1"\n'
    (project.source / "redirects.toml").write_text(moved, "utf-8")
    project.edit(NOTES, "第三条第一款\n:type: 释义", "第七条第一款\n:type: 释义\n:words: 申请登记")
    assert not project.build().warnings


WRONG = [
    (
        "第三条第一款\n:type: 释义",
        "第九条第一款\n:type: 释义",
        "3.md:3: ERROR: n1: doc/yunzhengfa/2024/3 has no 第九条第一款 (a9-k1)",
    ),
    (
        "第三条第一款\n:type: 释义",
        "第三条第二项\n:type: 释义",
        "has no 第三条第（二）项 (a3-x2); do you mean 第三条第一款第（二）项 (a3-k1-x2)?",
    ),
    (":type: 释义\n", "", "a note needs a :type:, one of 释义 文字 效力 施行 编者 [docutils]"),
    (":type: 释义", ":type: 批注", "a note needs a :type:, one of 释义 文字 效力 施行 编者, not 批注 [docutils]"),
    (":date: 2026-11-01", ":date: 2026-11-31", "2026-11-31"),
    ("第三条第一款\n:type", "哪一条\n:type", "neither a place nor an anchor: '哪一条'"),
    ("第三条第一款\n:type", f"{'a' * 60}!\n:type", "neither a place nor an anchor: 'aaa"),
    (":type: 效力", ":type: 效力\n:number: 1", "a second note with the number 1"),
]


@pytest.mark.parametrize(("before", "after", "message"), WRONG, ids=[message for *_, message in WRONG])
def test_what_is_wrong_is_an_error_with_its_place(tmp_path: Path, before: str, after: str, message: str) -> None:
    project = new(tmp_path)
    project.edit(NOTES, before, after)
    warnings = project.build().warnings
    assert message in warnings
    assert warnings.count("notes/yunzhengfa/2024/3.md:") == 1


def test_notes_on_a_document_of_another_corpus_are_left_out(tmp_path: Path) -> None:
    project = new(tmp_path)
    (project.source / NOTES).with_suffix(".md").rename(project.source / "notes" / "yunzhengfa" / "2024" / "99.md")
    built = project.build()
    assert "notes/yunzhengfa/2024/99.md is left out: the corpus has no such document" in built.status
    assert not built.warnings
    assert not (built.output / "notes/yunzhengfa/2024/99").exists()


def test_a_note_outside_the_notes_is_an_error(tmp_path: Path) -> None:
    project = new(tmp_path)
    text = (project.source / f"{NOTES}.md").read_text("utf-8")
    (project.source / "other.md").write_text(f"---\norphan: true\n---\n{text}", "utf-8")
    assert "notes stand in notes/<id of the document>.md" in project.build().warnings


def test_a_number_can_be_set_where_an_earlier_note_is_gone(tmp_path: Path) -> None:
    project = new(tmp_path)
    text = (project.source / f"{NOTES}.md").read_text("utf-8")
    last = text[text.index(":::{law:note} title") :].replace(":type: 效力", ":type: 效力\n:number: 2")
    (project.source / f"{NOTES}.md").write_text(f"# 注释\n\n{last}", "utf-8")
    assert [e.get("id") for e in project.build().find(RULE, "//aside[@class='note']")] == ["n2"]


def test_an_edited_note_changes_the_page_of_the_document(tmp_path: Path) -> None:
    step, full = new(tmp_path / "step"), new(tmp_path / "full")
    step.build()
    for project in (step, full):
        project.edit(NOTES, "登记的材料", "登记时的材料")
        project.build()
    assert "登记时的材料" in step.page(RULE)
    assert digests(step.output) == digests(full.output)


def test_notes_that_are_taken_away_are_gone(tmp_path: Path) -> None:
    project = new(tmp_path).build()
    (project.source / f"{NOTES}.md").unlink()
    assert "<aside" not in project.build().page(RULE)


def test_kinds_are_the_words_that_editors_write() -> None:
    assert [str(kind) for kind in NoteKind] == ["释义", "文字", "效力", "施行", "编者"]
