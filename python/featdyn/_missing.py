"""Packages that are needed only where they are called for."""

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
