"""Pages, sources of PDFs and the site in the Traditional scripts: text changes, nothing else does."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from converters.variants import SCRIPTS, lexicons, load_lexicon, typst_converter
from converters.variants.__main__ import main
from converters.variants.blocks import Block, read_document
from converters.variants.chain import lexicon
from converters.variants.guard import Guard
from converters.variants.names import Finder
from converters.variants.pages import cut
from converters.variants.scripts import SIMPLIFIED, Script, script
from converters.variants.site import _NORMALISED_RE, convert_site
from converters.variants.stock import default_form, dictionary, phrase_form
from converters.variants.terms import load
from gazette import addresses
from tests.conftest import ROOT

KNOWN = lexicon(load(ROOT / "source" / "terms"))
CONVERTERS = {each.code: converter for each, converter in zip(SCRIPTS, KNOWN.converters(), strict=True)}
WORDS = {"alt", "title", "placeholder", "label", "summary", "content"}
"""Attributes that may change besides aria-… and data-…."""


def render(page: str, code: str = "zh-tw") -> str:
    """Convert a page."""
    pieces = cut(page)
    return pieces.render(script(code), CONVERTERS[code](pieces.text))


def body(inner: str, code: str = "zh-tw") -> str:
    """Convert what stands in a page's body."""
    page = render(f'<!doctype html>\n<html lang="zh-Hans"><body>{inner}</body></html>', code)
    return page.partition("<body>")[2].partition("</body>")[0]


# ---- one page ----


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>发展计划</p>", "<p>發展計畫</p>"),
        ('<img alt="里程" src="里程.png">', '<img alt="里程" src="里程.png">'),
        ('<input placeholder="关于" value="关于">', '<input placeholder="關於" value="关于">'),
        ('<a title="“范围”" href="?q=范围">范围</a>', '<a title="「範圍」" href="?q=范围">範圍</a>'),
        ("<b data-none=\"没有“{}”\" data-id='x' aria-label='标题'>↑</b>", None),
        ("<pre>关于“制度”</pre><code>发展</code><kbd>里</kbd>", "<pre>关于“制度”</pre><code>发展</code><kbd>里</kbd>"),
        ('<p translate="no">发展<b>关于</b></p><p>发展</p>', '<p translate="no">发展<b>关于</b></p><p>發展</p>'),
        ('<a lang="zh-Hans" title="简体">简体</a>简体', '<a lang="zh-Hans" title="简体">简体</a>簡體'),
        ("<script>关于</script><style>/* 关于 */</style>", "<script>关于</script><style>/* 关于 */</style>"),
        ("<script>1<b && '关于'>2</script>关于", "<script>1<b && '关于'>2</script>關於"),
        ("<pre>关于<b>关于</b><pre>关于</pre>关于</pre>关于", "<pre>关于<b>关于</b><pre>关于</pre>关于</pre>關於"),
        ('<a href="/pdf/a.pdf" title="关于">关于</a>', '<a href="/pdf/zh-hant/a.pdf" title="關於">關於</a>'),
        ("<!-- 关于 --><p>1 < 2 关于</p>", "<!-- 关于 --><p>1 < 2 關於</p>"),
        ('<p title="a>b 关于">关于</p>', '<p title="a>b 關於">關於</p>'),
        ("<p>&lt;关于&gt;&nbsp;&#x20;</p>", "<p>&lt;關於&gt;&nbsp;&#x20;</p>"),
    ],
)
def test_text_changes_and_markup_stays(inner: str, expected: str | None) -> None:
    expected = expected or "<b data-none=\"沒有「{}」\" data-id='x' aria-label='標題'>↑</b>"
    assert body(inner) == expected


def test_inline_markup_does_not_interrupt_a_word() -> None:
    assert body("<p>理<wbr>发<b>店</b>，资金<i>发</i><a href='#x' title='释义'>展</a></p>") == (
        "<p>理<wbr>髮<b>店</b>，資金<i>發</i><a href='#x' title='釋義'>展</a></p>"
    )


def test_blocks_are_not_read_together() -> None:
    assert body("<li>理</li><li>发</li><td>理<br>发</td>") == "<li>理</li><li>發</li><td>理<br>發</td>"
    assert body("<a>理</a> <a>发</a><b>理</b>\n<b>发</b>") == "<a>理</a> <a>發</a><b>理</b>\n<b>發</b>"


