"""A page for the eye: a text with its references marked by kind, each with a link to what it names."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from string import Template

from extract.model import MENTION_KINDS, Extraction, Mention
from graph import iris

_PAGE = Template("""<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.2rem; overflow-wrap: anywhere; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; background: none; border-bottom: 2px solid; border-radius: 2px; }
mark a { color: inherit; text-decoration: none; }
mark.unresolved { border-bottom-style: dotted; }
mark.ambiguous { border-bottom-style: dashed; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
dl { display: grid; grid-template-columns: max-content auto; gap: 0 1rem; }
dd { margin: 0; }
$colours
</style>
</head>
<body>
""")
_END = "</body>\n</html>\n"


def page(extractions: Iterable[Extraction]) -> Iterator[str]:
    """The page in pieces, one for each text; it needs no other file and no network."""
    yield _PAGE.substitute(title="Kamergraaf", colours=_colours())
    for extraction in extractions:
        yield from _section(extraction)
    yield _END


def _colours() -> str:
    hues = ((kind, round(number * 360 / len(MENTION_KINDS))) for number, kind in enumerate(MENTION_KINDS))
    return "\n".join(
        f".{kind} {{ background: hsl({hue} 80% 60% / .25); border-color: hsl({hue} 80% 40%); }}" for kind, hue in hues
    )


def _section(extraction: Extraction) -> Iterator[str]:
    document = extraction.document
    yield f"<section>\n<h1>{escape(document.name)}</h1>\n"
    yield "".join(_facts(extraction))
    yield _legend(extraction.mentions)
    yield f"<pre>{''.join(_marked(document.text, extraction.mentions))}</pre>\n</section>\n"


def _facts(extraction: Extraction) -> Iterator[str]:
    for paper in extraction.papers:
        title = escape(paper.title or "")
        yield f"<dl><dt>{escape(paper.kind)}</dt><dd>{escape(paper.id or paper.key)}</dd>"
        yield f"<dt>title</dt><dd>{title}</dd></dl>\n" if title else "</dl>\n"


def _legend(mentions: Iterable[Mention]) -> str:
    counts = Counter(mention.kind for mention in mentions)
    items = (f'<li><mark class="{escape(kind)}">{escape(kind)}</mark> {n}</li>' for kind, n in sorted(counts.items()))
    return f'<ul class="legend">{"".join(items)}</ul>\n'


def _marked(text: str, mentions: Iterable[Mention]) -> Iterator[str]:
    """The text, cut wherever a mention begins or ends; where several lie over each other the shortest is linked."""
    coming = deque(sorted(mentions, key=lambda m: m.span.start))
    edges = {0, len(text), *(edge for m in coming for edge in (m.span.start, m.span.end))}
    here: list[Mention] = []
    for start, end in pairwise(sorted(edges)):
        here = [m for m in here if m.span.end > start]
        while coming and coming[0].span.start == start:
            here.append(coming.popleft())
        words = escape(text[start:end])
        yield _mark(words, sorted(here, key=lambda m: len(m.span))) if here else words


def _mark(words: str, mentions: list[Mention]) -> str:
    first = mentions[0]
    about = escape("; ".join(map(_about, mentions)))
    address = _address(first)
    linked = f'<a href="{escape(address)}">{words}</a>' if address else words
    return f'<mark class="{escape(first.kind)} {escape(first.resolution)}" title="{about}">{linked}</mark>'


def _address(mention: Mention) -> str | None:
    """Where the publisher shows the thing; the project's own IRIs lead to no page."""
    iri = iris.thing(mention.kind, mention.id) if mention.id else None
    return iri if iri and not iri.startswith(iris.BASE) else None


def _about(mention: Mention) -> str:
    known = mention.id or " or ".join(mention.candidates) or mention.resolution
    return f"{mention.kind} {known} ({mention.basis}, {mention.confidence:g})"
