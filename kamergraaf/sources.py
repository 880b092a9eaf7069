"""What a command is given: files, folders, archives of them or standard input, and the documents that are in these."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from extract.model import Document
from extract.readers import documents, is_large, opened, read
from extract.stretches import in_stretches
from graph import iris
from kamergraaf.errors import KamergraafError, SourceError

STANDARD_INPUT = Path("-")
SHOWN_INPUT = "standard input"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and the name of its graph; or what was read already: a document, or why there is none."""

    path: Path
    name: str
    given: Document | KamergraafError | None = None

    @property
    def slug(self) -> str:
        return iris.source_slug(self.name)

    @property
    def where(self) -> str:
        return SHOWN_INPUT if self.path == STANDARD_INPUT else str(self.path)

    def documents(self) -> Iterator[Document]:
        """The document, in stretches where it is long; a SourceError says why there is none."""
        if isinstance(self.given, KamergraafError):
            raise self.given
        yield from in_stretches(self.given or read(self.path, self.name))


def find_sources(paths: Iterable[Path], name: str | None = None) -> tuple[list[Source], list[KamergraafError]]:
    """The files in files and folders, and what is wrong with the paths that hold none.

    A source is named by its path below the folder that was asked for, a single file by its file name or by `name`.
    """
    found: dict[str, Source] = {}
    errors: list[KamergraafError] = []
    for path in paths:
        try:
            for source in _sources_at(path, name, errors):
                _add(source, found)
        except SourceError as error:
            errors.append(error)
    return list(found.values()), errors


def unpacked(source: Source) -> Iterator[Source]:
    """The source as it is where it is one short file; else all documents that the file holds, one after the other."""
    if source.path == STANDARD_INPUT:
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
            yield from _documents(source, copy)
        return
    try:
        with opened(source.path) as file:
            if is_large(file):
                yield from _documents(source, file)
            else:
                yield source
    except SourceError as error:
        yield Source(source.path, source.name, error)


def _documents(source: Source, file: IO[bytes]) -> Iterator[Source]:
    """Each document with a name of its own; one whose name is taken is refused."""
    taken: set[str] = set()
    found = False
    for given in documents(source.name, file, source.where):
        found = True
        if isinstance(given, SourceError):
            yield Source(source.path, source.name, given)
            continue
        each = Source(source.path, given.name, given)
        if each.slug in taken:
            where = source.where + given.name.removeprefix(source.name)
            error = SourceError(f"{where}: another file in it has the same name in the store ({each.slug}); rename it")
            yield Source(source.path, source.name, error)
        else:
            taken.add(each.slug)
            yield each
    if not found:
        yield Source(source.path, source.name, SourceError(f"{source.where}: there are no documents in this archive"))


def _add(source: Source, found: dict[str, Source]) -> None:
    other = found.setdefault(source.slug, source)
    if other.path.resolve() != source.path.resolve():
        raise SourceError(
            f"{source.path}: would have the same name in the store as {other.path} ({source.slug}); "
            "build a folder that holds both, or give it a name of its own with --name"
        )


def _sources_at(path: Path, name: str | None, errors: list[KamergraafError]) -> list[Source]:
    if path == STANDARD_INPUT:
        return [Source(path, name or "stdin")]
    if not path.is_dir():
        if not path.exists():
            raise SourceError(f"{path}: there is no such file or folder; check the path")
        return [Source(path, name or path.name)]
    known = len(errors)
    sources = [Source(file, file.relative_to(path).as_posix()) for file in _files(path, errors)]
    if not sources and len(errors) == known:
        raise SourceError(f"{path}: there are no documents in this folder; name one that has some")
    return sources


def _files(folder: Path, errors: list[KamergraafError]) -> Iterator[Path]:
    """All files below a folder, in order, without hidden ones; folders that cannot be read go to `errors`."""

    def refuse(error: OSError) -> None:
        errors.append(
            SourceError(f"{error.filename}: this folder cannot be read ({error.strerror}); check its permissions")
        )

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(place) / file for file in sorted(files) if not file.startswith("."))
