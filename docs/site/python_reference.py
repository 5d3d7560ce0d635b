#!/usr/bin/python3
"""Prints the reference of the Python package as Markdown: what help() says. Usage: docs/site/python_reference.py FOLDER_WITH_featdyn"""
import html, inspect, sys

sys.path.insert(0, sys.argv[1])
import featdyn  # noqa: E402

constructed = {"Theorem"}  # what others are made of is the package's own affair


def written(parameter):
    default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
    hint = "" if parameter.annotation is parameter.empty else f": {getattr(parameter.annotation, '__forward_arg__', parameter.annotation)}"
    return parameter.name + hint + default


def signature(name, what):
    """As it is written, in lines of at most 92 characters."""
    parameters = inspect.signature(what).parameters.values()
    parts, star = [], False
    for parameter in parameters:
        if parameter.kind is parameter.KEYWORD_ONLY and not star:
            parts, star = [*parts, "*"], True
        parts.append(written(parameter))
    result = "" if inspect.isclass(what) else f" -> {inspect.signature(what).return_annotation}"
    lines = [f"{name}("]
    for k, part in enumerate(parts):
        part += ", " if k + 1 < len(parts) else f"){result}"
        fits = len(lines[-1]) + len(part.rstrip()) <= 92
        lines = [*lines[:-1], lines[-1] + part] if fits else [*lines, " " * (len(name) + 1) + part]
    return "\n".join(line.rstrip() for line in lines) if parts else f"{name}(){result}"


def members(what):
    """(how it is called, first line of its help) of each public method and property."""
    for name, member in vars(what).items():
        help = inspect.getdoc(member)
        if name.startswith("_") or not help or help.startswith("Alias for field"):
            continue
        call = name if isinstance(member, property) or not callable(getattr(what, name)) else f"{name}()"
        yield call, help.splitlines()[0]


def entry(name):
    what = getattr(featdyn, name)
    is_class = inspect.isclass(what)
    heading = f"class {name}" if is_class and name not in constructed else signature(name, what)
    if is_class and what.__base__ in (list, tuple, ValueError):
        heading += f"({what.__base__.__name__})"
    text = f"\n## {name}\n\n```python\n{heading}\n```\n\n<pre class=\"help\">{html.escape(inspect.getdoc(what), quote=False)}</pre>\n"
    rows = list(members(what)) if is_class else []
    if rows:
        text += "\n| member | what it is |\n|---|---|\n" + "".join(f"| `{call}` | {help.replace('|', chr(92) + '|')} |\n" for call, help in rows)
    return text


names = sorted(featdyn.__all__, key=lambda name: (name[0].isupper(), name.lower()))
print("What `help()` says of each name of the package, functions first. By examples: [Use it from Python](../how-to/python.md).\n" + "".join(map(entry, names)))