def test_nested_elements_of_another_language_end_where_they_end() -> None:
    assert body('<ul lang="zh-Hans"><li><ul><li>关于</li></ul></li></ul>关于') == (
        '<ul lang="zh-Hans"><li><ul><li>关于</li></ul></li></ul>關於'
    )


def test_metadata_is_converted_where_it_is_text() -> None:
    page = '<meta name="description" content="关于"><meta name="viewport" content="关于"><title>关于</title>'
    assert (
        body(page) == '<meta name="description" content="關於"><meta name="viewport" content="关于"><title>關於</title>'
    )


def test_a_page_knows_its_language_its_address_and_its_pdf() -> None:
    page = (
        '<html lang="zh-Hans"><link rel="canonical" href="https://x.example/doc/a/">'
        '<link rel="alternate" hreflang="zh-Hant-TW" href="https://x.example/zh-tw/doc/a/">'
        '<link rel="alternate" type="application/pdf" href="/pdf/a.pdf"><a href="/law/pdf/corpus.pdf#a1">全部</a>'
        '<a href="../b/">乙</a><a href="/corpus.json">数据</a>'
        '<a class="canonical" href="https://x.example/doc/a/">看最新版</a>'
    )
    assert render(page) == (
        '<html lang="zh-Hant-TW"><link rel="canonical" href="https://x.example/zh-tw/doc/a/">'
        '<link rel="alternate" hreflang="zh-Hant-TW" href="https://x.example/zh-tw/doc/a/">'
        '<link rel="alternate" type="application/pdf" href="/pdf/zh-hant/a.pdf">'
        '<a href="/law/pdf/zh-hant/corpus.pdf#a1">全部</a><a href="../b/">乙</a><a href="/corpus.json">數據</a>'
        '<a class="canonical" href="https://x.example/zh-tw/doc/a/">看最新版</a>'
    )


def test_what_stands_once_is_found_from_one_folder_deeper() -> None:
    page = (
        '<script src="./../../_static/app.js"></script><a href="./../../" lang="zh-Hans">简体</a><a href="./">发</a>'
        '<i data-list="./../a.json" data-new="最新发"></i><p data-shards="./../search/" data-root="./">href="./'
    )
    assert render(page) == (
        '<script src="../../../_static/app.js"></script><a href="../../../" lang="zh-Hans">简体</a><a href="../">發</a>'
        '<i data-list="../../a.json" data-new="最新發"></i><p data-shards="../../search/" data-root="./">href="./'
    )


def test_what_is_added_is_not_read_together_with_what_is_removed() -> None:
    assert body("<p>处<del>理</del><ins>发</ins>文</p>") == "<p>處<del>理</del><ins>發</ins>文</p>"
    assert body("<p>理<b>发</b>店</p>") == "<p>理<b>髮</b>店</p>"


MARKUP = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b title='里'>",
        "</b>",
        "<!-- 里 -->",
        "<",
        ">",
        "<br/>",
        '<i lang="en">',
        "</i>",
        "<pre>",
        "</pre>",
        "&lt;",
        '"',
    ]
)
PAGES = st.lists(MARKUP | st.text("发里于 a\n<>&'\"=/“”", max_size=8), max_size=20).map("".join)


