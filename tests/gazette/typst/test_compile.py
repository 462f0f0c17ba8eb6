"""The compile step: what is set, what is taken from the cache, what fails and how it is said."""

import datetime as dt
import filecmp
import hashlib
import shutil
from pathlib import Path
from unittest.mock import Mock

import pikepdf
import pytest
import typst

from converters.variants import ConversionError
from gazette.addresses import SCRIPTS
from gazette.typst import compile as typst_compile
from gazette.typst import pdfs as typst_set
from gazette.typst.compile import TypesettingError, typeset
from gazette.typst.fonts import CHAINS, PRINTED, FontError, load_fonts, resolve
from gazette.typst.pdfs import Job, Setting, batches, explain
from gazette.typst.scripts import Dictionaries, converted
from tests.pdfpages import bookmarks, destinations, glyphs
from tests.typstproject import LIBRARY, convert, project

SIMPLIFIED, TRADITIONAL = PRINTED
RULE = "doc/yunzhengfa/2024/3.typ"
COUNT = 7


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    copy = tmp_path / "typst"
    shutil.copytree(project().tree, copy, ignore=shutil.ignore_patterns(".*"))
    return copy


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def digests(folder: Path) -> dict[str, str]:
    files = sorted(folder.rglob("*.pdf"))
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_compiler_has_nothing_to_say() -> None:
    assert project().warnings == ()


def test_the_same_tree_gives_the_same_bytes_in_any_place(tree: Path, tmp_path: Path) -> None:
    typeset(tree, tmp_path / "elsewhere" / "pdf", convert=convert, packaged=True)
    assert digests(tmp_path / "elsewhere" / "pdf") == digests(project().pdf)


