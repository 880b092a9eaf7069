"""From an open dataset to a compiled register in the folder of a store."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from extract import house
from extract.imported import MANIFEST, Import, OutdatedError, imports, manifest, packed
from extract.imports import Harvest, LeftOut, bwb, polder, tk
from extract.imports.dossiers import with_dossiers
from graph.authority import embedded, external_ids
from graph.faults import faults_of
from graph.files import UNFINISHED, write_whole
from graph.folder import StoreFolder
from graph.lock import only_writer
from kamergraaf.errors import RegisterError


@dataclass(frozen=True, slots=True)
class Compiled:
    """What was made of a dataset."""

    made: Import
    left_out: tuple[LeftOut, ...]
    report: Path  # the file that names each row that was left out


def import_dataset(dataset: str, path: Path, store: Path) -> Compiled:
    """Compiles a dataset into a store, which is made where there is none; an earlier import of it is replaced."""
    if not path.exists():
        raise RegisterError(f"{path}: there is no such file or folder; check the path")
    folder = StoreFolder(store)
    folder.make()
    with faults_of(store), only_writer(folder.lock):
        folder.registers.mkdir(exist_ok=True)
        return DATASETS[dataset](dataset, path, folder.registers)


def _import_bwb(dataset: str, path: Path, folder: Path) -> Compiled:
    return _stored(dataset, path, folder, bwb.read(path))


def _import_polder(dataset: str, path: Path, folder: Path) -> Compiled:
    return _stored(dataset, path, folder, polder.read(path, embedded(), external_ids()))


def _import_tk(dataset: str, path: Path, folder: Path) -> Compiled:
    data = tk.read(path)
    part = folder / f"{dataset}{UNFINISHED}"
    count = house.write(with_dossiers(data.papers, _dossier_titles()), part)
    papers = part.replace(folder / f"{dataset}-papers-{_digest(part.read_bytes())}.sqlite")
    return _stored(dataset, path, folder, tk.harvest(data, embedded(), external_ids()), _Papers(papers.name, count))


def _dossier_titles() -> dict[str, str]:
    return {entry.label: entry.id for entry in embedded().of_kind("dossier")}


DATASETS: dict[str, Callable[[str, Path, Path], Compiled]] = {
    "bwb": _import_bwb,
    "polder": _import_polder,
    "tk": _import_tk,
}


@dataclass(frozen=True, slots=True)
class _Papers:
    """The compiled papers of a dataset; most have none."""

    file: str = ""
    count: int = 0


def _stored(dataset: str, path: Path, folder: Path, harvest: Harvest, papers: _Papers = _Papers()) -> Compiled:
    content = packed(harvest)
    digest = _digest(content + papers.file.encode())
    made = Import(
        dataset,
        path.name,
        f"{dataset}-{digest}.json",
        digest,
        entries=len(harvest.entries),
        names=sum(len(entry.names) for entry in harvest.entries),
        people=len(harvest.people),
        posts=len(harvest.posts),
        papers=papers.count,
        papers_file=papers.file,
        left_out=len(harvest.left_out),
    )
    report = folder / f"{dataset}-left-out.tsv"
    write_whole(folder / made.file, content)
    write_whole(report, _table(harvest.left_out))
    known = _others(folder) | {dataset: made}
    write_whole(folder / MANIFEST, manifest(known.values()))
    _remove_old(dataset, folder, made)
    return Compiled(made, harvest.left_out, report)


def _others(folder: Path) -> dict[str, Import]:
    """What was imported before; nothing that another version compiled, which is of no use any more."""
    try:
        return imports(folder)
    except OutdatedError:
        return {}


def _remove_old(dataset: str, folder: Path, made: Import) -> None:
    kept = {made.file, made.papers_file, f"{dataset}-left-out.tsv"}
    for file in folder.glob(f"{dataset}-*"):
        if file.name not in kept:
            file.unlink()


def _table(left_out: Iterable[LeftOut]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, delimiter="\t", lineterminator="\n")
    table.writerow(("row", "why", "words"))
    table.writerows((each.row, each.why, each.words) for each in left_out)
    return text.getvalue().encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
