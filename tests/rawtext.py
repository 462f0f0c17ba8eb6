"""Small raw texts of the fictional city for the tests of the converters' stages, and the first stages run over them."""

from collections.abc import Iterable

from converters.lines.fixers import is_markdown
from converters.lines.lines import Lines, read_lines
from converters.model import Block, Document, Finding
from converters.myst import markdown
from converters.pipeline import read_source
from converters.proof.readback import check
from converters.text import Log, Text

NOTICE = """云州市人民政府
关于印发云州市绿道管理办法的通知
云政发〔2024〕12号

各县、区人民政府，市政府各部门：
现将《云州市绿道管理办法》印发给你们，请认真贯彻执行。
云州市人民政府
2024年5月20日
云州市绿道管理办法
第一章　总则
第一条　为了加强绿道管理，制定本办法。
第二条　绿道管理包括下列事项：
（一）规划；
（二）养护。
绿道用地由县区人民政府保障。
第二章　附则
第三条　本办法自印发之日起施行，有效期5年。
（2024年5月22日印发）
"""
"""A notice that prints a rule of two chapters and three articles."""

HEAD = "云州市人民政府关于加强绿道管理的通知\n\n云政发〔2024〕12号\n\n各县（区）人民政府：\n\n"
"""What stands over the text of another."""

COVER = """云州市人民政府公报
2024年第5期（总第88期）
2024年5月30日出版
"""
"""What stands before the documents of an issue."""


def whole(raw: str) -> Text:
    """All of a raw text."""
    return Text.of(raw, 0, len(raw))


def lines(text: str) -> Lines:
    """Read the lines of a raw text that are not blank."""
    return read_lines(text, Log(), markdown=is_markdown(text))


def document(text: str) -> Document:
    """Convert a raw text that holds exactly one document."""
    (found,) = read_source("raw.txt", text.encode()).documents
    return found


def write_document(document: Document, issue: str | None) -> str:
    """Write the MyST file of a document as a run does: read again, too, which raises WriterError where it differs."""
    text = markdown(document, issue)
    check(text, document)
    return text


def read_findings(text: str) -> tuple[Finding, ...]:
    """List what an editor should look at in a raw text."""
    return read_source("raw.txt", text.encode()).findings


def words_of(blocks: Iterable[Block]) -> str:
    """The words of blocks in raw order, each character at the place of the raw one that it stands for."""
    placed = [
        (raw, i, block.text[start:end]) for i, block in enumerate(blocks) for start, end, raw in block.content.spans()
    ]
    return "".join(words for _, _, words in sorted(placed, key=lambda item: item[:2]))
