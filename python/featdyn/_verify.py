"""Claims and theorems, judged."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path
from typing import Any, Mapping

from . import _core
from ._progress import Shown
from ._settings import as_count, as_settings, as_threads
from ._theorem import Theorem
from ._toml import assignments
from ._values import WrongType, as_flag, as_path, as_style, require, shown
from ._workers import TheoremTask, distribution, tell_observables, theorem_task


class Finding:
    """What became of one claim: the fields of report.json as attributes.

    claim, verdict ("holds", "fails", "undecided", "not-applicable"), statement, computed, error, bound, margin, where,
    constant, constant_interval, constants, exponent, assumptions, conclusions, detail, evidence, repeat, ...;
    values that are absent are None. `to_dict()` gives all of them.
    """

    def __init__(self, data: dict):
        self.__dict__.update(data)
        self._data = data

    def to_dict(self) -> dict:
        return dict(self._data)

    holds = property(lambda self: self._data["verdict"] == "holds")

    def __repr__(self) -> str:
        return f"<featdyn.Finding {self._data['claim']}: {self._data['verdict']}>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(f"<tr><td>{escape(str(key))}</td><td>{escape(str(value))}</td></tr>" for key, value in self._data.items()
                       if value not in (None, "", [], {}) and key not in ("charts", "assumptions", "conclusions"))  # fmt: skip
        return f"<table>{rows}</table>"


class Findings(list):
    """A list of findings; `report(folder)` writes report.html, .json, .tex and pictures."""

    def __init__(self, cores: list):
        self._cores = cores
        super().__init__(Finding(each) for core in cores for each in json.loads(core.json())["findings"])

    @property
    def holds(self) -> bool:
        """Whether something was judged, and none of it fails or is undecided."""
        verdicts = {each.verdict for each in self}
        return "holds" in verdicts and verdicts <= {"holds", "not-applicable"}

    def report(self, folder: Any, *, plots: bool = True, overwrite: bool = False, style: str = "default") -> Path:
        """Writes the report of a claim or theorem into a folder, of several into folders of their names there.

        style: of the pictures, "default" or "paper"
        """
        root, look = as_path("folder", folder), as_style(style)
        for core in self._cores:
            name = json.loads(core.json())["findings"][0]["claim"]
            core.leave(root if len(self._cores) == 1 else root / name, as_flag("plots", plots), as_flag("overwrite", overwrite), look)
        return root

    def frame(self):
        """pandas.DataFrame: claim, verdict, computed, error, bound, margin, where."""
        from ._missing import needed

        names = ("claim", "verdict", "computed", "error", "bound", "margin", "where")
        return needed("pandas", "Findings.frame()").DataFrame([{name: getattr(each, name) for name in names} for each in self])


def claims() -> dict[str, str]:
    """Ids of the program's theorems, and what each says; `Theorem.read(id)` is its file."""
    return dict(_core.claims())


def _is_text_or_file(word: Any) -> bool:
    if isinstance(word, os.PathLike):
        return True
    return isinstance(word, str) and ("\n" in word or "=" in word or word.endswith(".toml") or os.path.isfile(word))


def _require_known(given: list[str], known: set[str]) -> None:
    """Constants are asked for by claims.ID.NAME; of a theorem that is not judged they would say nothing."""
    for path in (assignment.split("=")[0].strip() for assignment in given):
        if path.startswith("claims.") and path[7:].rpartition(".")[0] not in known:
            raise _core.InputError(f"overrides: unknown claim, read {path}, allowed: claims.ID.NAME, ID one of {', '.join(sorted(known))}")


def _judged(task: TheoremTask, id: str | None, store: Path | None, threads: int | None, executor: Any, progress: Any):
    """One theorem, by its text, or by the id that the program knows it by."""
    tell_observables(task)
    with Shown(progress, f"verify {id or task.name}") as tell:
        workplace = _core.Workplace(store, threads, distribution(executor, task), tell)
        if id is None:
            return _core.verify_text(task.theorem(), task.judging(), workplace)
        return _core.verify_id(id, task.judging(), workplace)


def verify(what: Any, settings: Any = None, *, scale: str = "quick", attack: bool = False,
           overrides: Mapping[str, Any] | None = None, seed: int | None = None, out: Any = None, threads: int | None = None, executor: Any = None,
           progress: Any = True, style: str = "default") -> Findings:  # fmt: skip
    """Judges theorems; returns a list of findings, of a theorem with several conclusions first its own.

    what: an id of featdyn.claims() or the beginning of several ("theorem-3.1"), a path or the text of a theorem file, a
        Theorem, or a list of these
    settings: judges at these settings ("figure-2-low", a dict, ...) in place of the theorem's domain
    scale: "quick" or "full"; attack: searches longer, within the assumptions, for the run with the smallest margin:
        hundreds of runs a theorem in place of dozens
    overrides: as of the program's --set, "claims.ID.C": 3 and "over.seeds": 1 among them
    out: a folder where runs are remembered and the report is written; style: of its pictures, "default" or "paper"
    executor: any concurrent.futures.Executor trains the runs (also dask.distributed's, mpi4py.futures'): the same findings
    progress: True, False, or a function (done, total), of each lot of runs; seed, threads: as in run()
    """
    if not isinstance(scale, str) or scale not in ("quick", "full"):
        raise _core.InputError(f"scale: read {scale!r}, allowed: quick, full")
    searches = as_flag("attack", attack)
    number = None if seed is None else as_count("seed", seed, 0, "0, 1, 2, ...", 2**63 - 1)
    given, count = assignments(overrides), as_threads(threads)
    look = as_style(style)
    base = None if settings is None else as_settings(settings).toml()
    words = list(what) if isinstance(what, (list, tuple)) else [what]
    chosen: list[tuple[TheoremTask, str | None]] = []
    known = set(claims())
    for word in words:
        if _is_text_or_file(word):
            word = Theorem.read(word)
        if isinstance(word, Theorem):
            theorems = [(word, None)]
        else:
            require("theorem", word, "an id, a theorem file, its text, or a Theorem", str)
            theorems = [(Theorem.read(id), id) for id in _core.theorem_ids(word, _core.Judging(given, number, base, scale == "full", searches))]
        for theorem, id in theorems:
            known.add(theorem.id)
            chosen.append((theorem_task(theorem.text, theorem._name, theorem._folder, given, number, base, scale == "full", searches), id))
    if not chosen:
        raise WrongType(f"theorem: read {shown(what)}, allowed: ids, theorem files, Theorems, or a list of them")
    _require_known(given, known)
    store = None
    if out is not None:
        as_path("out", out).mkdir(parents=True, exist_ok=True)
        store = Path(out) / ".runs.sqlite"
    findings = Findings([_judged(task, id, store, count, executor, progress) for task, id in chosen])
    if out is not None:
        findings.report(out, overwrite=True, style=look)
    for each in (json.loads(core.json())["findings"][0] for core in findings._cores):
        if each["verdict"] == "not-applicable":
            warnings.warn(f"{each['claim']}: not applicable, NOTHING WAS JUDGED: {(each['detail'] or '').split(' | ')[0]}", stacklevel=2)
    return findings
