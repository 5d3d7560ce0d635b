"""What docs/how-to/python.md shows and takes a while: comparisons, stationary points, a theorem of the paper, figures."""

import json
import os


from contract import session  # noqa: F401


def test_methods_are_compared(session):
    c = session.say("c = fd.compare(")
    holds, frame, ax = session.say("c.holds, c.frame()")
    assert holds is True and set(c.runs) == {"recurrence", "network", "ode"} and len(frame) > 10 and ax.get_xlabel() == "step"


def test_stationary_points_are_enclosed(session):
    points = session.say("fd.stationary(")
    assert any(point.certified is True for point in points)
    assert all(point.stable in (True, False, None) and isinstance(point.branch, str) for point in points)
    for point in points:
        low, high = point.ratio
        assert (low < high < low + 1e-6) if point.certified else low == high
        assert point.A.shape == (20, 32) and point.G.shape == (20, 20)


def test_a_theorem_of_the_paper_is_judged(session):
    f = session.say("f = fd.verify(")
    assert isinstance(f, list) and f[0].claim == "theorem-3.1.ratio" and f[0].verdict in ("holds", "fails", "undecided", "not-applicable")
    session.say("f.report(")
    [first, *_] = json.loads(open("claims/report.json").read())["findings"]
    assert {key: getattr(f[0], key) for key in first if key not in ("charts", "pictures")} == {key: value for key, value in first.items() if key not in ("charts", "pictures")}
    assert os.path.exists("claims/report.html")


def test_figures_are_the_programs(session, program, tmp_path):
    pictures = session.say("pictures = fd.figures(")
    assert {path.name for path in pictures} >= {"figure-2.svg", "figure-2.png"} and all(path.exists() for path in pictures)
    program("figures", "figure-2", "--out", tmp_path / "its", "--quiet")
    for path in pictures:
        if path.suffix == ".svg":
            assert path.read_bytes() == (tmp_path / "its" / path.name).read_bytes()
