// Activations and losses by formulas: jets, closed forms, what they are taken for.
#include <boost/math/differentiation/finite_difference.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/activation/bivariate_normal.hpp"
#include "numerics/activation/formula_activation.hpp"
#include "numerics/activation/formula_jet.hpp"
#include "numerics/activation/piecewise.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_formula_activation)

namespace data = boost::unit_test::data;
using namespace featdyn;
using namespace featdyn::numerics;
using boost::math::differentiation::finite_difference_derivative;
using formula::read_function;

namespace {

const Activation& of(const std::string& text) {
  return *find_formula_activation(text);
}

/// E[f(X)], X ~ N(a, v), from the definition, split at the kinks.
template <class F>
double expectation(double a, double v, std::vector<double> kinks, const F& f) {
  const double s = std::sqrt(v);
  double from = a - 8 * s, sum = 0;
  kinks.push_back(a + 8 * s);
  for (const double kink : kinks) {
    const double to = std::min(kink, a + 8 * s);
    if (!(to > from)) continue;
    const auto weighted = [&](double x) { return f(x) * normal_density((x - a) / s) / s; };
    sum += boost::math::quadrature::gauss<double, 60>::integrate(weighted, from, to);
    from = to;
  }
  return sum;
}

struct Closed {
  const char* text;
  std::vector<double> kinks;
};
std::ostream& operator<<(std::ostream& stream, const Closed& one) {
  return stream << one.text;
}
const std::vector<Closed> closed{{"relu(z)^3", {0}},
                                 {"relu(z)^4", {0}},
                                 {"relu(z - 1)", {1}},
                                 {"abs(z)", {0}},
                                 {"max(z, z/10)", {0}},
                                 {"max(-1, min(1, z))", {-1, 1}},
                                 {"z^2 - relu(z)^3/3 + 1/2", {0}},
                                 {"relu(1 - z^2)", {-1, 1}},
                                 {"sqrt(2) z^3 - pi z", {}},
                                 {"erf(z/sqrt(2))", {}},
                                 {"2 - 3 erf(z/2 + 1)", {}},
                                 {"Phi(z)", {}},
                                 {"exp(z/2) - 1", {}}};

const std::vector<GaussianPair> pairs{
    {0.3, -0.2, 0.5, 0.8, 0.4}, {-0.6, -0.9, 1.5, 0.4, 0.7}, {0.4, 0.4, 0.2, 0.2, 0.2}};

double by_definition(const Closed& one, const Activation& f, const GaussianPair& at, unsigned i, unsigned j) {
  const double rest = at.w - at.c * at.c / at.v;
  return expectation(at.a, at.v, one.kinks, [&](double x) {
    const double middle = at.b + at.c / at.v * (x - at.a);
    const double inner = rest < 1e-12
                             ? f.jet(middle)[j]
                             : expectation(middle, rest, one.kinks, [&](double y) { return f.jet(y)[j]; });
    return f.jet(x)[i] * inner;
  });
}

bool is_close(double found, double expected, double tolerance) {
  return std::abs(found - expected) <= tolerance * (1 + std::abs(expected));
}

}  // namespace

BOOST_DATA_TEST_CASE(jets_are_derivatives_of_the_formula_and_of_one_another,
                     data::make({"z / (1 + exp(-z))", "tanh(z)^2 + z/3", "log(1 + exp(z))", "sqrt(1 + z^2)",
                                 "z Phi(z)", "erf(z/2) exp(-z^2)", "(1 + z^2)^(3/2)", "2^z", "relu(z)^(5/2)",
                                 "relu(z)^3", "max(z, z/10)", "exp(z)/(1 + exp(z))^2", "1/(3 + tanh(z))"}),
                     text) {
  const formula::Expression f = read_function(text);
  const Activation& activation = of(text);
  const auto derivative = formula::derivative(f);
  std::function<Jet(double)> slope = [&](double x) -> Jet {
    const Jet jet = activation.jet(x);
    return {jet[1], jet[2], jet[3], 0};
  };
  if (derivative) slope = formula_jet(derivative);
  for (const double z : {-1.7, -0.4, 0.3, 0.9, 2.2}) {
    for (unsigned k = 0; k < 3; ++k) {
      const double found = finite_difference_derivative([&](double x) { return activation.jet(x)[k]; }, z);
      BOOST_TEST(is_close(found, activation.jet(z)[k + 1], 1e-7), text << " " << z << " " << k);
    }
    for (unsigned k = 0; k < 3; ++k)
      BOOST_TEST(is_close(slope(z)[k], activation.jet(z)[k + 1], 1e-12), text << " slope " << z << " " << k);
  }
}

BOOST_DATA_TEST_CASE(closed_forms_of_formulas_are_the_integrals_of_their_definition, data::make(closed),
                     one) {
  const Activation& f = of(one.text);
  BOOST_REQUIRE(f.is_closed());
  for (const GaussianPair& at : pairs) BOOST_TEST_CONTEXT(at.a << " " << at.b) {
      for (const unsigned k : {0U, 1U})
        BOOST_TEST(is_close(f.mean(k, at.a, at.v),
                            expectation(at.a, at.v, one.kinks, [&](double x) { return f.jet(x)[k]; }),
                            1e-10));
      const PairMoments m = f.pair(at);
      BOOST_TEST(is_close(m.m00, by_definition(one, f, at, 0, 0), 1e-8));
      BOOST_TEST(is_close(m.m10, by_definition(one, f, at, 1, 0), 1e-8));
      BOOST_TEST(is_close(m.m01, by_definition(one, f, at, 0, 1), 1e-8));
      BOOST_TEST(is_close(m.m11, by_definition(one, f, at, 1, 1), 1e-8));
    }
}

