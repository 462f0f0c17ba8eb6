"""The editor's report, in Chinese: what became of each raw file, what is unsure in it, which lines were left out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, Template

from converters.corpus import Corpus
from converters.lines.layout import Dialect, Trait
from converters.model import Code, Document, Finding
from converters.pipeline import Reading
from converters.proof.corrections import Misfit
from converters.proof.faults import Flaw

TEMPLATE = Path(__file__).with_suffix(".html")
_REACH = 48
"""Characters that are shown before and behind the words in question."""
_MOST_LINES = 8
"""Raw lines that are shown of a block."""

LABELS: Mapping[Code, tuple[str, str]] = {
    # what a finding is called, and what it says, with its facts
    Code.UNREADABLE: ("读不了", "没有转换：{0}"),
    Code.NO_DOCUMENT: ("不见文首", "没有带文号的标题，也没有目录，此处文字当作一件文件"),
    Code.UNSURE_BREAK: ("断段存疑", "其中有一行以句号收尾，是否另起一段，无从判断"),
    Code.SIDE_BY_SIDE: ("两栏相混", "至第{0}行，每行左右各是一栏，照行读出，文字错乱，须先把原文分栏"),
    Code.DUPLICATE_ANCHOR: ("编号重出", "{0}在同一层里印了两次，后一处的锚点是 {1}"),
    Code.NUMBER_GAP: ("条号跳缺", "{1}之后是{0}"),
    Code.SUSPECTED_FAULT: ("原文疑误", "{0}：{1}"),
    Code.READ_AS: ("识别存疑", "“{0}”读作“{1}”"),
    Code.WITNESS: ("异文", "此处“{0}【{1}】{2}”，另本作【{4}】（{3}）"),
    Code.MISSING_DOCUMENT: ("有目无文", "目录列有“{0}”，正文未见"),
    Code.DUPLICATE_DOCUMENT: ("文号相同", "另有一件 {0}，在 {1}；这件的地址是 {2}"),
    Code.CORRECTION: ("未作更正", "{0}：{1}"),
    Code.HIDDEN_CORRECTION: ("更正不显", "“{0}”更正为“{1}”，但这里是另本；页面依据 {2} 的文本，此处更正不会显示"),
}
REASONS: Mapping[str, str] = {
    Flaw.DOUBLED: "换行处一字重出",
    Flaw.REPEATED: "换行处一词重出",
    Flaw.ENGLISH: "中文里夹着英文词",
    Flaw.STRAY_MARK: "书名号里又起书名号",
    Flaw.LOST_STOP: "句末缺句号",
    Flaw.PRIVATE: "自造字",
    Flaw.TRADITIONAL: "简体中夹有繁体字",
    Misfit.UNREAD: "更正文件读不了",
    Misfit.NOWHERE: "原文没有这些字",
    Misfit.ELSEWHERE: "这些字不在此行，在别的行",
    Misfit.UNSURE: "这些字在此行不止一处，须连同前后的字一起写",
    Misfit.PARTED: "这些字不在同一段、同一标题或同一格里",
}
_TRAITS: Mapping[Trait, str] = {
    Trait.MARKDOWN: "Markdown",
    Trait.INDENTED: "保留段首缩进",
    Trait.SPACED: "段间空行",
    Trait.TABLES: "竖线表格",
    Trait.HALF_WIDTH: "半角标点",
}


class Excerpt(NamedTuple):
    """Some words, and those in question among them."""

    before: str
    marked: str = ""
    behind: str = ""
    line: int | None = None
    """The raw line on which they stand."""


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as the report shows it."""

    finding: Finding
    label: str
    words: str
    raw: Sequence[Excerpt] = ()
    """What stands in the raw file."""
    result: Sequence[Excerpt] = ()
    """What became of it."""
    href: str = ""
    """Where it stands on the page of its document."""
    ready: str = ""
    """A ready correction, in TOML."""


