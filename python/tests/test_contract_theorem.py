"""The theorem of one's own that docs/how-to/python.md shows: 20 seeds at every point of its domain, judged and fitted."""

import numpy as np

import featdyn as fd
from contract import session  # noqa: F401


def test_it_is_judged_and_its_smallest_constant_is_found(session):
    t = session.say("t = fd.Theorem(")
    judged, least = session.say("judged = fd.verify("), session.say("least = fd.smallest_constant(")
    low, high = least.interval
    assert judged[0].verdict == "fails" and 2 < low <= least.value <= high < 10  # C = 2 is too small
    # by hand, at the point of the domain where the bound is smallest
    own = fd.settings("figure-2-low", {"data.signal_norm": np.sqrt(0.1 * 1000 / 30), "training.record_every": 4000})
    held = []
    for k in range(20):
        r = fd.run(own, overrides={"data.seed": 1 + k, "init.seed": 2 + k})
        held.append(abs(r.signal[-1]).max() / np.sqrt(0.1) if r.status == "finished" else np.inf)
    assert np.mean(np.array(held) <= high) >= 0.9 and np.mean(np.array(held) <= 2) < 0.5
