"""JSON for programs: as short as it can be, Chinese as it stands. Standard library only."""

import json

__all__ = ["compact"]


def compact(value: object) -> str:
    """Spell a value as JSON; equal values give equal text.

    >>> compact({"文号": ["云政发〔2023〕9号", None]})
    '{"文号":["云政发〔2023〕9号",null]}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
