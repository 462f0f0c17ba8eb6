"""What stands between texts that are converted together and not read together: paragraphs, cells, attributes."""

BOUNDARY = "\x1f"
BREAK = BOUNDARY * 2
"""Two of them, so that an entry for a text as a whole (a name alone in its cell) leaves one to its neighbour."""