@given(PAGES)
@settings(max_examples=200)
def test_any_page_is_cut_without_loss_and_keeps_its_markup(page: str) -> None:
    pieces = cut(page)
    words = [pieces.text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    alone = {number: piece.text for number, piece in pieces.pieces.items()}
    assert pieces.form % tuple(alone.get(number, word) for number, word in enumerate(words)) == page
    converted = render(page, "zh-hant")
    assert len(converted) == len(page)
    assert [char for char in converted if char < "\x80"] == [char for char in page if char < "\x80"]


# ---- a whole site ----


def trees(left: html.HtmlElement, right: html.HtmlElement) -> Iterator[str]:
    """Give what differs between two trees besides text."""
    if (left.tag, left.keys(), len(left)) != (right.tag, right.keys(), len(right)):
        yield f"{left.tag} {dict(left.items())} | {right.tag} {dict(right.items())}"
        return
    for key, value in left.items():
        other = right.get(key, "")
        read = key in WORDS or key.startswith(("aria-", "data-"))
        outward = value.startswith("./") and (key in ("href", "src") or (key.startswith("data-") and value != "./"))
        value = f".{value}" if outward else value  # noqa: PLW2901 - as it is to be one folder deeper
        same = other.replace("pdf/zh-hant/", "pdf/") == value if key == "href" else other == value
        if not same and not (read and len(other) == len(value)):
            yield f"{left.tag} {key}: {value!r} | {other!r}"
    for child, other_child in zip(left, right, strict=True):
        yield from trees(child, other_child)


@pytest.fixture(scope="module")
def converted(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Convert a copy of the site of the sample gazettes as the Makefile does."""
    copy = tmp_path_factory.mktemp("variants") / "site"
    shutil.copytree(site, copy)
    source = site.parent / "source"
    (source / "terms").symlink_to(ROOT / "source" / "terms")
    assert main([str(copy), "--source", str(source)]) == 0
    return copy


def test_the_scripts_that_pages_offer_are_those_that_are_made() -> None:
    made = [(f"{each.code}/", each.lang) for each in SCRIPTS]
    assert [(each.folder, each.lang) for each in addresses.SCRIPTS] == [("", SIMPLIFIED), *made]


def html_pages(folder: Path) -> list[str]:
    """List the pages below a folder, those of other scripts left out."""
    codes = {each.code for each in SCRIPTS}
    found = (path.relative_to(folder) for path in folder.rglob("*.html"))
    return sorted(path.as_posix() for path in found if path.parts[0] not in {*codes, "_static"})


@pytest.mark.parametrize("each", SCRIPTS, ids=lambda each: each.code)
def test_every_page_is_there_and_differs_in_text_only(converted: Path, each: Script) -> None:
    names = html_pages(converted)
    assert names
    assert html_pages(converted / each.code) == names
    for name in names:
        left, right = (html.parse(folder / name).getroot() for folder in (converted, converted / each.code))
        assert (left.get("lang"), right.get("lang")) == (SIMPLIFIED, each.lang)
        right.set("lang", SIMPLIFIED)
        assert list(trees(left, right)) == [], name


@pytest.mark.parametrize("each", SCRIPTS, ids=lambda each: each.code)
def test_nothing_simplified_is_left_on_a_page(converted: Path, each: Script) -> None:
    """What is converted once more would change, had anything been left out."""
    left_out = re.compile(r"[发关务业规实办这边边国图动条项书]")
    for name in html_pages(converted / each.code):
        page = html.parse(converted / each.code / name).getroot()
        for own in page.xpath("//script | //style | //code | //pre | //body//*[@lang]"):
            own.drop_tree()
        words = [
            page.text_content(),
            *(str(value) for value in page.xpath("//@title | //@alt | //@aria-label | //@placeholder")),
        ]
        words += [str(value) for value in page.xpath("//meta[@name='description']/@content")]
        assert not left_out.findall("".join(words)), name


def test_script_switch_and_names_of_the_sample(converted: Path) -> None:
    page = (converted / "zh-tw" / "index.html").read_text("utf-8")
    assert ">簡體<" not in page
    assert ">简体<" in page
    text = "".join(path.read_text("utf-8") for path in (converted / "zh-tw" / "doc").rglob("*.html"))
    assert "市長 范岳川" in text
    assert "於后慶" not in text


def test_a_second_run_replaces_the_first_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>关于</p>", "utf-8")
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "x.html").write_text("<p>关于</p>", "utf-8")
    (tmp_path / "zh-tw").mkdir()
    (tmp_path / "zh-tw" / "old.html").write_text("x", "utf-8")
    for _ in range(2):
        result = convert_site(tmp_path, KNOWN)
    assert (result.pages, result.faults) == (1, ())
    assert {path.name for path in tmp_path.iterdir()} == {"a.html", "pdf", *(script.code for script in SCRIPTS)}
    assert [path.name for path in (tmp_path / "zh-tw").iterdir()] == ["a.html"]
    assert (tmp_path / "zh-tw" / "a.html").read_text("utf-8") == "<p>關於</p>"


def site_of(folder: Path, **texts: str) -> Path:
    """Make a site of some pages."""
    site = folder / "site"
    site.mkdir(exist_ok=True)
    for name, text in texts.items():
        (site / f"{name}.html").write_text(f"<p>{text}</p>", "utf-8")
    return site


def test_only_what_has_changed_is_converted_again(tmp_path: Path) -> None:
    site, keep = site_of(tmp_path, a="关于", b="发展", c="范围"), tmp_path / "kept"
    assert convert_site(site, KNOWN, keep).converted == 3
    before = (site / "zh-hk" / "a.html").stat().st_mtime_ns
    site_of(tmp_path, b="发布")
    (site / "c.html").unlink()
    assert convert_site(site, KNOWN, keep).converted == 1
    assert (site / "zh-hk" / "a.html").stat().st_mtime_ns == before
    for each in SCRIPTS:
        made = {path.name: path.read_text("utf-8") for path in (site / each.code).iterdir()}
        assert made == {"a.html": "<p>關於</p>", "b.html": "<p>發布</p>"}


def test_a_change_writes_its_pages_and_their_texts_and_nothing_else(tmp_path: Path) -> None:
    site, keep = site_of(tmp_path, **{f"p{number}": "关于" for number in range(200)}), tmp_path / "kept"
    (site / "a" / "b").mkdir(parents=True)
    (site / "a" / "b" / "index.html").write_text("<p>发展</p>", "utf-8")
    convert_site(site, KNOWN, keep)
    before = times(site, keep)
    assert convert_site(site, KNOWN, keep).converted == 0
    assert {path for path, time in times(site, keep).items() if before.get(path) != time} == {keep / "known.json"}
    site_of(tmp_path, p7="发布")
    shutil.rmtree(site / "a")
    convert_site(site, KNOWN, keep)
    after = times(site, keep)
    written = {path.name for path, time in after.items() if before.get(path) != time}
    assert {"p7.html", "known.json"} <= written
    assert len(written) <= 2 + 2
    assert {path.relative_to(site).parts[0] for path in before.keys() - after.keys()} == {"a", *CONVERTERS}
    assert not (site / "zh-tw" / "a").exists()


def times(*folders: Path) -> dict[Path, int]:
    """Take the times of all files below some folders."""
    return {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_names_are_looked_for_where_documents_have_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, keep, read = tmp_path / "source", tmp_path / "kept", list[str]()
    (source / "doc").mkdir(parents=True)
    shutil.copytree(ROOT / "source" / "terms", source / "terms")

    def reads(folder: Path, name: str) -> list[Block]:
        read.append(name)
        return read_document(folder, name)

    monkeypatch.setattr(lexicons, "read_document", reads)
    steps = [
        ("a", "任命于海田为云州市审计局局长。", ["doc/a.md"]),
        ("b", "云州市市长 范志刚", ["doc/b.md"]),
        ("a", "任命于海天为云州市审计局局长。", ["doc/a.md"]),
        ("c", None, []),
        ("b", None, []),
    ]
    for name, text, expected in steps:
        if text is None:
            (source / "doc" / f"{name}.md").unlink(missing_ok=True)
        else:
            (source / "doc" / f"{name}.md").write_text(text, "utf-8")
        read.clear()
        words = load_lexicon(source, keep)
        assert read == expected
        assert words == load_lexicon(source)
    with (source / "terms" / "persons.toml").open("a") as terms:
        terms.write("# another word\n")
    read.clear()
    assert load_lexicon(source, keep) == words
    assert read == ["doc/a.md"]


def test_words_are_read_before_there_is_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    (source / "doc").mkdir(parents=True)
    (source / "terms").symlink_to(ROOT / "source" / "terms")
    (source / "doc" / "a.md").write_text("任命于海田为云州市审计局局长。", "utf-8")
    assert main(["--words", str(site), "--source", str(source)]) == 0
    assert not site.exists()
    site_of(tmp_path, a="于海田")
    monkeypatch.delattr(lexicons, "read_document")
    assert main([str(site), "--source", str(source)]) == 0
    assert "于海田" in (site / "zh-hant" / "a.html").read_text("utf-8")


def test_what_is_missing_or_was_made_by_other_dictionaries_is_converted_again(tmp_path: Path) -> None:
    site, keep = site_of(tmp_path, a="范立", b="发展"), tmp_path / "kept"
    convert_site(site, KNOWN, keep)
    (site / "zh-tw" / "b.html").unlink()
    assert convert_site(site, KNOWN, keep).converted == 1
    assert convert_site(site, confirmed(范立="范立").lexicon, keep).converted == 2
    assert (site / "zh-tw" / "a.html").read_text("utf-8") == "<p>范立</p>"
    (keep / "known.json").write_text("{", "utf-8")
    assert convert_site(site, KNOWN, keep).converted == 2


def test_other_words_change_the_pages_that_hold_them_as_a_run_from_nothing_would(tmp_path: Path) -> None:
    keep, finder = tmp_path / "kept", Finder(KNOWN.terms.people, phrase_form, default_form)
    pages = {
        "a": "会议由于海田主持。",
        "b": "会议由<b>于</b>海<i>田</i>主持。",
        "c": "由于海天一色，范志刚到会。",
        "d": "<p>于后</p><p>于后红到会。</p>",
        "e": "于海\uf912田，由于海\uf98f",
        "f": "关于发展",
    }
    steps = [
        ("", set("abcdef")),
        ("云州市市长 于海田", {"a", "b", "e"}),
        ("任命范志刚为云州市财政局局长。", {"a", "b", "c", "e"}),
        ("任命范志刚、于后红为云州市财政局局长。", {"d", "e"}),
        ("任命范志刚、于后红为云州市财政局局长。", set()),
        ("", {"c", "d", "e"}),
    ]
    site = site_of(tmp_path, **pages)
    for number, (text, anew) in enumerate(steps):
        block = Block(text, cell=False, names=False, where="test")
        named = lexicon(KNOWN.terms, finder.find([block]))
        assert convert_site(site, named, keep).converted == len(anew)
        (tmp_path / str(number)).mkdir()
        fresh = site_of(tmp_path / str(number), **pages)
        convert_site(fresh, named)
        for each in SCRIPTS:
            for name in pages:
                made, wanted = ((tree / each.code / f"{name}.html").read_bytes() for tree in (site, fresh))
                assert made == wanted


def test_opencc_reads_other_characters_only_where_it_is_expected() -> None:
    assert all(_NORMALISED_RE.fullmatch(char) for char in dictionary("CJK_Compatibility_Ideographs"))


def test_a_fault_is_told_by_every_run(tmp_path: Path) -> None:
    site, keep = site_of(tmp_path, a="会议由于海田主持。", b="发展"), tmp_path / "kept"
    guarded = confirmed(于海田="于海田").lexicon
    assert [len(convert_site(site, guarded, keep).faults) for _ in range(2)] == [len(SCRIPTS)] * 2


def test_data_keeps_its_keys_and_shows_its_labels(tmp_path: Path) -> None:
    (tmp_path / "cite").mkdir()
    (tmp_path / "cite" / "0.json").write_text('[["关于通知","《关于通知》","doc/a/","a1",1]]', "utf-8")
    (tmp_path / "cite" / "names.json").write_text('{"shards":1,"fold":"於于"}', "utf-8")
    (tmp_path / "corpus.json").write_text('{"title":"关于"}', "utf-8")
    convert_site(tmp_path, KNOWN)
    cite = tmp_path / "zh-hk" / "cite"
    assert (cite / "0.json").read_text("utf-8") == '[["关于通知","《關於通知》","doc/a/","a1",1]]'
    assert (cite / "names.json").read_text("utf-8") == '{"shards":1,"fold":"於于"}'
    assert not (tmp_path / "zh-hk" / "corpus.json").exists()


def test_many_pages_are_converted_by_several_processes_to_the_same_bytes(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.html").write_text(f"<p>第{number}条 任命范志刚为局长，资金发展。</p>", "utf-8")
    convert_site(tmp_path, KNOWN)
    expected = {f"<p>第{number}條 任命範志剛為局長，資金發展。</p>" for number in range(300)}
    assert {path.read_text("utf-8") for path in (tmp_path / "zh-hk").iterdir()} == expected


# ---- the editor's help ----


def confirmed(**names: str) -> Guard:
    """Guard some names besides the project's."""
    terms = load(ROOT / "source" / "terms")
    return Guard(lexicon(replace(terms, people=replace(terms.people, confirmed=names))))


def faults(guard: Guard, text: str) -> list[tuple[str, str, str]]:
    results = [guard.lexicon.converter(each)(text) for each in SCRIPTS]
    return [(fault.hans, fault.expected, fault.found) for fault in guard.faults(text, results)]


def test_a_confirmed_name_that_comes_out_otherwise_is_a_fault() -> None:
    guard = confirmed(于海田="于海田")
    assert faults(guard, "市长于海田主持。") == []
    assert faults(guard, "会议由于海田主持。") == [("于海田", "于海田", "於海田")] * len(SCRIPTS)


def test_a_longer_term_that_holds_a_name_is_a_decision() -> None:
    assert faults(confirmed(), "建设示范镇，不是范镇。") == []


def test_a_fault_says_where_and_fails_a_strict_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, source = tmp_path / "site", tmp_path / "source"
    (source / "terms").mkdir(parents=True)
    (source / "doc").mkdir()
    site.mkdir()
    (source / "terms" / "persons.toml").write_text('[confirmed]\n"于海田" = "于海田"\n', "utf-8")
    (site / "a.html").write_text("<p>会议由于海田主持。</p>", "utf-8")
    for more, status in (([], 0), (["--strict"], 1)):
        assert main([str(site), "--source", str(source), *more]) == status
        assert "a.html: confirmed-name: 于海田 is 於海田, not 于海田" in capsys.readouterr().err


def test_the_report_lists_what_no_word_decided_and_names_to_confirm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, source = tmp_path / "site", tmp_path / "source"
    (source / "doc").mkdir(parents=True)
    (source / "terms").symlink_to(ROOT / "source" / "terms")
    (source / "doc" / "a.md").write_text("任命于海里为云州市审计局局长。\n", "utf-8")
    site.mkdir()
    for name in ("a.html", "b.html"):
        (site / name).write_text("<p>向宽里、干部里。</p><li>经宽里、批准</li>", "utf-8")
    assert main(["--report", str(site), "--source", str(source)]) == 0
    report = capsys.readouterr().out
    assert '"于海里" = "于海里"' in report
    assert "| 2 | 里 | 裏 | 里 哩 | 向宽【里】、干部里。 | a.html |" in report
    assert "批【准】" not in report
    assert not (site / "zh-tw").exists()


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ('[[group]]\nnote = "x"\nauthority = ["甲"]\n[group.terms]\n"云" = "雲"\n', "no known authority"),
        ('[confirmed]\n"于海" = "于"\n', "of another length"),
        ('[[group]]\nnote = "x"\n[group.terms]\n"云" = "雲"\n', "x.toml: a group has no authority"),
        ("[confirmed\n", "x.toml"),
        ("surprise = 1\n", ".toml: unknown key 'surprise'"),
    ],
)
def test_terms_that_cannot_be_used_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, fault: str
) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "x.toml").write_text(file, "utf-8")
    assert main([str(tmp_path), "--source", str(tmp_path)]) == 2
    assert fault in capsys.readouterr().err.replace("\n", "")


