"""Theorems of one's own."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Mapping, NamedTuple, Sequence

from . import _core
from ._settings import Settings, as_settings
from ._values import WrongType, literal, shown


def _texts(name: str, value: Any) -> list[str]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value):
        raise WrongType(f"{name}: read {shown(value)}, allowed: a list of statements as texts")
    return list(value)


def _table(name: str, table: Mapping[str, Any], write: Any) -> str:
    if not isinstance(table, Mapping):
        raise WrongType(f"{name}: read {shown(table)}, allowed: a dict")
    return f"\n[{name}]\n" + "".join(f"{json.dumps(str(key), ensure_ascii=False)} = {write(f'{name}.{key}', value)}\n" for key, value in table.items())


def _domain(name: str, value: Any) -> str:
    """(low, high) and (low, high, points) are ranges, lists points, texts formulas."""
    if isinstance(value, tuple) and len(value) in (2, 3):
        ends = {"from": value[0], "to": value[1], **({"points": value[2]} if len(value) == 3 else {})}
        return "{ " + ", ".join(f"{key} = {literal(name, end)}" for key, end in ends.items()) + " }"
    return literal(name, value)


class Theorem:
    """A theorem in the language of `featdyn theorem`: what is assumed, what is concluded, over which domain.

    conclude, assume  statements: "for all r, j: |<w[r],mu[j]>(end)| <= C sqrt(n) SNR"
    constants         {"C": 2}; "fit" asks for the smallest with which it holds
    over              {"n SNR^2": (0.1, 10), "d": [1000, 2000], "sigma_0": "0.001 sqrt(1000 / d)"}: a tuple is a range
                      (low, high) or (low, high, points), a list its points, a text a formula
    define            {"T_1": "max(T_mu, T_xi)"}: names of one's own
    settings          a template's name, a path, settings or a nested dict: what the domain varies ("figure-2-low")
    probability       over seeds; seeds: how many runs a point; id, title, source, provenance: texts

    `Theorem.read("mine.toml")` reads a file or the theorem of an id; `str(t)` is the text of its file.
    Raises InputError, with the place in the text, where it makes no sense.
    """

    def __init__(self, conclude: Any = (), assume: Any = (), *, constants: Mapping[str, Any] | None = None,
                 over: Mapping[str, Any] | None = None, seeds: int | None = None, probability: Any = None,
                 define: Mapping[str, str] | None = None, settings: Any = "figure-2-low", id: str = "theorem",
                 title: str = "A theorem", source: str = "ours", provenance: str = "conjectured"):  # fmt: skip
        head = {"id": id, "title": title, "source": source, "provenance": provenance}
        named = isinstance(settings, str) and "\n" not in settings and "=" not in settings
        if named or isinstance(settings, os.PathLike):
            head["settings"] = settings
        head |= {"assume": _texts("assume", assume), "conclude": _texts("conclude", conclude)}
        if probability is not None:
            head["probability"] = probability
        text = "".join(f"{key} = {literal(key, value)}\n" for key, value in head.items())
        text += _table("define", define, literal) if define else ""
        text += _table("constants", constants, literal) if constants else ""
        domain = dict(over or {}) | ({} if seeds is None else {"seeds": seeds})
        text += _table("over", domain, _domain) if domain else ""
        if "settings" not in head:
            text += "\n" + _tables(as_settings(settings))
        self._set(text, id, os.getcwd())

    def _set(self, text: str, name: str, folder: Any) -> None:
        self.text, self._name, self._folder = text, name, os.fspath(folder)
        self.id: str = _core.read_theorem(text, name, self._folder)

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
        """The same with other entries of its head: probability=0.95, title="...", or constants={"C": 3}."""
        import tomllib

        constants = entries.pop("constants", None)
        lines, table = self.text.splitlines(), None
        wanted = {key: literal(key, value) for key, value in entries.items()}
        kept, done = [], set()
        for line in lines:
            if line.startswith("["):
                table = line.strip().strip("[]")
            key = line.split("=")[0].strip().strip('"') if "=" in line else None
            if table is None and key in wanted:
                line = f"{key} = {wanted[key]}"
                done.add(key)
            if table == "constants" and constants and key in constants:
                line = f"{json.dumps(key)} = {literal(key, constants[key])}"
                done.add(f"constants.{key}")
            kept.append(line)
        head = [f"{key} = {value}" for key, value in wanted.items() if key not in done]
        rest = {key: value for key, value in (constants or {}).items() if f"constants.{key}" not in done}
        text = "\n".join(head + kept) + "\n"
        if rest and "[constants]" not in text:
            text += _table("constants", rest, literal)
        elif rest:
            text = text.replace("[constants]\n", "[constants]\n" + _table("constants", rest, literal).split("\n", 2)[2])
        tomllib.loads(text)
        other = Theorem.__new__(Theorem)
        other._set(text, self._name, self._folder)
        return other

    def save(self, path: Any) -> Path:
        Path(path).write_text(self.text, encoding="utf-8")
        return Path(path)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<featdyn.Theorem {self.id}>"


def _tables(settings: Settings) -> str:
    """Settings as the table [settings] of a theorem."""
    return "\n".join(f"[settings.{line[1:]}" if line.startswith("[") else line for line in settings.toml().splitlines()) + "\n"


class Constant(NamedTuple):
    """The smallest constant with which a theorem holds; `float()` of it is the value."""

    value: float
    low: float | None
    high: float | None
    where: str | None
    finding: Any

    interval = property(lambda self: (self.low, self.high))

    def __float__(self) -> float:
        return self.value

    def __repr__(self) -> str:
        return f"<featdyn.Constant {self.value:.6g} in [{self.low}, {self.high}], worst at {self.where}>"


def smallest_constant(theorem: Any, constant: str, probability: float | None = None, *, settings: Any = None,
                      scale: str = "quick", threads: int | None = None) -> Constant:  # fmt: skip
    """The smallest constant with which a theorem holds with that probability over seeds, with its interval.

    theorem: a Theorem, a file or an id; constant: the name of one of its constants, "C"
    """
    from ._verify import verify

    if not isinstance(constant, str):
        raise WrongType(f"constant: read {shown(constant)}, allowed: the name of one of the theorem's constants")
    own = theorem if isinstance(theorem, Theorem) else Theorem.read(theorem)
    if probability is not None and not (isinstance(probability, (int, float)) and 0 < probability <= 1):
        raise _core.InputError(f"probability: read {probability!r}, allowed: above 0, at most 1")
    asked = own.replace(constants={constant: "fit"}, **({} if probability is None else {"probability": probability}))
    finding = verify(asked, settings=settings, scale=scale, threads=threads)[0]
    found = finding.constants.get(constant)
    if found is None:
        raise _core.NumericalError(f"{constant}: no constant was found: {finding.detail}")
    low, high = found["interval"] or (None, None)
    return Constant(found["value"], low, high, found["where"], finding)
