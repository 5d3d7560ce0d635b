"""How far work is, on standard error, once it has taken a second."""

from __future__ import annotations

import sys
import time
from typing import Any, Callable

from ._values import WrongType, shown


class Bar:
    """A line that is written over; nothing where standard error is neither a terminal nor a notebook."""

    def __init__(self, label: str):
        self.label, self.start, self.width = label, time.monotonic(), 0

    def __call__(self, done: int, total: int) -> None:
        elapsed = time.monotonic() - self.start
        if elapsed < 1 or not total:
            return
        part = min(done / total, 1)
        left = f", about {elapsed * (1 - part) / part:.0f} s left" if part > 0 else ""
        filled = int(30 * part)
        text = f"{self.label} [{'#' * filled}{'.' * (30 - filled)}] {100 * part:3.0f} %{left}"
        sys.stderr.write("\r" + text.ljust(self.width))
        sys.stderr.flush()
        self.width = len(text)

    def close(self) -> None:
        if self.width:
            sys.stderr.write("\r" + " " * self.width + "\r")
            sys.stderr.flush()


def _is_seen() -> bool:
    if getattr(sys.stderr, "isatty", lambda: False)():
        return True
    return "ipykernel" in sys.modules


class Shown:
    """`progress=True` shows a bar, False nothing, a function (done, total) is called."""

    def __init__(self, progress: Any, label: str):
        if not isinstance(progress, bool) and not callable(progress):
            raise WrongType(f"progress: read {shown(progress)}, allowed: True, False, or a function (done, total)")
        self.bar = Bar(label) if progress is True and _is_seen() else None
        self.function: Callable | None = self.bar if self.bar else progress if callable(progress) else None

    def __enter__(self) -> Callable | None:
        return self.function

    def __exit__(self, *error: Any) -> None:
        if self.bar:
            self.bar.close()
