"""Python values as TOML literals, and arguments that are checked."""

from __future__ import annotations

import json
import numbers
import os
import tempfile
from decimal import Decimal
from fractions import Fraction
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


def literal(name: str, value: Any) -> str:
    """A setting as TOML writes it. Decimals mean those decimals at every precision."""
    if name in ("network.activation", "network.loss") and (callable(value) or getattr(value, "free_symbols", None)):
        from ._activation import formula, traced

        value = formula(name, value) if is_expression(value) else traced(name, value)
    if is_expression(value) and not getattr(value, "is_number", False):
        raise WrongType(f"{name}: read {shown(value)}, allowed: a number, or an expression as network.activation or network.loss")
    if is_expression(value):
        value = Fraction(int(value.p), int(value.q)) if getattr(value, "is_Rational", False) else float(value)
    if hasattr(value, "tolist"):  # NumPy's scalars and arrays
        value = value.tolist()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, os.PathLike):
        return json.dumps(os.path.abspath(os.fspath(value)), ensure_ascii=False)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Fraction):
        return fraction(name, value)
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        return repr(float(value))
    if isinstance(value, dict) and value:
        return "{ " + ", ".join(f"{json.dumps(str(k))} = {literal(name, v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple, range)):
        return "[" + ", ".join(literal(name, item) for item in value) + "]"
    raise WrongType(f"{name}: read {shown(value)}, allowed: a number, a text, a truth value, a path, or a list or dict of them")


def is_decimal(value: Any) -> bool:
    """Whether a SymPy number has an exact literal of its own."""
    if not getattr(value, "is_Rational", False):
        return bool(getattr(value, "is_Float", False))
    rest = int(value.q)
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def fraction(name: str, value: Fraction) -> str:
    """Fractions that are decimals: 1/8 is 0.125. Others have no exact TOML literal."""
    denominator, digits = value.denominator, 0
    while denominator % 10 == 0 or denominator % 2 == 0 or denominator % 5 == 0:
        denominator = denominator // 10 if denominator % 10 == 0 else denominator // (2 if denominator % 2 == 0 else 5)
        digits += 1
    if denominator != 1:
        raise InputError(f"{name}: read {value}, allowed: fractions that are decimals, such as 1/8, or a float")
    scaled = value * 10**digits
    assert scaled.denominator == 1
    text = str(Decimal(int(scaled)).scaleb(-digits))
    return text


def toml(tables: dict) -> str:
    """A nested dict, or one with dotted paths as keys, as a settings file."""
    nested: dict[str, Any] = {}
    for key, value in tables.items():
        require("settings", key, "texts as keys", str)
        if isinstance(value, dict):
            merge(nested, key, value)
        elif hasattr(value, "items") and not is_expression(value):
            merge(nested, key, dict(value.items()))
        else:
            table, dot, name = key.rpartition(".")
            nested.setdefault(table, {})[name] = value
    return "\n".join(table_text(name, table) for name, table in sorted(nested.items(), key=lambda item: item[0] != ""))


def as_style(style: Any) -> str:
    if not isinstance(style, str) or style not in ("default", "paper"):
        raise WrongType(f"style: read {shown(style)}, allowed: default, paper")
    return style


def merge(nested: dict, key: str, table: dict) -> None:
    nested.setdefault(key, {}).update(table)


def table_text(name: str, table: dict) -> str:
    lines = [f"[{name}]"] if name else []
    for key, value in table.items():
        quoted = key if key.replace("_", "").replace("-", "").isalnum() else json.dumps(key)
        lines.append(f"{quoted} = {literal(f'{name}.{key}' if name else key, value)}")
    return "\n".join(lines) + "\n"


def assignments(overrides: dict | None, name: str = "overrides", table: str = "") -> list[str]:
    """{"data.signal_norm": 15} or {"data": {"signal_norm": 15}} as the program's --set takes them."""
    if overrides is None:
        return []
    if not hasattr(overrides, "items"):
        raise WrongType(f"{name}: read {shown(overrides)}, allowed: a dict of settings by their paths")
    result = []
    for key, value in overrides.items():
        require(name, key, "paths of settings such as 'data.signal_norm'", str)
        if not key.strip() or "=" in key or "\n" in key:
            raise InputError(f"{name}: read {key!r}, allowed: paths of settings such as 'data.signal_norm'")
        if isinstance(value, dict) and "." not in key and key != "until" and (value or not table):
            result += [f"{key}.{rest}" for rest in assignments(value, name, f"{table}{key}.")]
        else:
            result.append(f"{key}={literal(table + key, value)}")
    return result
