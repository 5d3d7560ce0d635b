"""Activations that Python writes down."""

from __future__ import annotations

from typing import Any, Callable

from ._values import WrongType, is_expression, shown
from ._missing import needed


def formula(expression: Any) -> Any:
    """A SymPy expression in one symbol as the settings take it: coefficients of a polynomial, else a formula in z."""
    sympy = needed("sympy", "a SymPy expression as an activation")
    symbols = list(expression.free_symbols)
    if len(symbols) != 1:
        raise WrongType(f"network.activation: read {expression} in the symbols {sorted(map(str, symbols))}, allowed: an expression in one symbol")
    z = sympy.Symbol("z")
    expression = sympy.expand(expression.subs(symbols[0], z))
    if expression.is_polynomial(z):
        coefficients = list(reversed(sympy.Poly(expression, z).all_coeffs()))
        if all(value.is_number for value in coefficients):
            return coefficients
    return str(expression).replace("**", "^")


def activation(function: Callable) -> Callable:
    """Makes `network.activation` of a Python function of z that is traced with a SymPy symbol.

    >>> @fd.activation
    ... def cubic(z):
    ...     return z**2 + z**3 / 6
    >>> fd.run("figure-2-low", overrides={"network.activation": cubic})     # doctest: +SKIP

    Inside, use arithmetic and SymPy's functions (sympy.exp, ...). Raises InputError where it cannot be traced.
    """
    sympy = needed("sympy", "an activation that is traced")
    z = sympy.Symbol("z")
    try:
        traced = sympy.sympify(function(z))
    except Exception as error:
        raise WrongType(f"activation: {function.__name__} cannot be traced, read {type(error).__name__}: {error}, allowed: a formula of z of arithmetic and SymPy's functions") from error
    if not is_expression(traced) or not traced.free_symbols:
        raise WrongType(f"activation: {function.__name__} returned {shown(traced)}, allowed: a formula of z")
    function.__featdyn_activation__ = formula(traced)
    return function
