import pickle
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import featdyn as fd


def test_a_template_a_path_a_text_and_a_dict_are_the_same_settings(tmp_path):
    by_name = fd.settings("figure-2-low")
    path = tmp_path / "a.toml"
    path.write_text(str(by_name))
    assert fd.settings(path) == fd.settings(str(path)) == fd.settings(str(by_name)) == by_name
    assert fd.settings(by_name.to_dict()) == by_name
    assert fd.settings(by_name) is by_name


def test_overrides_go_by_path_or_nested():
    s = fd.settings("figure-2-low", {"data.signal_norm": 15, "network.width": 20})
    assert s["data.signal_norm"] == s["data"]["signal_norm"] == 15 and s["network"]["width"] == 20
    assert fd.settings("figure-2-low", {"data": {"signal_norm": 15}, "network": {"width": 20}}) == s
    assert s.replace({"data.signal_norm": 5})["data.signal_norm"] == 5


@pytest.mark.parametrize("value", [0.1, Decimal("0.1"), Fraction(1, 10), np.float64(0.1), "0.1"])
def test_decimals_are_exact(value):
    if isinstance(value, str):
        with pytest.raises(fd.InputError, match="learning_rate"):
            fd.settings("figure-2-low", {"training.learning_rate": value})
        return
    s = fd.settings("figure-2-low", {"training.learning_rate": value})
    assert "learning_rate = 0.1\n" in s.toml()


def test_values_of_numpy_and_sympy_are_taken():
    import sympy

    z = sympy.Symbol("z")
    given = [np.array([0, 0, 1]), z**2, (0, 0, 1), [0, 0, sympy.Integer(1)], fd.activation(lambda z: z * z)]
    for activation in given:
        assert fd.settings("figure-2-low", {"network.activation": activation})["network.activation"] == [0, 0, 1]
    half = fd.settings("figure-2-low", {"network.activation": z**2 / 2 + z})
    assert half["network.activation"] == [0, 1, 0.5]
    assert fd.settings("figure-2-low", {"network.width": np.int64(7)})["network.width"] == 7


def test_bad_settings_name_what_was_read_and_what_is_allowed():
    with pytest.raises(fd.InputError, match="signal_norm.*-1") as error:
        fd.settings("figure-2-low", {"data.signal_norm": -1})
    assert isinstance(error.value, ValueError) and "allowed" in str(error.value)
    with pytest.raises(fd.InputError, match="unknown"):
        fd.settings("figure-2-low", {"data.signal_nrm": 1})
    with pytest.raises(fd.InputError, match="figure-2-low"):
        fd.settings("figure-2-lo")
    with pytest.raises(TypeError, match="template.*path.*dict"):
        fd.settings(5)
    with pytest.raises(ValueError, match="overrides"):
        fd.settings("figure-2-low", 5)
    with pytest.raises(TypeError, match="data.signal_norm.*object"):
        fd.settings("figure-2-low", {"data.signal_norm": object()})


def test_fractions_without_a_decimal_are_refused():
    with pytest.raises(fd.InputError, match="1/3"):
        fd.settings("figure-2-low", {"data.signal_norm": Fraction(1, 3)})


def test_settings_are_read_only_and_can_be_sent():
    s = fd.settings("figure-2-low")
    with pytest.raises(TypeError):
        s["data"] = {}
    assert pickle.loads(pickle.dumps(s)) == s and hash(s) == hash(fd.settings("figure-2-low"))
    assert s.alpha == pytest.approx(np.exp(-s["diffusion.time"])) and s.alpha**2 + s.beta**2 == pytest.approx(1)
    assert set(dict(s)) >= {"data", "network", "training"} and "nothing" not in s
    assert "<pre>" in s._repr_html_()
