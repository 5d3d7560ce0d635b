"""The program's figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, Sequence

from . import _core
from ._toml import assignments
from ._values import WrongType, as_path, as_style, shown


def figures(names: Sequence[str] | str = (), out: Any = "figures", scale: str = "quick",
            overrides: Mapping[str, Any] | None = None, style: str = "default") -> list[Path]:  # fmt: skip
    """Draws the program's figures (`featdyn list figures`); all without names. Returns the paths of the pictures.

    scale: "quick" (minutes for all) or "full" (the paper's sizes, hours). Runs are remembered in `out`.
    overrides: of the settings of all of them, as in run()
    style: "default", or "paper": as wide as a column or two, 8 point Times, no caption
    """
    if not isinstance(names, (str, list, tuple)):
        raise WrongType(f"figures: read {shown(names)}, allowed: names of figures")
    words = [names] if isinstance(names, str) else list(names)
    for word in words:
        if not isinstance(word, str) or word.startswith("-"):
            raise WrongType(f"figures: read {shown(word)}, allowed: names of figures")
    if not isinstance(scale, str) or scale not in ("quick", "full"):
        raise WrongType(f"scale: read {shown(scale)}, allowed: quick, full")
    look = as_style(style)
    out = as_path("out", out)
    given = [part for assignment in assignments(overrides) for part in ("--set", assignment)]
    _core.figures([*words, "--out", str(out), "--scale", str(scale), "--style", look, "--quiet", *given])
    found = [path for path in sorted(out.iterdir()) if path.suffix in (".svg", ".png", ".pdf")]
    return [path for path in found if not words or path.stem in words]
