"""Characters: how wide words are set."""

import pytest

from converters.printed.characters import BLANK, width


@pytest.mark.parametrize(("words", "wide"), [("", 0), ("云州市", 3), ("2024年", 3), ("5%,", 2), (f"云{BLANK}州", 2)])
def test_width_counts_as_a_column_is_set(words: str, wide: float) -> None:
    assert width(words) == wide
