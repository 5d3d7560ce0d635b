"""Settings: what names a run."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, Iterator

from . import _core
from ._core import InputError
from ._toml import assignments, toml
from ._values import WrongType, shown


class Settings(Mapping):
    """Complete, checked settings, read only: `s["data"]["signal_norm"]`, or by path `s["data.signal_norm"]`.

    `s.replace({"data.signal_norm": 15})` gives others, `str(s)` the text of a settings file, `s.alpha` and
    `s.beta` the levels of signal and noise (lists where there are several times, None where inputs have no noise).
    """

    def __init__(self, core: _core.Settings):
        self._core = core
        self._tables = json.loads(core.json())

    def __getitem__(self, key: str) -> Any:
        at: Any = self._tables
        for part in [key] if key in self._tables else str(key).split("."):
            if not isinstance(at, dict) or part not in at:
                raise KeyError(key)
            at = at[part]
        return at

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __str__(self) -> str:
        return self._core.toml()

    def __repr__(self) -> str:
        return f"featdyn.Settings(\n{self._core.toml()})"

    def __hash__(self) -> int:
        return hash(self._core.toml())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settings) and self._core.toml() == other._core.toml()

    def __reduce__(self):
        return _from_toml, (self._core.toml(),)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(self._core.toml())}</pre>"

    def replace(self, overrides: Mapping[str, Any] | None = None) -> "Settings":
        """The same with these settings, by path, in place of its own."""
        return Settings(self._core.with_overrides(assignments(overrides)))

    def toml(self) -> str:
        """The text of a settings file."""
        return self._core.toml()

    def to_dict(self) -> dict:
        """A nested dict of every parameter as used."""
        return json.loads(self._core.json())

    @property
    def alpha(self) -> Any:
        return json.loads(self._core.levels())["alpha"]

    @property
    def beta(self) -> Any:
        return json.loads(self._core.levels())["beta"]


def _from_toml(text: str) -> Settings:
    return Settings(_core.settings_from_text(text, "settings", "", []))


def templates() -> dict[str, str]:
    """Names of the program's templates, and what each is."""
    return {name: meaning for name, meaning, _ in _core.templates()}


def methods() -> dict[str, str]:
    """Names of the training methods, and what each is."""
    return dict(_core.methods())


def settings(source: Any, overrides: Mapping[str, Any] | None = None) -> Settings:
    """Settings from a template, a file, a TOML text, a nested dict, or other settings.

    source: "figure-2-low" (see `featdyn.templates()`), a path, the text of a settings file (with a "=" or a line
        end in it), or {"data": {"model": "two-patch", ...}, "network": {...}, ...}.
    overrides: {"data.signal_norm": 15, "network.width": 20}; values are numbers, texts, lists, NumPy arrays, paths.
        A float means the decimal that Python prints, at every precision; `decimal.Decimal` more digits than it has.
        network.activation takes coefficients, a name, a formula "z^2 + z/2" or a SymPy expression in z.

    Raises InputError (a ValueError) where anything is missing, unknown or out of range.
    """
    given = assignments(overrides)
    if isinstance(source, Settings):
        return Settings(source._core.with_overrides(given)) if given else source
    if isinstance(source, Mapping):
        return _from_dict(source, given)
    if isinstance(source, os.PathLike):
        return Settings(_core.settings_from_file(source, given))
    if not isinstance(source, str):
        raise WrongType(f"settings: read {shown(source)}, allowed: a template's name, a path, TOML text, or a dict")
    if "\n" in source or "=" in source:
        return Settings(_core.settings_from_text(source, "settings", "", given))
    known = templates()
    if source not in known and (os.path.splitext(source)[1] or os.path.exists(source)):
        return Settings(_core.settings_from_file(source, given))
    return Settings(_core.settings_from_template(source, given))


def _from_dict(source: Mapping, given: list[str]) -> Settings:
    try:
        return Settings(_core.settings_from_text(toml(dict(source)), "settings", "", given))
    except InputError as error:
        if "missing required key" not in str(error) or not any("." in str(key) for key in source):
            raise
        raise InputError(f"{error}; settings by path change a template: settings(\"figure-2-low\", {{...}}), "
                         "overrides={...} of other functions") from None  # fmt: skip


def as_settings(source: Any, overrides: Mapping[str, Any] | None = None, seed: int | None = None,
                steps: int | None = None) -> Settings:  # fmt: skip
    """What functions take as their first argument."""
    more: dict[str, Any] = {}
    if seed is not None:
        if isinstance(seed, bool) or not hasattr(seed, "__index__") or seed.__index__() < 0:
            raise WrongType(f"seed: read {shown(seed)}, allowed: 0, 1, 2, ...")
        more = {"data.seed": seed.__index__(), "init.seed": seed.__index__()}
    if steps is not None:
        if isinstance(steps, bool) or not hasattr(steps, "__index__") or steps.__index__() < 0:
            raise WrongType(f"steps: read {shown(steps)}, allowed: 0, 1, 2, ...")
        more["training.steps"] = steps.__index__()
    own = settings(source, overrides)
    for key in more:
        table, name = key.split(".")
        told = {**overrides, **{f"{table}.{inner}": value for inner, value in overrides[table].items()}} if isinstance(
            (overrides or {}).get(table), Mapping) else overrides or {}  # fmt: skip
        if key in told and told[key] != more[key]:
            raise InputError(f"{key}: without effect, read {shown(told[key])} in overrides beside "
                             f"{'steps' if name == 'steps' else 'seed'}={more[key]}, allowed: one of both")  # fmt: skip
    return settings(own, more) if more else own


def as_count(name: str, value: Any, least: int = 1, allowed: str = "1, 2, 3, ...", most: int = 2**31 - 1) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise WrongType(f"{name}: read {shown(value)}, allowed: {allowed}")
    if value.__index__() < least:
        raise InputError(f"{name}: read {value!r}, allowed: {allowed}")
    if value.__index__() > most:
        raise InputError(f"{name}: read {value!r}, allowed: {allowed}, at most {most}")
    return value.__index__()


def as_threads(value: Any) -> int | None:
    return None if value is None else as_count("threads", value)
