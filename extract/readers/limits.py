"""How much of a file is read: what goes beyond is refused with one sentence, so that memory stays under 500 MB."""

from __future__ import annotations

from kamergraaf.errors import SourceError

MB = 1_000_000

LARGEST_TEXT = 110 * MB  # bytes of a file of plain text, which is read in stretches
LARGEST_FILE = 32 * MB  # bytes of a file of another format, which is read as a whole
LARGEST = {"pdf": 150 * MB, "docx": 100 * MB, "bwb": 13 * MB}  # the first two are mostly images; laws are mostly tags
LONGEST_STRETCH = 1 * MB  # characters of a text that are read as one source
MOST_ARTICLES = 4_000  # articles and paragraphs of a law that are read as one source
LONGEST_HEAD = 1 << 16  # bytes in which a format is told
LONGEST_LINE = 10 * MB  # bytes of a line of text

MOST_MEMBERS = 200_000  # files in one archive
MOST_UNPACKED = 200_000 * MB  # bytes in one archive altogether
HIGHEST_RATIO = 250  # bytes unpacked for each byte packed, beyond the first ones
RATIO_FROM = 300 * MB  # bytes unpacked from which the ratio counts
DEEPEST_ARCHIVE = 3  # archives inside each other


def refuse_larger(size: int, form: str, where: str) -> None:
    """Raises a SourceError where a file of this format and size (bytes) is too large to be read."""
    largest = LARGEST_TEXT if form == "text" else LARGEST.get(form, LARGEST_FILE)
    if size > largest:
        raise SourceError(
            f"{where}: {size // MB:,} MB is more than the {largest // MB} MB that are read of a {form} file; "
            "cut it into smaller files, one document each"
        )
