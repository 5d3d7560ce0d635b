"""The statements that docs/how-to/python.md shows, run as they stand there."""

import ast
import os
import pathlib
import re

import pytest

source = pathlib.Path(os.environ.get("FEATDYN_SOURCE", pathlib.Path(__file__).parents[2]))
page = (source / "docs/how-to/python.md").read_text(encoding="utf-8")
block = next(part for part in re.findall(r"```python\n(.*?)```", page, re.S) if "fd.smallest_constant" in part)


def text_of(node):
    first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])
    lines = block.splitlines()[first - 1 : node.end_lineno]
    return lines[0][node.col_offset : node.end_col_offset if node.end_lineno == first else None] if len(lines) == 1 else "\n".join(lines)


statements = [text_of(node) for node in ast.parse(block).body]


class Session:
    """A session of Python that is told what the page shows, in an empty folder."""

    def __init__(self):
        self.names = {}
        for statement in statements[:3]:  # imports and settings
            exec(statement, self.names)

    def say(self, beginning):
        """Runs the one statement that begins so; its value, or that of the name that it binds."""
        [statement] = [each for each in statements if each.startswith(beginning)]
        try:
            code = compile(statement, "python.md", "eval")
        except SyntaxError:
            exec(compile(statement, "python.md", "exec"), self.names)
            return self.names.get(statement.split(" =")[0])
        return eval(code, self.names)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    here = os.getcwd()
    os.chdir(tmp_path_factory.mktemp("contract"))
    try:
        yield Session()
    finally:
        os.chdir(here)
