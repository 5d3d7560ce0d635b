"""Packages that are needed only where they are called for."""

import io
from importlib import import_module

_debian = {"pandas": "python3-pandas", "matplotlib": "python3-matplotlib", "matplotlib.pyplot": "python3-matplotlib",
           "sympy": "python3-sympy", "mpmath": "python3-mpmath", "tomli": "python3-tomli"}  # fmt: skip


def needed(module: str, what: str):
    """The module; ImportError that names it and what needs it."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.split(".")[0]
        raise ImportError(f"{what} needs {package}: pip install {package} (on Debian: apt-get install {_debian[module]})") from error


def read_exactly(pandas, csv, **options):
    """A pandas.DataFrame of a CSV text, each number the double that its digits name: pandas 3 reads so, earlier ones where they are told."""
    if int(pandas.__version__.split(".")[0]) < 3:
        options["float_precision"] = "round_trip"
    return pandas.read_csv(io.StringIO(csv), **options)