def to_html(corpus: Corpus, readings: Sequence[Reading], unreadable: Sequence[Finding] = (), pages: str = "") -> str:
    """Give the report as one HTML page without script.

    `pages` is the folder of the built site as seen from the report, with a slash at its end; empty where there is none,
    so that nothing links to it.
    """
    findings: dict[str, list[Finding]] = {reading.source.file: [] for reading in readings}
    for finding in corpus.findings:
        findings.setdefault(finding.file, []).append(finding)
    ids = {(d.source, d.lines): d.id for d in corpus.documents}
    ids |= {(w.source, w.lines): d.id for d in corpus.documents for w in d.witnesses}
    files = [_File(reading, findings[reading.source.file], ids, pages) for reading in readings]
    return _template().render(
        files=files,
        unreadable=[_item(finding) for finding in unreadable],
        counts=Counter(LABELS[finding.code][0] for finding in (*unreadable, *corpus.findings)).most_common(),
        documents=len(corpus.documents),
        balanced=all(reading.account.balanced for reading in readings),
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(TEMPLATE.read_text("utf-8"))


class _Printed(NamedTuple):
    """What a block prints, and where it stands on the site."""

    first: int
    """First raw line."""
    last: int
    text: str
    href: str
    """Empty where no site is there."""


def _printed(document: Document, page: str) -> Iterator[_Printed]:
    anchor = ""
    for block in document.blocks:
        anchor = block.anchor or anchor
        yield _Printed(*block.lines, block.text, page and f"{page}#{anchor}")


class _File:
    """A raw file as the report shows it."""

    def __init__(
        self, reading: Reading, findings: Sequence[Finding], ids: Mapping[tuple[str, tuple[int, int]], str], pages: str
    ) -> None:
        self.reading = reading
        self.set_as = _set_as(reading.dialect)
        self._lines = reading.account.raw.split("\n")
        self.documents = [(document, self._page(document, ids, pages)) for document in reading.documents]
        documents = self.documents if findings else ()
        self._printed = sorted((p for document in documents for p in _printed(*document)), key=itemgetter(0))
        self.items = [self._item(finding) for finding in sorted(findings, key=lambda f: (f.line, f.code))]

    @property
    def left_out(self) -> Iterator[tuple[int, str]]:
        """The lines that belong to no document, by their numbers, but for blank ones."""
        for first, last in self.reading.source.furniture:
            for number in range(first, min(last, len(self._lines)) + 1):
                if words := self._lines[number - 1].strip():
                    yield number, words

    def _page(self, document: Document, ids: Mapping[tuple[str, tuple[int, int]], str], pages: str) -> str:
        id_ = ids.get((document.source, document.lines), document.id)
        return f"{pages}doc/{id_}/index.html" if pages else ""

    def _item(self, finding: Finding) -> Item:
        """Show a finding: its raw lines, the blocks that they went into, and the page of these."""
        around = self._around(finding.line)
        words, printed = _spot(finding)
        first = max((p.first for p in around), default=finding.line)
        last = max((p.last for p in around), default=finding.line)
        lines = range(first if finding.code is Code.UNSURE_BREAK else finding.line, last + 1)
        raw = [(number, self._lines[number - 1].strip()) for number in lines if 0 < number <= len(self._lines)]
        return _item(
            finding,
            raw=[_excerpt(text, printed, number) for number, text in raw if text][:_MOST_LINES],
            result=[_excerpt(p.text, words) for p in around],
            href=around[0].href if around else "",
        )

    def _around(self, line: int) -> Sequence[_Printed]:
        """The blocks that a raw line went into; only neighbours share lines."""
        end = bisect_right(self._printed, line, key=itemgetter(0))
        first = end
        while first and self._printed[first - 1].last >= line:
            first -= 1
        return self._printed[first:end]


def _item(finding: Finding, raw: Sequence[Excerpt] = (), result: Sequence[Excerpt] = (), href: str = "") -> Item:
    label, words = LABELS[finding.code]
    said = words.format(*(REASONS.get(fact, fact) or "（无）" for fact in finding.facts))
    ready = (
        "\n".join(("[[correction]]", f"line = {finding.line}", *finding.correction, 'reason = ""'))
        if finding.ready
        else ""
    )
    return Item(finding, label, said, raw, result, href, ready)


def _spot(finding: Finding) -> tuple[str, str]:
    """Give the words in question, as they came out and as they are printed; empty where there are none."""
    if finding.code is Code.WITNESS:
        return "".join(finding.facts[:3]), "".join(finding.facts[:2])
    if finding.code is Code.READ_AS:
        return finding.facts[1], finding.facts[0]
    if finding.code is Code.HIDDEN_CORRECTION:
        return finding.facts[0], finding.facts[0]
    if finding.code is Code.SUSPECTED_FAULT:
        return finding.facts[1], finding.ready[0].split("\n")[0] if finding.ready else ""
    return "", ""


def _excerpt(text: str, words: str, line: int | None = None) -> Excerpt:
    """Cut a text down to what stands around some words of it, to its beginning where it lacks them."""
    start = max(text.find(words), 0)
    end = start + len(words) if words and words in text else start
    first, last = max(start - _REACH, 0), min(end + _REACH, len(text))
    before, behind = "…" * (first > 0) + text[first:start], text[end:last] + "…" * (last < len(text))
    return Excerpt(before, text[start:end], behind, line)


def _set_as(dialect: Dialect) -> str:
    wrapped = f"每行{dialect.column:g}字硬换行" if dialect.column else "一行一段"
    return "，".join((wrapped, *(_TRAITS[trait] for trait in dialect.traits)))
