"""Rows of tables and lists whose rules are lost, put together from the lines on which a text layer set their cells."""

from converters.lines.aligned import aligned_rows
from converters.lines.cellwise import cellwise_rows
from converters.lines.lines import Lines
from converters.lines.members import member_rows
from converters.lines.stacked import stacked_rows
from converters.text import Log


def regroup(lines: Lines, raw: str, log: Log) -> Lines:
    """The lines of a `raw` text without furniture; one row in the place of the lines that hold its cells."""
    return member_rows(cellwise_rows(aligned_rows(stacked_rows(lines, raw), raw, log), log))
