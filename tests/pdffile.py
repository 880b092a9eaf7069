"""Small PDF files: words at places on pages, in points from the lower left."""

from __future__ import annotations

from dataclasses import dataclass

_SIZE = (595, 842)


@dataclass(frozen=True)
class Words:
    """Words on a line. `mode` 3 is invisible, as behind the picture of a scan."""

    x: float
    y: float
    text: str
    size: float = 10
    mode: int = 0


def column(x: float, y: float, *lines: str, size: float = 10, step: float = 12) -> list[Words]:
    """Lines under each other."""
    return [Words(x, y - at * step, line, size) for at, line in enumerate(lines)]


def pdf(*pages: list[Words]) -> bytes:
    """A file with the words of each page."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, words in enumerate(pages):
        stream = "\n".join(map(_shown, words))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_SIZE[0]} {_SIZE[1]}] /Contents {5 + 2 * at} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    return _file(objects)


def _shown(words: Words) -> str:
    text = words.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {words.size} Tf {words.mode} Tr {words.x} {words.y} Td ({text}) Tj ET"


def _file(objects: list[str]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()
