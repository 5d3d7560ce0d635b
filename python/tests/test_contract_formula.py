"""The run with an activation that has no closed form that docs/how-to/python.md shows: 400 steps of quadrature."""

from contract import session  # noqa: F401


def test_a_formula_is_an_activation(session):
    r = session.say("by_formula = fd.run(")
    assert r.status == "finished" and r.settings["network.activation"] == "z / (1 + exp(-z))" and r.A.shape[1:] == (20, 32) and r.steps[-1] == 400