# ---- sources of PDFs ----


def test_typst_sources_change_in_their_text_only() -> None:
    source = (
        '#import "/lib/gazette.typ": *\n#let body = [\n'
        '#title("云州市人民政府关于印发公", "共雨伞管理办法的通知", anchor: "title")\n'
        '#article("a12", "第十二条")[按照#note[“范围”见#to("a3-k2")[前款]。]规定，里程每 10 公里征收。]\n'
        '#names((3.1 * char, 1fr,), (),\n  [#spread("于立")], [市发展改革委主任],)\n]\n'
    )
    converted = typst_converter(KNOWN, "zh-tw")(source)
    ascii_only = re.compile(r"[^\x00-\x7f]")
    assert ascii_only.sub("", converted) == ascii_only.sub("", source)
    assert len(converted) == len(source)
    assert "「範圍」見" in converted
    assert "第十二條" in converted
    assert "里程每 10 公里徵收" in converted


def test_confirmed_names_keep_their_form_in_sources_of_pdfs(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "persons.toml").write_text('[confirmed]\n"于海田" = "于海田"\n', "utf-8")
    convert = typst_converter(load_lexicon(tmp_path), "zh-hant")
    assert convert("#title[关于于海田]") == "#title[關於于海田]"


def test_typst_pieces_of_a_title_are_read_together() -> None:
    convert = typst_converter(KNOWN, "zh-hant")
    assert '"資金發", "展辦法"' in convert('#title("资金发", "展办法")')
    assert '"理髮", "店"' in convert('#title("理发", "店")')


def test_unknown_scripts_are_refused() -> None:
    with pytest.raises(ValueError, match="no script 'zh-sg'"):
        script("zh-sg")


def test_the_lexicon_of_the_project_is_ready() -> None:
    known = load_lexicon()
    assert known.converter(script("zh-tw"))("行政复议") == "行政復議"
