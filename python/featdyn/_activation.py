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
    exact = {number: (-1 if number < 0 else 1) * sympy.Symbol(repr(abs(float(number)))) for number in expression.atoms(sympy.Float)}  # all digits
    return sympy.sstr(expression.xreplace(exact)).replace("**", "^").replace("Max(", "max(").replace("Min(", "min(").replace("Abs(", "abs(")


class Traced:
    """z as a function of Python sees it: arithmetic, NumPy's and SymPy's functions of it are written down.

    NumPy's universal functions (np.exp, np.tanh, np.maximum, ...) become SymPy's; SymPy's take it as the symbol it is.
    """

    _functions = {"absolute": "Abs", "maximum": "Max", "minimum": "Min", "fmax": "Max", "fmin": "Min", "power": "Pow", "float_power": "Pow",
                  "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh"}  # fmt: skip
    _formulas = {"negative": "-z", "positive": "z", "square": "z**2", "reciprocal": "1/z", "expm1": "exp(z) - 1", "log1p": "log(1 + z)",
                 "exp2": "2**z", "log2": "log(z)/log(2)", "log10": "log(z)/log(10)", "expit": "1/(1 + exp(-z))", "logaddexp": "log(exp(z) + exp(w))",
                 "add": "z + w", "subtract": "z - w", "multiply": "z*w", "divide": "z/w", "true_divide": "z/w"}  # fmt: skip

    def __init__(self, expression: Any):
        self._expression = expression

    def _sympy_(self) -> Any:
        return self._expression

    def __array_ufunc__(self, function: Any, method: str, *values: Any, **more: Any) -> Any:
        import sympy

        name, values = function.__name__, [_expression(value) for value in values]
        if method != "__call__" or more:
            return NotImplemented
        if name in self._formulas:
            z, w = sympy.symbols("z w")
            places = dict(zip((z, w), values))
            return Traced(sympy.sympify(self._formulas[name], locals={"z": z, "w": w}).subs(places, simultaneous=True))
        known = getattr(sympy, self._functions.get(name, name), None)
        return NotImplemented if known is None else Traced(known(*values))

    def __abs__(self) -> "Traced":
        import sympy

        return Traced(sympy.Abs(self._expression))

    def __neg__(self) -> "Traced":
        return Traced(-self._expression)

    def __pos__(self) -> "Traced":
        return self

    def __float__(self) -> float:
        raise TypeError("z is no number here: use NumPy's or SymPy's functions in place of those of math")

    def __bool__(self) -> bool:
        raise TypeError("z is no number here: use np.maximum or np.minimum in place of comparisons")


def _expression(value: Any) -> Any:
    """What stands beside z: numbers and expressions, no texts, which SymPy would read."""
    import sympy

    return sympy.sympify(value.item() if hasattr(value, "item") else value, strict=True)


def _operator(name: str) -> Callable:
    def apply(self: Traced, other: Any) -> Any:
        result = getattr(self._expression, name)(_expression(other))
        return NotImplemented if result is NotImplemented else Traced(result)

    return apply


for _name in ("add", "sub", "mul", "truediv", "pow"):
    for _side in ("__", "__r"):
        setattr(Traced, f"{_side}{_name}__", _operator(f"{_side}{_name}__"))
for _name in ("lt", "le", "gt", "ge"):
    setattr(Traced, f"__{_name}__", lambda self, other: self.__bool__())


def traced(name: str, function: Callable) -> Any:
    """What a Python function of z makes of a symbol."""
    sympy = needed("sympy", f"{name}: a function that is traced")
    called = getattr(function, "__name__", shown(function))
    try:
        result = sympy.sympify(function(Traced(sympy.Symbol("z", real=True))))
    except Exception as error:
        raise WrongType(f"{name}: {called} cannot be traced, read {type(error).__name__}: {error}, allowed: a formula of z of arithmetic and of NumPy's or SymPy's functions") from error
    if not is_expression(result) or not result.free_symbols:
        raise WrongType(f"{name}: {called}, read {shown(result)} as its result, allowed: a formula of z")
    return formula(name, result)


def activation(function: Callable) -> Callable:
    """Makes `network.activation` of a Python function of z that is traced with a symbol.

    >>> @fd.activation
    ... def swish(z):
    ...     return z / (1 + np.exp(-z))
    >>> fd.run("figure-2-low", overrides={"network.activation": swish})     # doctest: +SKIP

    Inside, use arithmetic and NumPy's or SymPy's functions (np.exp, np.tanh, np.maximum, sympy.erf, ...), no comparisons
    and no `math`. Raises InputError where it cannot be traced. `network.loss`, a function of the margin, takes such functions too, undecorated.
    """
    if not callable(function):
        raise WrongType(f"activation: read {shown(function)}, allowed: a function of z")
    traced("activation", function)
    return function
