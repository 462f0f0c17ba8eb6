"""PDFs: the doctrees as Typst, and Typst on all cores."""
