"""Pictures of finished PDFs, to be looked at: ``python -m tests.pdfshots PDF-FOLDER OUT [NAME…] [--pages 12]``.

For each PDF one contact sheet of its first and last pages.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

SCALE = 0.6
"""Of 72 dots an inch."""
COLUMNS = 6
GAP = 6


def contact_sheet(pdf: Path, pages: int) -> Image.Image:
    """Lay the first and the last pages of a PDF out in rows."""
    with pypdfium2.PdfDocument(pdf) as document:
        count = len(document)
        last = min(2, max(count - pages, 0))
        shown = [*range(min(count, pages - last)), *range(count - last, count)]
        images = [document[number].render(scale=SCALE).to_pil() for number in shown]
    width, height = (max(sides) + GAP for sides in zip(*(image.size for image in images), strict=True))
    sheet = Image.new("RGB", (width * min(COLUMNS, len(images)), height * -(-len(images) // COLUMNS)), "gray")
    for at, image in enumerate(images):
        sheet.paste(image, (at % COLUMNS * width + GAP // 2, at // COLUMNS * height + GAP // 2))
    return sheet


def main(argv: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.pdfshots", description=__doc__)
    parser.add_argument("pdfs", type=Path, help="folder of the PDFs; those in Traditional below it are included")
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*", help="only PDFs of these names")
    parser.add_argument("--pages", type=int, default=12, help="most pages on a sheet")
    args = parser.parse_args(argv)
    for pdf in sorted(args.pdfs.rglob("*.pdf")):
        if not args.names or pdf.stem in args.names:
            picture = args.out / pdf.relative_to(args.pdfs).with_suffix(".png")
            picture.parent.mkdir(parents=True, exist_ok=True)
            contact_sheet(pdf, args.pages).save(picture)


if __name__ == "__main__":
    main()
