"""What proves for or against a break between two lines that a paragraph ends there.

It is listed in `BREAKS`, strongest first. Blank lines and indents prove something only in a file that is found to keep
them; elsewhere they prove nothing in either direction.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from converters.documents import evidence
from converters.documents.evidence import Place, Verdict
from converters.lines.looks import DIVISIONS, LEVELS, PLAIN, Form
from converters.printed import forms
from converters.printed.attributions import attribution_behind

_ALONE = (
    Form.PRINTED,
    Form.FILING,
    Form.DOCNO,
    Form.DATE,
    Form.SIGNATURE,
    Form.SPEAKER,
    Form.SALUTATION,
    Form.CELLS,
    Form.ANNEX,
)


class Setting(NamedTuple):
    """What of a layout decides which evidence there can be."""

    wrapped: bool
    indented: bool
    spaced: bool


class Rule(NamedTuple):
    """One piece of evidence for or against a break."""

    says: str
    asked: Callable[[Form, Form, Setting], bool]
    """Whether it can have anything to say between a paragraph and a line of two forms."""
    verdict: Callable[[Place], Verdict]


def _always(_form: Form, _after: Form, _setting: Setting) -> bool:
    return True


def _behind(*forms_: Form) -> Callable[[Form, Form, Setting], bool]:
    """Behind a paragraph of one of the forms."""
    return lambda form, _after, _setting: form in forms_


BREAKS: tuple[Rule, ...] = (
    Rule("closing punctuation never begins a line, nor does 年, 月 or 日 behind its number", lambda form, after, _: form is not Form.CELLS and after is PLAIN, lambda p: True if evidence.CLOSING_RE.match(p.next.tight) or evidence.cuts_date(p) else None),
    Rule("who has it printed goes on to the day", lambda form, after, _: form is after is Form.PRINTED, lambda p: True if evidence.is_day_of_printing(p) else None),
    Rule("a note goes on where its line is full, or lists", lambda form, after, _: form is Form.NOTE and after is PLAIN, evidence.note_goes_on),
    Rule("the name of who signs goes on", lambda form, after, _: form is Form.SIGNATURE and after is PLAIN, lambda _: True),
    Rule("what stands on a line of its own ends there", _behind(*_ALONE), lambda _: False),
    Rule("a title runs over lines", _behind(Form.TITLE), lambda p: p.form_next is Form.TITLE),
    Rule("the bracket under a title goes on", lambda _form, after, _: after is Form.HISTORY, lambda _: True),
    Rule("a chapter's heading goes on to its first article", lambda form, after, _: form in DIVISIONS and after is PLAIN, lambda p: True if evidence.is_heading_tail(p) else None),
    Rule("a number, label or mark begins a paragraph", lambda _form, after, _: after is not PLAIN, lambda _: False),
    Rule("the session of a report goes on under its title", _behind(Form.DASH), lambda p: p.so_far[-1] not in "上）" if evidence.SESSION_RE.match(p.so_far) and p.form_next is PLAIN else None),
    Rule("entries of a list that are labelled alike are paragraphs", lambda form, after, _: form is after is PLAIN, lambda p: False if evidence.are_labelled_alike(p) else None),
    Rule("an indent begins a paragraph, where indents were kept", lambda form, _, setting: setting.indented and form is not Form.ROW, evidence.shown_by_indent),
    Rule("a blank line parts paragraphs, where none stands inside one", lambda form, _, setting: setting.spaced and form is not Form.ROW, evidence.shown_by_blank_line),
    Rule("an attribution, or the 文号 of a title, belongs to the paragraph before", _always, lambda p: True if p.next.tight[0] in "（【［" and (p.so_far[-1] == "》" or evidence.attributes(p)) else None),
    Rule("a cut heading goes on", _always, lambda p: True if p.cut else None),
    Rule("an entry of a list of documents goes on to its 文号", _behind(*LEVELS, Form.ROW), lambda p: True if evidence.names_document(p) else None),
    Rule("a row goes on in the next line", _behind(Form.ROW), evidence.row_goes_on),
    Rule("a bracket is still open", _always, lambda p: True if evidence.is_open(p.so_far) else None),
    Rule("a label begins a paragraph", _always, lambda p: False if evidence.is_labelled(p) else None),
    Rule("a heading on its own line ends there", _behind(*LEVELS, *DIVISIONS, Form.ARTICLE), lambda p: False if evidence.is_whole_heading(p) else None),
    Rule("after a colon comes a list", _always, lambda p: False if p.so_far.endswith("：") and not (evidence.is_mid_column(p) or evidence.quotes_on(p)) else None),
    Rule("a line that left much room was meant to end", lambda form, _, setting: setting.wrapped and form is not Form.DASH, lambda p: False if evidence.left_room(p) else None),
    Rule("who has to do it ends a paragraph", _always, lambda p: False if attribution_behind(p.so_far) and not p.full else None),
    Rule("each appointment is a paragraph", _always, lambda p: False if evidence.both_appoint(p) else None),
    Rule("each 《title》 of a list is a paragraph", lambda form, after, _: form is after is PLAIN, lambda p: False if p.so_far[0] == p.next.tight[0] == "《" and p.so_far[-1] == "；" and not p.full else None),
    Rule("each definition of a list is a paragraph", _always, lambda p: False if p.so_far.endswith("；") and evidence.DEFINES_RE.match(p.next.tight) and evidence.DEFINES_RE.match(p.so_far) else None),
    Rule("the clause that closes a text stands alone", _always, lambda p: False if evidence.closes_text(p) else None),
    Rule("whom a text is addressed to stands alone", lambda form, after, _: form is after is PLAIN, lambda p: False if evidence.addresses(p) else None),
    Rule("no full stop, no end", _always, lambda p: True if not forms.ends_sentence(p.so_far) else None),
    Rule("a hard-wrapped column shows it by its widths", _always, lambda p: evidence.continues_wrapped(p) if p.layout.column else False),
)  # fmt: skip
"""In order of precedence: the first rule that has something to say decides."""


class _Asked(dict[tuple[Form, Form], tuple[Callable[[Place], Verdict], ...]]):
    """What is asked between a paragraph and a line of two forms: of most lines half of the table."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting

    def __missing__(self, between: tuple[Form, Form]) -> tuple[Callable[[Place], Verdict], ...]:
        self[between] = found = tuple(rule.verdict for rule in BREAKS if rule.asked(*between, self.setting))
        return found


asked = cache(_Asked)
