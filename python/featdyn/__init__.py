"""featdyn: feature dynamics of denoisers and classifiers, derived, run and checked.

>>> import featdyn as fd
>>> s = fd.settings("figure-2-low", {"data.signal_norm": 15})
>>> r = fd.run(s)
>>> r.frame()                       # doctest: +SKIP

The work is done by the same C++ library as the program `featdyn`, with the same numbers to the last bit. Functions
say in their own help what they take and give: `help(featdyn.run)`.
"""

from ._core import InputError, NumericalError, __version__
from ._figures import figures
from ._settings import Settings, methods, settings, templates
from ._activation import activation
from ._observables import observable
from ._run import Run, run
from ._compare import Comparison, compare
from ._derive import Derivation, NumpyStep, derive
from ._points import StationaryPoint, stationary
from ._certificates import Certificate, Check, certify, check
from ._sweep import sweep
from ._constant import Constant, smallest_constant
from ._theorem import Theorem
from ._verify import Finding, Findings, claims, verify

for _error in (InputError, NumericalError):
    _error.__module__ = "featdyn"
InputError.__doc__ = "A mistake in what was given: the message says what was read and what is allowed."
NumericalError.__doc__ = "A computation that came to no end that can be relied on."

__all__ = [
    "Certificate", "Check", "Comparison", "Constant", "Derivation", "Finding", "Findings", "InputError",
    "NumericalError", "NumpyStep", "Run", "Settings", "StationaryPoint", "Theorem", "activation", "certify", "check",
    "claims", "compare", "derive", "figures", "methods", "observable", "run", "settings", "smallest_constant",
    "stationary", "sweep", "templates", "verify",
]  # fmt: skip
