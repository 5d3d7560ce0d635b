"""Theorems of one's own."""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, Mapping

from . import _core
from ._missing import needed
from ._settings import as_count, as_settings
from ._toml import literal
from ._values import WrongType, shown, write_new


def _require_statement(name: str, text: str) -> None:
    """A file's name or an id where a statement is meant."""
    is_id = text in dict(_core.claims())
    if is_id or (" " not in text and "=" not in text and "<" not in text and (text.endswith(".toml") or os.path.isfile(text))):
        kind = "the id of a theorem" if is_id else "the name of a file"
        raise _core.InputError(f"{name}: read {text!r}, {kind}, allowed: statements; Theorem.read({text!r}) reads it")


def _texts(name: str, value: Any) -> list[str]:
    if isinstance(value, os.PathLike):
        raise WrongType(f"{name}: read {shown(value)}, a path, allowed: statements as texts; Theorem.read({os.fspath(value)!r}) reads a file")
    if isinstance(value, str):
        _require_statement(name, value)
        value = [value]
    if not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value):
        raise WrongType(f"{name}: read {shown(value)}, allowed: a list of statements as texts")
    return list(value)


_entries = {"id", "title", "source", "provenance", "settings", "assume", "conclude", "probability", "define", "constants",
            "over", "seeds"}  # fmt: skip


def _base(settings: Any) -> Any:
    """What a theorem starts from: a template's name or a path as they are, other settings as a table."""
    if isinstance(settings, os.PathLike) or (isinstance(settings, str) and "\n" not in settings and "=" not in settings):
        return settings
    return _read_toml(as_settings(settings).toml())


def _read_toml(text: str) -> dict:
    try:
        import tomllib
    except ImportError:  # before Python 3.11
        tomllib = needed("tomli", "Theorem.replace()")
    return tomllib.loads(text.lstrip("\ufeff"), parse_float=Decimal)


def _domain(name: str, value: Any) -> str:
    """(low, high) and (low, high, points) are ranges, lists points, texts formulas."""
    if isinstance(value, tuple) and len(value) in (2, 3):
        value = {"from": value[0], "to": value[1], **({"points": value[2]} if len(value) == 3 else {})}
    return literal(name, value)


def _write_toml(tables: Mapping[str, Any], path: str = "") -> str:
    """A theorem's file; tables of settings as tables, all others in one line."""
    lines, inside = [], []
    for key, value in tables.items():
        word = key if re.fullmatch("[A-Za-z0-9_-]+", str(key)) else json.dumps(str(key), ensure_ascii=False)
        if isinstance(value, Mapping) and (not path or path.split(".")[0] in ("settings", "runs")):
            inside.append(f"\n[{path}{word}]\n" + _write_toml(value, f"{path}{word}."))
        else:
            write = _domain if path.startswith("over.") else literal
            lines.append(f"{word} = {write(f'{path}{key}', value)}\n")
    return "".join(lines + inside)


class Theorem:
    """A theorem in the language of `featdyn theorem`: what is assumed, what is concluded, over which domain.

    conclude, assume  statements: "for all r, j: |<w[r],mu[j]>(end)| <= C sqrt(n) SNR"
    constants         {"C": 2}; "fit" asks for the smallest with which it holds
    over              {"n SNR^2": (0.1, 10), "d": [1000, 2000], "sigma_0": "0.001 sqrt(1000 / d)"}: a tuple is a range
                      (low, high) or (low, high, points), a list its points, a text a formula
    define            {"T_1": "max(T_mu, T_xi)"}: names of one's own
    settings          a template's name, a path, settings or a nested dict: what the domain varies ("figure-2-low")
    probability       over seeds; seeds: how many runs a point; id, title, source, provenance: texts

    `Theorem.read("mine.toml")` reads a file or the theorem of an id; `str(t)` is the text of its file, `t.constants` the
    names of its constants.
    Raises InputError, with the place in the text, where it makes no sense.
    """

    def __init__(self, conclude: Any = (), assume: Any = (), *, constants: Mapping[str, Any] | None = None,
                 over: Mapping[str, Any] | None = None, seeds: int | None = None, probability: Any = None,
                 define: Mapping[str, str] | None = None, settings: Any = "figure-2-low", id: str = "theorem",
                 title: str = "A theorem", source: str = "ours", provenance: str = "conjectured"):  # fmt: skip
        tables: dict[str, Any] = {"id": id, "title": title, "source": source, "provenance": provenance,
                                  "settings": _base(settings), "assume": _texts("assume", assume),
                                  "conclude": _texts("conclude", conclude)}  # fmt: skip
        if probability is not None:
            tables["probability"] = probability
        domain = over if seeds is None or not isinstance(over or {}, Mapping) else {**(over or {}), "seeds": as_count("seeds", seeds)}
        for name, table in (("define", define), ("constants", constants), ("over", domain)):
            if table is not None and not isinstance(table, Mapping):
                raise WrongType(f"{name}: read {shown(table)}, allowed: a dict")
            if table:
                tables[name] = dict(table)
        self._set(_write_toml(tables), id, os.getcwd())

    def _set(self, text: str, name: str, folder: Any) -> None:
        self.text, self._name, self._folder = text, name, os.fspath(folder)
        try:
            self.id, self.constants = _core.read_theorem(text, name, self._folder)
        except _core.InputError as error:  # whose line nobody has seen, of a text that was made here
            found = re.match(re.escape(name) + r":(\d+)", str(error))
            if not found or os.path.exists(name):
                raise
            line = text.splitlines()[int(found[1]) - 1].strip() if int(found[1]) <= text.count("\n") else ""
            raise type(error)(f"{error}, in: {line}" if line else str(error)) from None

    @classmethod
    def read(cls, source: Any) -> "Theorem":
        """From a file, the id of a theorem of the program, or the text of a file."""
        theorem = cls.__new__(cls)
        if isinstance(source, str) and ("\n" in source or "=" in source):
            theorem._set(source, "theorem", os.getcwd())
        elif isinstance(source, (str, os.PathLike)):
            theorem._set(*_core.find_theorem(os.fspath(source)))
        else:
            raise WrongType(f"theorem: read {shown(source)}, allowed: a path, an id, or the text of a theorem file")
        return theorem

    def replace(self, **entries: Any) -> "Theorem":
        """The same with other entries, those of the constructor: probability=0.95, conclude=[...], settings=...;
        constants={"C": 3}, define, over={"d": [1000]} and seeds replace or add their names and leave the others."""
        tables = _read_toml(self.text)
        for key in set(entries) - _entries:
            raise _core.InputError(f"replace: read {key!r}, allowed: {', '.join(sorted(_entries))}")
        if entries.get("seeds") is not None:
            entries["over"] = {**(entries.get("over") or {}), "seeds": entries["seeds"]}
        entries.pop("seeds", None)
        for key, value in entries.items():
            if key in ("constants", "define", "over"):
                if not isinstance(value, Mapping):
                    raise WrongType(f"{key}: read {shown(value)}, allowed: a dict")
                tables[key] = {**tables.get(key, {}), **value}
            elif key == "settings":
                tables[key] = _base(value)
            elif key in ("assume", "conclude"):
                tables[key] = _texts(key, value)
            else:
                tables[key] = value
        other = Theorem.__new__(Theorem)
        other._set(_write_toml(tables), self._name, self._folder)
        return other

    def save(self, path: Any, overwrite: bool = False) -> Path:
        return write_new(path, self.text, overwrite)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<featdyn.Theorem {self.id}>"
