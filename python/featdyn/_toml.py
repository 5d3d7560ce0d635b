"""Python's values as the program reads them: literals of TOML, files of settings, paths with values."""

from __future__ import annotations

import json
import numbers
import os
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ._activation import formula, traced
from ._values import InputError, WrongType, is_expression, require, shown


def literal(name: str, value: Any) -> str:
    """A setting as TOML writes it. Decimals mean those decimals at every precision."""
    if name in ("network.activation", "network.loss") and (callable(value) or getattr(value, "free_symbols", None)):
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
