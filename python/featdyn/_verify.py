"""Claims and theorems, judged."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any, Iterable, Mapping

from . import _core
from ._settings import as_settings, as_threads
from ._theorem import Theorem
from ._values import WrongType, assignments, require, shown


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

    holds = property(lambda self: all(each.verdict in ("holds", "not-applicable") for each in self))

    def report(self, folder: Any, *, plots: bool = True, overwrite: bool = False) -> Path:
        """Writes the report of a claim or theorem into a folder, of several into folders of their names there."""
        root = Path(os.fspath(folder))
        for core in self._cores:
            name = json.loads(core.json())["findings"][0]["claim"]
            core.leave(root if len(self._cores) == 1 else root / name, bool(plots), bool(overwrite))
        return root

    def frame(self):
        """pandas.DataFrame: claim, verdict, computed, error, bound, margin, where."""
        from ._missing import needed

        names = ("claim", "verdict", "computed", "error", "bound", "margin", "where")
        return needed("pandas", "Findings.frame()").DataFrame([{name: getattr(each, name) for name in names} for each in self])


def claims() -> dict[str, str]:
    """Ids of the program's claims, and what each says."""
    return dict(_core.claims())


def _is_file(word: str) -> bool:
    return word.endswith(".toml") or os.path.isfile(word)


def _theorem(theorem: Theorem, settings: Any, overrides: Any, seed: Any, full: bool, store: Any, threads: Any):
    given = assignments(overrides)
    if settings is None:
        return _core.verify_theorem(theorem.text, theorem._name, theorem._folder, given, seed, None, full, store, threads)
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "settings.toml"
        config.write_text(as_settings(settings).toml(), encoding="utf-8")
        return _core.verify_theorem(theorem.text, theorem._name, theorem._folder, given, seed, config, full, store, threads)


def verify(what: Any, settings: Any = None, *, scale: str = "quick", overrides: Mapping[str, Any] | None = None,
           seed: int | None = None, out: Any = None, threads: int | None = None) -> Findings:  # fmt: skip
    """Judges claims and theorems; returns a list of findings.

    what: the id of a claim (featdyn.claims()), a path or the text of a theorem file, a Theorem, or a list of these
    settings: what a claim starts from ("figure-2-low"); a theorem is then judged at these settings in place of its domain
    scale: "quick" or "full"; overrides: as of the program's --set, "claims.ID.C": 3 and "over.seeds": 1 among them
    out: a folder where runs are remembered and the report is written
    """
    if scale not in ("quick", "full"):
        raise _core.InputError(f"scale: read {scale!r}, allowed: quick, full")
    words: Iterable = what if isinstance(what, (list, tuple)) else [what]
    store = None
    if out is not None:
        Path(os.fspath(out)).mkdir(parents=True, exist_ok=True)
        store = Path(os.fspath(out)) / ".runs.sqlite"
    cores = []
    for word in words:
        if isinstance(word, os.PathLike):
            word = Theorem.read(word)
        elif isinstance(word, str) and ("\n" in word or "=" in word or _is_file(word)):
            word = Theorem.read(word)
        if isinstance(word, Theorem):
            cores.append(_theorem(word, settings, overrides, seed, scale == "full", store, as_threads(threads)))
            continue
        require("claim", word, "the id of a claim, a theorem file, or a Theorem", str)
        base = as_settings("figure-2-low" if settings is None else settings, overrides, seed)
        cores.append(_core.verify_claim(word, base._core, scale == "full", store, as_threads(threads)))
    if not cores:
        raise WrongType(f"verify: read {shown(what)}, allowed: ids of claims, theorem files, or Theorems")
    findings = Findings(cores)
    if out is not None:
        findings.report(out, overwrite=True)
    return findings
