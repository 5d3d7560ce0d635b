"""The theorem of one's own that docs/how-to/python.md shows: 20 seeds at every point of its domain, judged and fitted."""

import math

import featdyn as fd
from contract import session  # noqa: F401


def test_it_is_judged_and_its_smallest_constant_is_found(session):
    t = session.say("t = fd.Theorem(")
    judged, least = session.say("judged = fd.verify("), session.say("least = fd.smallest_constant(")
    assert judged[0].verdict == "fails"  # C = 2 is too small
    # more than one run in twenty leaves the finite numbers at n SNR^2 = 0.316: no constant is large enough there
    assert least.value == math.inf and "left the finite numbers" in least.where
    # at n SNR^2 = 0.1 alone there is one, and by hand it is the same
    own = fd.settings("figure-2-low", {"data.signal_norm": math.sqrt(0.1 * 1000 / 30), "training.record_every": 4000})
    small = fd.Theorem(assume=["d >= 10 n"], conclude=["for all r, j: |<w[r],mu[j]>(end)| <= C sqrt(n) SNR"], constants={"C": 2},
                       over={"n SNR^2": [0.1]}, seeds=20)
    found = fd.smallest_constant(small, "C", probability=0.95)
    needed = [abs(fd.run(own, overrides={"data.seed": 1 + k, "init.seed": 2 + k}).signal[-1]).max() / math.sqrt(0.1) for k in range(60)]
    low, high = found.interval
    assert low <= found.value <= high and high / low < 1.1
    assert sum(x <= high for x in needed) >= 54 and sum(x <= 0.9 * low for x in needed) < 54
