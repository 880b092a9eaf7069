"""The texts that the graph was read from, compressed, one file for each digest of a source."""

from __future__ import annotations

import gzip
import re
import shutil
import zlib
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from graph.faults import damaged
from graph.files import UNFINISHED, write_whole
from kamergraaf.errors import StoreError

SUFFIX = ".txt.gz"
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Texts:
    """A folder of texts. What is written with `put` is on the disk when it returns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, sha256: str, text: str) -> None:
        content = gzip.compress(text.encode("utf-8", "surrogatepass"), mtime=0)
        file = self._file(sha256)
        if not file.exists() or file.read_bytes() != content:
            write_whole(file, content)

    def get(self, sha256: str) -> str:
        file = self._file(sha256)
        try:
            return gzip.decompress(file.read_bytes()).decode("utf-8", "surrogatepass")
        except FileNotFoundError:
            raise _unknown(self.folder, sha256) from None
        except (gzip.BadGzipFile, EOFError, zlib.error, UnicodeDecodeError) as fault:
            raise damaged(self.folder.parent, f"{file.name}: {fault}") from fault

    def copy(self, digests: Iterable[str], target: Texts) -> None:
        for sha256 in digests:
            copy = target._file(sha256)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._file(sha256), copy)

    def digests(self) -> Iterator[str]:
        return (file.name.removesuffix(SUFFIX) for file in self.folder.glob(f"*/*{SUFFIX}"))

    def keep_only(self, used: Container[str]) -> None:
        """Removes the texts whose digest is not in `used`."""
        for sha256 in [digest for digest in self.digests() if digest not in used]:
            self._file(sha256).unlink()

    def remove_unfinished(self) -> None:
        for part in self.folder.glob(f"*/*{UNFINISHED}"):
            part.unlink()

    def _file(self, sha256: str) -> Path:
        if not _DIGEST.fullmatch(sha256):
            raise _unknown(self.folder, sha256)
        return self.folder / sha256[:2] / (sha256 + SUFFIX)


def _unknown(folder: Path, sha256: str) -> StoreError:
    return StoreError(f"the store at {folder.parent} has no text with digest {sha256!r}: build its source again")
