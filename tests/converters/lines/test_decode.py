"""Bytes to text: every encoding that gazettes come in, and a reason for what cannot be read."""

import codecs

import pytest

from converters.lines.decode import UnreadableError, decode

SIMPLIFIED = "云州市人民政府关于印发绿道管理办法的通知，自2024年6月1日起施行。\n" * 4
TRADITIONAL = "雲州市人民政府關於印發綠道管理辦法的通知，自2024年6月1日起施行。\n" * 8


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
def test_encodings_are_told_apart(encoding: str, name: str) -> None:
    decoded = decode(SIMPLIFIED.encode(encoding))
    assert (decoded.text, decoded.encoding) == (SIMPLIFIED, name)


def test_big5_is_read() -> None:
    decoded = decode(TRADITIONAL.encode("big5"))
    assert (decoded.text, decoded.encoding) == (TRADITIONAL, "big5")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"),
                                  codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")])  # fmt: skip
def test_a_byte_order_mark_is_no_text(mark: bytes) -> None:
    assert decode(mark).text == SIMPLIFIED


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_become_line_feeds(end: str) -> None:
    assert decode(f"甲{end}{end}乙{end}".encode()).text == "甲\n\n乙\n"


def test_a_stray_control_character_makes_no_binary_file() -> None:
    assert decode(("甲" * 300 + "\0").encode()).encoding == "utf-8"
    with pytest.raises(UnreadableError):
        decode(("甲" * 150 + "\0").encode())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \r\n\t\n", "empty", id="blank"),
        pytest.param(codecs.BOM_UTF8, "empty", id="mark-alone"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(32)) * 40, "control characters", id="binary"),
        pytest.param(codecs.BOM_UTF16_LE + b"\x00\xd8A", "broken utf-16", id="broken"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        decode(data)
