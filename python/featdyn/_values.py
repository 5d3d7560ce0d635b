"""Arguments that are checked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ._core import InputError


class WrongType(InputError, TypeError):
    """An argument of a type that is not allowed."""


WrongType.__module__ = "featdyn"


def require(name: str, value: Any, allowed: str, *types: type) -> None:
    """Raises where `value` is none of `types`."""
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        raise WrongType(f"{name}: read {shown(value)}, allowed: {allowed}")


def require_no_overrides(name: str, value: Any) -> None:
    """A dict where `settings(source, {...})` has its overrides and other functions have something else."""
    if isinstance(value, Mapping):
        raise WrongType(f"{name}: read {shown(value)}, allowed: no dict; overrides={{...}} by its name gives settings by path")


def as_flag(name: str, value: Any) -> bool:
    """A truth value, NumPy's too."""
    if not isinstance(value, bool) and type(value).__name__ not in ("bool_", "bool"):
        raise WrongType(f"{name}: read {shown(value)}, allowed: True or False")
    return bool(value)


def require_axes(ax: Any) -> None:
    """Matplotlib axes, or None."""
    if ax is not None and not hasattr(ax, "plot"):
        raise WrongType(f"ax: read {shown(ax)}, allowed: a Matplotlib axes, or None")


def as_number(name: str, value: Any, allowed: str, low: float, high: float = float("inf")) -> float:
    """A number, or the text of one, above `low` and at most `high`."""
    try:
        number = float("nan") if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        raise WrongType(f"{name}: read {shown(value)}, allowed: {allowed}") from None
    if not low < number <= high:
        raise InputError(f"{name}: read {value!r}, allowed: {allowed}")
    return number


def as_path(name: str, value: Any) -> Path:
    if not isinstance(value, (str, os.PathLike)) or not os.fspath(value):
        raise WrongType(f"{name}: read {shown(value)}, allowed: a path")
    return Path(os.fspath(value))


def write_new(path: Any, text: str, overwrite: bool) -> Path:
    """A text as a file, whole or not at all; a file of other contents stays where `overwrite` is false."""
    path = as_path("path", path)
    allowed = "allowed: another path, or overwrite=True"
    if path.exists() or path.is_symlink():
        if not path.is_file():
            raise InputError(f"{path}: a file is in the way, read no plain file, allowed: another path")
        if path.read_bytes() == text.encode():
            return path
        if not overwrite:
            raise InputError(f"{path}: a file is in the way, read other contents, {allowed}")
    with tempfile.NamedTemporaryFile("wb", dir=path.resolve().parent, prefix=f".{path.name}-", delete=False) as file:
        file.write(text.encode())
    os.chmod(file.name, 0o666 & ~_umask())
    os.replace(file.name, path.resolve())
    return path


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def shown(value: Any) -> str:
    text = repr(value)
    return f"{text if len(text) <= 80 else text[:77] + '...'} ({type(value).__name__})"


def is_expression(value: Any) -> bool:
    """Whether it is a SymPy expression, known without importing SymPy."""
    return type(value).__module__.split(".")[0] == "sympy" or hasattr(value, "free_symbols")



def is_decimal(value: Any) -> bool:
    """Whether a SymPy number has an exact literal of its own."""
    if not getattr(value, "is_Rational", False):
        return bool(getattr(value, "is_Float", False))
    rest = int(value.q)
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def as_style(style: Any) -> str:
    if not isinstance(style, str) or style not in ("default", "paper"):
        raise WrongType(f"style: read {shown(style)}, allowed: default, paper")
    return style
