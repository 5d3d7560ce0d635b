"""Activations and losses that Python writes down."""

from __future__ import annotations

from typing import Any, Callable

from ._missing import needed
from ._values import WrongType, is_decimal, is_expression, shown


def formula(name: str, expression: Any) -> Any:
    """A SymPy expression in one symbol as the settings take it: coefficients of a polynomial, else a formula in z."""
    sympy = needed("sympy", f"a SymPy expression as {name}")
    symbols = list(expression.free_symbols)
    if len(symbols) != 1:
        raise WrongType(f"{name}: read {expression} in the symbols {sorted(map(str, symbols))}, allowed: an expression in one symbol")
    z = sympy.Symbol("z")
    expression = expression.subs(symbols[0], z)
    if name == "network.activation" and expression.is_polynomial(z):
        coefficients = list(reversed(sympy.Poly(expression, z).all_coeffs()))
        if all(is_decimal(value) for value in coefficients):
            return coefficients
    return sympy.sstr(expression, full_prec=False).replace("**", "^").replace("Max(", "max(").replace("Min(", "min(").replace("Abs(", "abs(")


def traced(name: str, function: Callable) -> Any:
    """What a Python function of z makes of a SymPy symbol."""
    sympy = needed("sympy", f"{name}: a function that is traced")
    called = getattr(function, "__name__", shown(function))
    try:
        result = sympy.sympify(function(sympy.Symbol("z", real=True)))
    except Exception as error:
        raise WrongType(f"{name}: {called} cannot be traced, read {type(error).__name__}: {error}, allowed: a formula of z of arithmetic and SymPy's functions") from error
    if not is_expression(result) or not result.free_symbols:
        raise WrongType(f"{name}: {called} returned {shown(result)}, allowed: a formula of z")
    return formula(name, result)


def activation(function: Callable) -> Callable:
    """Makes `network.activation` of a Python function of z that is traced with a SymPy symbol.

    >>> @fd.activation
    ... def cubic(z):
    ...     return z**2 + z**3 / 8
    >>> fd.run("figure-2-low", overrides={"network.activation": cubic})     # doctest: +SKIP

    Inside, use arithmetic and SymPy's functions (sympy.exp, sympy.erf, sympy.Max, ...). Raises InputError where it cannot
    be traced. `network.loss`, a function of the margin, takes such functions too, undecorated.
    """
    if not callable(function):
        raise WrongType(f"activation: read {shown(function)}, allowed: a function of z")
    traced("activation", function)
    return function