BOOST_DATA_TEST_CASE(closed_forms_of_formulas_obey_prices_theorem, data::make(closed), one) {
  const Activation& f = of(one.text);
  for (const GaussianPair& at : pairs) {
    if (at.v * at.w <= at.c * at.c * (1 + 1e-9)) continue;  // no covariance beyond
    BOOST_TEST_CONTEXT(at.a << " " << at.b) {
      const PairMoments m = f.pair(at);
      const auto slope = [&](double PairMoments::*value, double GaussianPair::*x) {
        const auto moved = [&](double number) {
          GaussianPair there = at;
          there.*x = number;
          return f.pair(there).*value;
        };
        return finite_difference_derivative(moved, at.*x);
      };
      BOOST_TEST(is_close(slope(&PairMoments::m00, &GaussianPair::a), m.m10, 1e-6));
      BOOST_TEST(is_close(slope(&PairMoments::m00, &GaussianPair::c), m.m11, 1e-6));
      BOOST_TEST(is_close(slope(&PairMoments::m10, &GaussianPair::a), m.m20, 1e-6));
      BOOST_TEST(is_close(2 * slope(&PairMoments::m00, &GaussianPair::w), m.m02, 1e-6));
      for (const unsigned k : {0U, 1U, 2U})
        BOOST_TEST(is_close(finite_difference_derivative([&](double a) { return f.mean(k, a, at.v); }, at.a),
                            f.mean(k + 1, at.a, at.v), 1e-5));
    }
  }
}

/// E relu(Z)^q relu(Z)^q = (2q - 1)!!/2 at a = 0, v = 1; Cho and Saul's J_3 at right angles: 4 / (2 pi) for q = 3.
BOOST_AUTO_TEST_CASE(powers_of_relu_have_their_classical_moments) {
  BOOST_TEST(std::abs(of("relu(z)^3").pair({0, 0, 1, 1, 1}).m00 - 15.0 / 2) <= 1e-12);
  BOOST_TEST(std::abs(of("relu(z)^4").pair({0, 0, 1, 1, 1}).m00 - 105.0 / 2) <= 1e-11);
  BOOST_TEST(std::abs(of("relu(z)^3").pair({0, 0, 1, 1, 0}).m00 - 2 / std::acos(-1.0)) <= 1e-14);
  BOOST_TEST(std::abs(of("relu(z)^3").mean(0, 0, 1) - std::sqrt(2 / std::acos(-1.0))) <= 1e-15);
}

BOOST_AUTO_TEST_CASE(formulas_are_known_as_what_the_program_has) {
  const auto name = [](const char* text) { return built_in_name(read_function(text)).value_or("none"); };
  for (const char* text : {"relu(z)", "max(z, 0)", "max(0, z)", "(abs(z) + z)/2"})
    BOOST_TEST(name(text) == "relu");
  for (const char* text : {"relu(z)^2", "z relu(z)", "max(z, 0)^2"}) BOOST_TEST(name(text) == "squared-relu");
  BOOST_TEST(name("erf(z)") == "erf");
  BOOST_TEST(name("tanh(z)") == "tanh");
  BOOST_TEST(name("z Phi(z)") == "gelu");
  for (const char* text : {"relu(z)^3", "2 relu(z)", "relu(z - 1/100)", "relu(z) + relu(z - 6)", "erf(2 z)"})
    BOOST_TEST(name(text) == "none", text);
}

BOOST_AUTO_TEST_CASE(a_place_beyond_the_range_of_doubles_is_still_computed) {
  const auto silu = formula_jet(read_function("z / (1 + exp(-z))"));
  BOOST_TEST(silu(-800)[1] == 0.0);
  BOOST_TEST(std::abs(silu(800)[1] - 1) <= 1e-15);
  const auto loss = formula_jet(read_function("log(1 + exp(-z))"));
  BOOST_TEST(std::abs(loss(-800)[0] - 800) <= 1e-12);
  BOOST_TEST(std::abs(loss(-800)[1] + 1) <= 1e-15);
  BOOST_TEST(std::abs(loss(40)[0] / std::exp(-40.0) - 1) <= 1e-15);
}

BOOST_AUTO_TEST_CASE(kinks_are_seen_where_the_slope_jumps_and_only_there) {
  const auto jumps = [](const char* text) { return slope_jumps(read_function(text)); };
  for (const char* text : {"relu(tanh(z))", "tanh(z) + relu(z)", "max(z, exp(z) - 2)", "abs(z) exp(-z^2)"})
    BOOST_TEST(jumps(text), text);
  for (const char* text : {"z tanh(z)", "relu(z)^2 exp(-z)", "relu(z) tanh(z)"})
    BOOST_TEST(!jumps(text), text);
}

BOOST_AUTO_TEST_CASE(singular_places_are_found) {
  for (const char* text : {"log(z)", "sqrt(z)", "1/z", "z^(1/2)"})
    BOOST_TEST(singular_place(formula_jet(read_function(text)), false).has_value(), text);
  for (const char* text : {"sqrt(1 + z^2)", "1/(1 + z^2)", "exp(z^2)", "relu(z)^(3/2)"})
    BOOST_TEST(!singular_place(formula_jet(read_function(text)), true).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
