"""The notebooks of docs/notebooks run, show what they showed, and name no machine."""

import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

folder = pathlib.Path(os.environ.get("FEATDYN_SOURCE", pathlib.Path(__file__).parents[2]), "docs/notebooks")
notebooks = sorted(folder.glob("*.ipynb"))


@pytest.mark.parametrize("path", notebooks, ids=lambda path: path.stem)
def test_a_notebook_shows_what_is_true(path):
    pytest.importorskip("nbclient"), pytest.importorskip("ipykernel")
    done = subprocess.run([sys.executable, folder / "run", "--check", path], capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr


def cells_of(path):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", notebooks, ids=lambda path: path.stem)
def test_a_notebook_keeps_its_outputs_and_names_no_machine(path):
    cells = cells_of(path)
    assert any(cell["outputs"] for cell in cells) and all(cell["execution_count"] for cell in cells)
    for cell in cells:
        for output in cell["outputs"]:
            assert output["output_type"] != "error"
            shown = {kind: text for kind, text in output.get("data", {}).items() if not kind.startswith("image/")}
            text = json.dumps([cell["source"], output.get("text"), shown])
            assert not re.search(r"/home/|/root|/tmp|/work|/usr/|0x[0-9a-f]{6}", text), text


def test_the_notebooks_of_the_documentation_are_there_and_answer_newcomers_briefly():
    assert {path.stem for path in notebooks} >= {"first-steps", "theorem", "scan", "label-noise"}
    cells = ["".join(cell["source"]).strip().splitlines() for cell in cells_of(folder / "theorem.ipynb")]
    for question in ("smallest_constant(t, \"C\", probability=0.95)", "\"class_balance\": 0.2"):
        [answer] = [lines for lines in cells if any(question in line for line in lines)]
        assert len(answer) < 15