def test_what_is_unchanged_is_not_set_again(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "pdf"
    first = typeset(tree, out, [SIMPLIFIED], convert=convert, packaged=True)
    before = digests(out)
    again = typeset(tree, tmp_path / "new", [SIMPLIFIED], convert=convert, packaged=True)
    assert (first.made, first.reused, again.made, again.reused) == (COUNT, 0, 0, COUNT)
    assert digests(tmp_path / "new") == before
    change(tree / RULE, "因不可抗力", "因天气原因")
    result = typeset(tree, out, [SIMPLIFIED], convert=convert, packaged=True)
    assert (result.made, result.reused) == (3, COUNT - 3)  # itself, its issue, the corpus
    assert {name for name, digest in digests(out).items() if before[name] != digest} == {
        "yunzhengfa-2024-3.pdf",
        "yunzhoushirenminzhengfugongbao-2024-1.pdf",
        "corpus.pdf",
    }


def test_a_change_of_library_or_day_sets_everything_again(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "pdf"
    typeset(tree, out, [SIMPLIFIED], convert=convert, packaged=True)
    change(tree / "lib" / "config.typ", "2026年11月21日", "2026年11月22日")
    assert typeset(tree, out, [SIMPLIFIED], convert=convert, packaged=True).made == COUNT
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert typeset(tree, out, [SIMPLIFIED], convert=convert, packaged=True).made == COUNT
    with pikepdf.open(out / "corpus.pdf") as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20231114221320")


def test_pdfs_of_former_runs_are_removed(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "pdf"
    out.mkdir()
    (out / "gone-2020-1.pdf").write_bytes(b"%PDF")
    typeset(tree, out, [SIMPLIFIED], convert=convert, packaged=True)
    assert "gone-2020-1.pdf" not in digests(out)
    assert len(list((tree / ".cache").rglob("*.pdf"))) == COUNT


def test_what_is_set_again_the_same_keeps_its_time_and_is_compared_once(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = Mock(wraps=filecmp.cmp)
    monkeypatch.setattr(filecmp, "cmp", spy)
    out = tmp_path / "pdf"
    compared = []
    for again in (False, True, False):
        if again:
            shutil.rmtree(tree / ".cache")
        typeset(tree, out, [SIMPLIFIED], convert=convert, packaged=True)
        compared.append((spy.call_count, {file.name: file.stat().st_mtime_ns for file in out.glob("*.pdf")}))
    (first, times), *others = compared
    assert first == 0
    assert others == [(COUNT, times)] * 2


def test_a_source_that_cannot_be_converted_is_named(tree: Path, tmp_path: Path) -> None:
    def refused(_source: str, _script: str) -> str:
        raise ConversionError("12 characters became 11")

    with pytest.raises(TypesettingError, match=r"doc/yunzhengfa/2024/3\.typ: 12 characters"):
        typeset(tree, tmp_path / "pdf", convert=refused, packaged=True)


def test_a_file_is_converted_when_it_or_what_words_become_is_another(tree: Path) -> None:
    def run(version: str, *names: str) -> list[str]:
        spy = Mock(wraps=convert)
        sources = {name: hashlib.sha256((tree / name).read_bytes()).hexdigest() for name in names}
        root = converted(tree, "zh-hant", sources, spy, version)
        assert {f.relative_to(root).as_posix() for f in root.rglob("*.typ")} == set(names)
        assert all((root / name).read_text() == convert((tree / name).read_text(), "zh-hant") for name in names)
        return [call.args[0] for call in spy.call_args_list]

    other = "doc/yunzhoushirenminzhengfuling/12.typ"
    assert len(run("1", RULE, other)) == 2
    assert run("1", RULE, other) == []
    change(tree / RULE, "因不可抗力", "因天气原因")
    assert run("1", RULE, other) == [(tree / RULE).read_text()]
    assert len(run("2", RULE, other)) == 2
    assert run("2", RULE) == []


def test_the_version_of_the_dictionaries_tells_what_words_become(tmp_path: Path) -> None:
    source = tmp_path / "source"

    def version(converted: str) -> str:
        words = Dictionaries(source, tmp_path / "typst")
        assert words.convert("#par[范海涛同志]", "zh-hant") == f"#par[{converted}同志]"
        return words.version

    text = source / "doc" / "yunzhengren" / "1.md"
    text.parent.mkdir(parents=True)
    text.write_text("---\n---\n\n无。\n", "utf-8")
    (source / "terms").symlink_to(LIBRARY.parent / "terms")
    first = version("範海濤")
    text.write_text("---\n---\n\n市政府决定，任命：\n\n范海涛同志为云州市财政局局长。\n", "utf-8")
    second = version("范海濤")
    assert second != first
    text.write_text(text.read_text("utf-8") + "\n特此通知。\n", "utf-8")
    assert version("范海濤") == second  # the same names: nothing is converted anew


def test_traditional_files_have_converted_words_and_the_same_anchors(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "pdf"
    typeset(tree, out, convert=convert, packaged=True)
    hans, hant = out / "yunzhengfa-2024-3.pdf", out / "zh-hant" / "yunzhengfa-2024-3.pdf"
    text = "".join(glyph.char for glyph in glyphs(hant))
    assert "雲州市公共雨伞管理辦法" in text
    assert "云" not in text
    assert "/zh-hant/doc/yunzhengfa/2024/3/" in text
    assert {glyph.font for glyph in glyphs(hant)} >= {"NotoSerifTC-Regular", "NotoSansTC-Regular"}
    with pikepdf.open(hans) as simplified, pikepdf.open(hant) as traditional:
        assert destinations(simplified).keys() == destinations(traditional).keys()
        assert str(traditional.Root.Lang) == "zh-TW"
        assert "雲州市" in str(traditional.docinfo["/Title"])
        told = [str(value) for info in (traditional.docinfo, traditional.open_metadata()) for value in info.values()]
        told += [words for _, words in bookmarks(traditional)]
        assert "云" not in "".join(told)
        assert [depth for depth, _ in bookmarks(traditional)] == [depth for depth, _ in bookmarks(simplified)]


@pytest.mark.parametrize(
    ("char", "said"), [("\ue123", "U+E123"), ("🌂", "U+1F302"), ("\ufeff", "U+FEFF")], ids=["private", "emoji", "bom"]
)
def test_a_missing_glyph_fails_with_character_code_point_and_place(
    tree: Path, tmp_path: Path, char: str, said: str
) -> None:
    change(tree / RULE, "因不可抗力", f"因不可{char}抗力")
    with pytest.raises(TypesettingError) as caught:
        typeset(tree, tmp_path / "pdf", [SIMPLIFIED], convert=convert, packaged=True)
    message = str(caught.value)
    assert said in message
    assert re_place(message) == (RULE, line_of(tree / RULE, char))
    assert message.startswith("corpus.pdf, yunzhengfa-2024-3.pdf, yunzhoushirenminzhengfugongbao-2024-1.pdf: error")
    assert message.count(".pdf: error:") == 1


def re_place(message: str) -> tuple[str, int]:
    place = message.partition("┌─ ")[2].partition("\n")[0]
    file, line, _ = place.rsplit(":", 2)
    return file[file.index("doc/") :], int(line)


def line_of(file: Path, char: str) -> int:
    return next(n for n, line in enumerate(file.read_text("utf-8").split("\n"), 1) if char in line)


def test_a_text_that_is_missing_is_named(tree: Path, tmp_path: Path) -> None:
    (tree / RULE).unlink()
    with pytest.raises(TypesettingError, match=rf"\.pdf: no {RULE}; its document has no page"):
        typeset(tree, tmp_path / "pdf", [SIMPLIFIED], convert=convert, packaged=True)


def test_explain_leaves_other_faults_as_they_are() -> None:
    assert explain("error: unknown variable: x\n  ┌─ a.typ:1:1\n\nhelp: while importing `b`") == (
        "error: unknown variable: x\n  ┌─ a.typ:1:1"
    )


def test_the_command_line(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = [str(tree), str(tmp_path / "pdf"), "--script", "zh-hans", "--packaged"]
    assert typst_compile.main(args) == 0
    assert f"{COUNT} PDFs set, 0 unchanged" in capsys.readouterr().err
    change(tree / RULE, "因不可抗力", "因不可\ue123抗力")
    assert typst_compile.main(args) == 1
    assert "U+E123" in capsys.readouterr().err


# ---- batches ----


def job(name: str, weight: int, script: str = "") -> Job:
    setting = Setting(
        Path("tree") / script, {"script": script}, dt.datetime(2026, 11, 21, tzinfo=dt.UTC), packaged=True
    )
    return Job(setting, name, weight, Path(f"{script}-{name}.pdf"))


def names(cut: list[list[Job]]) -> list[str]:
    return [" ".join(each.setting.inputs["script"] + each.name for each in batch) for batch in cut]


def test_batches_keep_the_order_and_the_heaviest_comes_first() -> None:
    jobs = [job("a", 2), job("b", 3), job("c", 9), job("d", 1), job("e", 2), job("f", 2)]
    assert names(batches(jobs, 5)) == ["c", "a b", "d e f"]
    assert names(batches(jobs, 1)) == ["c", "b", "a", "e", "f", "d"]


def test_a_batch_is_of_one_script() -> None:
    assert names(batches([job("a", 1), job("b", 1), job("a", 1, "h"), job("b", 1, "h")], 9)) == ["a b", "ha hb"]


def test_batches_in_processes_of_their_own_make_the_same_bytes(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typst_set, "LEAST", 1)
    change(tree / RULE, "因不可抗力", "因不可\ue123抗力")
    with pytest.raises(TypesettingError, match=r"U\+E123"):
        typeset(tree, tmp_path / "pdf", [SIMPLIFIED], convert=convert, packaged=True)
    change(tree / RULE, "因不可\ue123抗力", "因不可抗力")
    result = typeset(tree, tmp_path / "pdf", [SIMPLIFIED], convert=convert, packaged=True)
    assert (result.made, result.reused) == (3, COUNT - 3)  # what had no fault is not set again
    assert digests(tmp_path / "pdf").items() < digests(project().pdf).items()


# ---- faces ----


def test_what_cannot_be_written_is_named_with_all_that_it_concerns(tree: Path, tmp_path: Path) -> None:
    shutil.rmtree(tree / ".cache", ignore_errors=True)
    (tree / ".cache").mkdir()
    (tree / ".cache" / "zh-hans").touch()
    with pytest.raises(TypesettingError, match=r"^[^\n]+\.pdf, [^\n]+\.pdf: (File exists|Not a directory)$"):
        typeset(tree, tmp_path / "pdf", [SIMPLIFIED], convert=convert, packaged=True)


def test_the_standards_own_faces_come_first_where_they_are_installed() -> None:
    families = ["FangSong_GB2312", "SimHei", "Noto Serif SC", "Noto Sans SC", "Noto Serif TC", "Noto Sans TC"]
    roles = resolve(families, SCRIPTS[0])
    assert roles.keys() == CHAINS.keys()
    assert roles["fang"] == ["FangSong_GB2312", "Noto Serif SC", "Noto Serif TC"]
    assert roles["hei"] == ["SimHei", "Noto Sans SC", "Noto Sans TC"]
    assert roles["kai"] == ["Noto Serif SC", "Noto Serif TC"]


def test_of_the_free_faces_one_of_each_kind_is_enough() -> None:
    families = ["Noto Serif SC", "Noto Serif CJK SC", "Noto Serif CJK TC", "Noto Sans CJK SC", "Noto Sans TC"]
    roles = resolve(families, SIMPLIFIED)
    assert roles["fang"] == ["Noto Serif SC", "Noto Serif CJK TC"]
    assert roles["hei"] == ["Noto Sans CJK SC", "Noto Sans TC"]


def test_faces_of_gb_2312_do_not_set_traditional_text() -> None:
    roles = resolve(["FangSong_GB2312", "FangSong", "SimHei", "Noto Serif TC", "Noto Sans TC"], TRADITIONAL)
    assert roles["fang"] == ["FangSong", "Noto Serif TC"]
    assert roles["title"] == ["Noto Serif TC"]


def test_a_role_without_face_says_what_to_install() -> None:
    with pytest.raises(FontError, match=r"no font for fang: install one of FangSong_GB2312.*pylopdf-fonts-zh-cn"):
        resolve(["SimHei"], SIMPLIFIED)


def test_the_packaged_faces_fill_every_role() -> None:
    fonts = load_fonts(packaged=True)
    assert isinstance(fonts, typst.Fonts)
    for script in PRINTED:
        assert all(roles for roles in resolve(fonts.families(), script).values())
