"""The theorem of one's own that docs/how-to/python.md shows, on a small setting: 20 seeds at every point, judged and fitted."""

import functools
import math
import types

import featdyn as fd
from contract import session  # noqa: F401

small = {"data.dimension": 200, "data.samples": 10, "network.width": 5, "training.learning_rate": 0.05, "training.steps": 400}


def test_it_is_judged_and_its_smallest_constant_is_found(session):
    session.say("t = fd.Theorem(")
    on_small = {name: functools.partial(getattr(fd, name), overrides=small) for name in ("verify", "smallest_constant")}
    session.names["fd"] = types.SimpleNamespace(**on_small)
    judged, least = session.say("judged = fd.verify("), session.say("least = fd.smallest_constant(")
    assert judged[0].verdict == "fails" and "n SNR^2 = 10" in judged[0].where
    # more than one run in twenty leaves the finite numbers at n SNR^2 = 10: no constant is large enough there
    assert least.value == math.inf and "left the finite numbers" in least.where


def test_the_smallest_constant_is_the_one_found_by_hand():
    own = fd.settings("figure-2-low", {**small, "data.signal_norm": math.sqrt(0.1 * 200 / 10), "training.record_every": 400})
    theorem = fd.Theorem(assume=["d >= 10 n"], conclude=["for all r, j: |<w[r],mu[j]>(end)| <= C sqrt(n) SNR"], constants={"C": 2},
                         over={"n SNR^2": [0.1]}, seeds=20)
    found = fd.smallest_constant(theorem, "C", probability=0.95, overrides=small)
    needed = [abs(fd.run(own, overrides={"data.seed": 1 + k, "init.seed": 2 + k}).signal[-1]).max() / math.sqrt(0.1) for k in range(60)]
    low, high = found.interval
    assert low <= found.value <= high and high / low < 1.25
    assert sum(x <= high for x in needed) >= 54 and sum(x <= 0.9 * low for x in needed) < 57
