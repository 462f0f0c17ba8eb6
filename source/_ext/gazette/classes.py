"""Classes of HTML by which programs tell apart what is on a page."""

__all__ = ["ADDED"]

ADDED = frozenset({"note", "cited", "kuan"})
"""What is on the page of a document and not the gazette's: notes, 被引 lines, names of 款.

So is what is printed where the text is corrected, in ``small``; ``app.js`` has the same in `OURS`."""
