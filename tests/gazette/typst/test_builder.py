"""The Typst tree: what stands in it, what books hold, what is written again."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.typstproject import BASE_URL, build, make_source, project, sphinx

RULE, OPINION = "doc/yunzhengfa/2024/3", "doc/yunzhengbanzi/2024/7"
NAMES = {
    "corpus",
    "yunzhengbanzi-2024-7",
    "yunzhengfa-2024-3",
    "yunzhoushirenminzhengfugongbao-2024-1",
    "yunzhoushirenminzhengfugongbao-2024-2",
    "yunzhoushirenminzhengfuling-12",
    "zhengfugongzuobaogao-2024-01-15",
}


def contents(tree: Path) -> dict[str, bytes]:
    """Give all files of a tree that belong to it, Sphinx's and the compile step's own apart."""
    files = (file for file in sorted(tree.rglob("*.*")) if file.is_file())
    return {
        file.relative_to(tree).as_posix(): file.read_bytes()
        for file in files
        if not any(part.startswith(".") for part in file.relative_to(tree).parts)
    }


def test_every_document_issue_and_the_corpus_is_a_target() -> None:
    manifest = json.loads((project().tree / "manifest.json").read_text("utf-8"))
    assert {target["name"] for target in manifest["targets"]} == NAMES
    assert manifest["today"] == "2026-11-21"


def test_targets_name_all_files_that_they_read() -> None:
    tree = project().tree
    for target in json.loads((tree / "manifest.json").read_text("utf-8"))["targets"]:
        read: set[str] = set()
        waiting = [f"pdf/{target['name']}.typ"]
        while waiting:
            imports = re.findall('#import "/([^"]+)"', (tree / waiting.pop()).read_text("utf-8"))
            new = {file for file in imports if not file.startswith("lib/")} - read
            read |= new
            waiting += new
        assert read == set(target["uses"])


def test_code_labels_and_paths_are_ascii() -> None:
    """What stands outside strings, content and comments is not touched by a conversion of the script."""
    for file, data in contents(project().tree).items():
        if file.endswith(".typ"):
            code = re.sub(r'"(?:[^"\\]|\\.)*"|//[^\n]*', "", data.decode())
            assert re.findall(r"<[^>\s]+>", code) == [x for x in re.findall(r"<[^>\s]+>", code) if x.isascii()]
            assert all(name.isascii() for name in re.findall(r"#([^\s\[(\\;{]+)[\[(]", code))
        assert file.isascii()


def test_records_tell_what_the_sheet_shows() -> None:
    text = (project().tree / "pdf" / "yunzhengfa-2024-3.typ").read_text("utf-8")
    assert 'gazette: "《云州市人民政府公报》2024年第1期（总第88期）"' in text
    assert 'status: "已失效"' in text
    assert "page: 3" in text


def test_a_book_sets_columns_in_printed_order_and_titles_by_pinyin() -> None:
    text = (project().tree / "pdf" / "yunzhoushirenminzhengfugongbao-2024-2.typ").read_text("utf-8")
    assert re.findall(r'"(column-[0-9]+)", "([^"]+)"', text) == [("column-1", "人大会议文件"), ("column-2", "政府规章")]
    assert "documents: (d2.record, d1.record, )" in text.replace(",)", ", )")


def test_a_document_that_an_issue_prints_twice_stands_in_it_once(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    records = json.loads((source / "corpus.json").read_text("utf-8"))
    copy = {"source": "yunzhou-2024-1.txt", "lines": [200, 210], "column": "附录", "page": 30}
    for each in records["documents"]:
        if each["id"] == "yunzhengfa/2024/3":
            each["witnesses"] = [copy, copy | {"source": "yunzhou-2024-2.txt"}]
    (source / "corpus.json").write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    books = build(source, tmp_path / "typst") / "pdf"
    texts = [(books / f"yunzhoushirenminzhengfugongbao-2024-{n}.typ").read_text("utf-8") for n in (1, 2)]
    assert [text.count('"/pdf/yunzhengfa-2024-3.typ"') for text in texts] == [1, 1]
    assert "附录" in texts[1]
    assert (books / "corpus.typ").read_text("utf-8").count('"/pdf/yunzhengfa-2024-3.typ"') == 1


def test_codes_hold_the_address_of_the_page_in_each_script() -> None:
    codes = project().tree / "lib" / "qr"
    simplified = (codes / "yunzhengfa-2024-3.svg").read_text("utf-8")
    traditional = (codes / "zh-hant" / "yunzhengfa-2024-3.svg").read_text("utf-8")
    assert simplified != traditional
    assert BASE_URL not in simplified


def test_the_same_source_gives_the_same_tree_also_in_parallel(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    assert contents(build(source, tmp_path / "serial")) == contents(project().tree)
    assert contents(build(source, tmp_path / "parallel", parallel=2)) == contents(project().tree)


def test_only_changed_documents_are_written_again(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    tree = build(source, tmp_path / "typst")
    before = {docname: (tree / f"{docname}.typ").stat().st_mtime_ns for docname in (RULE, OPINION)}
    changed = source / f"{RULE}.md"
    text = changed.read_text("utf-8")
    changed.write_text(text.replace("因不可抗力", "因天气原因"), "utf-8")
    os.utime(changed, (changed.stat().st_atime, changed.stat().st_mtime + 5))
    build(source, tree)
    after = {docname: (tree / f"{docname}.typ").stat().st_mtime_ns for docname in (RULE, OPINION)}
    assert before[OPINION] == after[OPINION]
    assert "因天气原因不能归还" in (tree / f"{RULE}.typ").read_text("utf-8")


def test_a_document_that_is_gone_leaves_no_files(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    tree = build(source, tmp_path / "typst")
    (source / f"{OPINION}.md").unlink()
    issue = source / "gazette" / "yunzhoushirenminzhengfugongbao" / "2024" / "1.md"
    issue.write_text("".join(x for x in issue.read_text("utf-8").splitlines(True) if "yunzhengbanzi" not in x), "utf-8")
    records = json.loads((source / "corpus.json").read_text("utf-8"))
    records["documents"] = [each for each in records["documents"] if each["id"] != "yunzhengbanzi/2024/7"]
    (source / "corpus.json").write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    build(source, tree)
    assert not [file for file in contents(tree) if "yunzhengbanzi" in file and not file.startswith("doc")]
    assert "yunzhengbanzi" not in (tree / "manifest.json").read_text("utf-8")


def test_a_site_without_address_has_neither_links_nor_codes(tmp_path: Path) -> None:
    tree = build(make_source(tmp_path / "source"), tmp_path / "typst", gazette_base_url="")
    assert "#let site = none" in (tree / "lib" / "config.typ").read_text("utf-8")
    assert not (tree / "lib" / "qr").exists()


def test_an_unknown_node_is_reported_and_its_words_stay(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    page = source / f"{OPINION}.md"
    page.write_text(page.read_text("utf-8").replace("注：数量以实际投放为准。", "$$数量$$"), "utf-8")
    with (
        pytest.raises(AssertionError, match="no Typst for math_block"),
        sphinx(
            source,
            tmp_path / "typst",
            myst_enable_extensions=["attrs_block", "attrs_inline", "colon_fence", "dollarmath"],
        ) as app,
    ):
        app.build()
    assert "数量" in (tmp_path / "typst" / f"{OPINION}.typ").read_text("utf-8").rpartition("#sheet")[2]


def test_a_correction_is_marked_and_shows_what_is_printed(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    page = source / f"{RULE}.md"
    page.write_text(page.read_text("utf-8").replace("公共服务水平", "公共服务{corr}`水平<能力>`"), "utf-8")
    with sphinx(source, tmp_path / "typst") as app:
        app.build()
    assert '公共服务#corrected("能力")[水平];，根据' in (tmp_path / "typst" / f"{RULE}.typ").read_text("utf-8")


def test_a_misprint_in_a_title_is_told_behind_it(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    page = source / f"{RULE}.md"
    before, head, after = page.read_text("utf-8").partition("{#enclosed .enclosed}\n## ")
    title, _, rest = after.partition("\n")
    page.write_text(f"{before}{head}{title[:-1]}{{corr}}`{title[-1]}<去>`\n{rest}", "utf-8")
    with sphinx(source, tmp_path / "typst") as app:
        app.build()
    (written,) = re.findall("#enclosed.*", (tmp_path / "typst" / f"{RULE}.typ").read_text("utf-8"))
    assert written.endswith('notes: [#corrected("去")[];])')


def test_the_release_is_sphinxs_or_the_day(tmp_path: Path) -> None:
    tree = build(make_source(tmp_path / "source"), tmp_path / "typst", release="2026.11")
    assert '#let release = "2026.11"' in (tree / "lib" / "config.typ").read_text("utf-8")
    assert '#let release = "2026-11-21"' in (project().tree / "lib" / "config.typ").read_text("utf-8")
