"""Rigorous enclosures of the exact discrete run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Mapping, NamedTuple

from . import _core
from ._progress import Shown
from ._settings import as_settings, as_threads, as_count
from ._values import WrongType, as_number, as_path, require_no_overrides, shown, write_new


class Certificate:
    """Says that every overlap after `steps` steps lies between its bounds, less than `width` apart.

    lower, upper  lists of lists of decimals as texts, neurons x patches; `mpmath.mpf(text)` and `float` read them
    steps, width, digits, data            as in the file (`data` all of it)
    save(path), Certificate.load(path)    the file that `featdyn check` reads
    """

    def __init__(self, text: str):
        if not isinstance(text, str):
            raise WrongType(f"text: read {shown(text)}, allowed: the text of a certificate; Certificate.load(path) reads a file")
        self.text = text
        try:
            self.data: dict = json.loads(text)
            self.data["final"]["lower"], self.data["final"]["upper"], self.data["steps"], self.data["width"], self.data["digits"]
        except (ValueError, KeyError, TypeError) as error:
            raise _core.InputError(f"text: no certificate, read {shown(text)}, allowed: what featdyn certify writes") from error

    lower = property(lambda self: self.data["final"]["lower"])
    upper = property(lambda self: self.data["final"]["upper"])
    steps = property(lambda self: self.data["steps"])
    width = property(lambda self: self.data["width"])
    digits = property(lambda self: self.data["digits"])

    def save(self, path: Any, overwrite: bool = False) -> Path:
        return write_new(path, self.text, overwrite)

    @classmethod
    def load(cls, path: Any) -> "Certificate":
        return cls(_text_of(as_path("path", path)))

    def __repr__(self) -> str:
        return f"<featdyn.Certificate of {len(self.lower)} x {len(self.lower[0])} overlaps after {self.steps} steps, each within {self.width}>"


def _text_of(path: Path) -> str:
    if not path.is_file():
        raise _core.InputError(f"{path}:1: cannot be read, read {'a folder' if path.is_dir() else 'no such file'}, allowed: a certificate of featdyn certify")
    return path.read_text(encoding="utf-8", errors="surrogateescape")


def _hours(value: Any) -> float:
    return as_number("hours", value, "a number above 0", 0)


class CheckedLine(NamedTuple):
    what: str
    verdict: str
    detail: str


class Check(list):
    """What was checked, line by line (what, verdict, detail); true where all of it follows."""

    holds = property(lambda self: bool(self) and all(line.verdict in ("holds", "not-applicable") for line in self))

    @property
    def verdict(self) -> str:
        verdicts = [line.verdict for line in self]
        return next((each for each in ("fails", "undecided") if each in verdicts), "holds" if verdicts else "undecided")

    def __bool__(self) -> bool:
        return len(self) > 0 and all(line.verdict in ("holds", "not-applicable") for line in self)

    def __repr__(self) -> str:
        return f"<featdyn.Check: {self.verdict}; " + "; ".join(f"{line.what} {line.verdict}" for line in self) + ">"


def certify(settings: Any, steps: int | None = None, width: Any = None, *, overrides: Mapping[str, Any] | None = None,
            seed: int | None = None, threads: int | None = None, progress: Any = True, hours: float = 24) -> Certificate:  # fmt: skip
    """Encloses the exact discrete run, with as many digits as that takes.

    steps: how many steps (training.steps); width: every enclosure is narrower than this (1e-300 to 1, required)
    hours: work that is expected to take longer is refused; settings, overrides, seed, threads, progress: as in run()

    Raises NumericalError where no precision is enough or the run leaves the finite numbers.
    """
    require_no_overrides("steps", steps)
    own = as_settings(settings, overrides, seed)
    if width is None or isinstance(width, bool) or isinstance(width, (list, tuple, dict)):
        raise WrongType(f"width: read {shown(width)}, allowed: 1e-300 to 1, as a number or a text")
    count = None if steps is None else as_count("steps", steps, 0, "0, 1, 2, ...", 10**12)
    with Shown(progress, "certify") as tell:
        return Certificate(_core.certify(own._core, count, str(width), _hours(hours), as_threads(threads), tell))


def check(certificate: Any, *, threads: int | None = None, hours: float = 24) -> Check:
    """Computes a certificate's run again in another arithmetic (MPFI intervals) and judges all that it says.

    certificate: a Certificate, or the path of its file; threads, hours: as in certify(). The result is true where
    everything follows.
    """
    if isinstance(certificate, Certificate):
        text, name = certificate.text, "certificate"
    elif isinstance(certificate, (str, os.PathLike)):
        text, name = _text_of(Path(certificate)), str(certificate)
    else:
        raise WrongType(f"certificate: read {shown(certificate)}, allowed: a Certificate or the path of its file")
    return Check(CheckedLine(*line) for line in _core.check(text, name, _hours(hours), as_threads(threads)))
