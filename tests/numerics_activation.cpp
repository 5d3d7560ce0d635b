#include <boost/math/differentiation/finite_difference.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numbers>

#include "numerics/activation/bivariate_normal.hpp"
#include "numerics/activation/noise_average.hpp"
#include "theory/kernel.hpp"

BOOST_AUTO_TEST_SUITE(numerics_activation)

using namespace featdyn;
using namespace featdyn::numerics;
using boost::math::differentiation::finite_difference_derivative;

namespace {

/// E[f(X)], X ~ N(a, v), from the definition; the integral is split where f may have a kink.
template <class F>
double expectation(double a, double v, const F& f) {
  const double s = std::sqrt(v), low = a - 10 * s, high = a + 10 * s, kink = std::clamp(0.0, low, high);
  const auto weighted = [&](double x) { return f(x) * normal_density((x - a) / s) / s; };
  using Rule = boost::math::quadrature::gauss_kronrod<double, 61>;
  return (low < kink ? Rule::integrate(weighted, low, kink, 6, 1e-13) : 0.0) +
         (kink < high ? Rule::integrate(weighted, kink, high, 6, 1e-13) : 0.0);
}

/// E[f^(i)(X) f^(j)(Y)] from the definition, Y given X being Gaussian.
double by_definition(const Activation& activation, const GaussianPair& at, unsigned i, unsigned j) {
  const double rest = at.w - at.c * at.c / at.v;
  return expectation(at.a, at.v, [&](double x) {
    const double inner =
        expectation(at.b + at.c / at.v * (x - at.a), rest, [&](double y) { return activation.jet(y)[j]; });
    return activation.jet(x)[i] * inner;
  });
}

const std::vector<GaussianPair> pairs{{0.3, -0.2, 0.5, 0.8, 0.4},   {1.1, 0.7, 0.02, 0.03, -0.02},
                                      {-0.6, -0.9, 1.5, 0.4, 0.7},  {0, 0, 1, 2, -1.2},
                                      {2.5, -0.1, 0.3, 4.0, -0.05}, {0, 0.4, 0.2, 0.2, 0.15}};

std::vector<Activation> closed() {
  std::vector<Activation> result;
  for (const Activation& activation : activations())
    if (activation.is_closed()) result.push_back(activation);
  return result;
}

PairMoments by_quadrature(const Activation& activation, int nodes, const GaussianPair& at) {
  const Activation open{.name = activation.name, .formula = {}, .latex = {}, .jet = activation.jet};
  NoiseAverage average(open, nodes);
  const Matrix<double> a{{at.a}, {at.b}}, C{{at.v, at.c}, {at.c, at.w}}, D{{0, 1}, {1, 0}}, c{{1}};
  PairEnergy energy;
  average.pair_energy({.a = a, .C = C, .D = D, .c = c}, energy);
  return {.m00 = energy.kappa(0, 1),
          .m10 = energy.slope_rows(0, 0),
          .m01 = energy.slope_rows(1, 0),
          .m11 = energy.slopes(0, 1),
          .m20 = energy.curvature_rows(0, 0),
          .m02 = energy.curvature_rows(1, 0)};
}

std::array<double, 6> as_array(const PairMoments& m) {
  return {m.m00, m.m10, m.m01, m.m11, m.m20, m.m02};
}

void check_close(const PairMoments& found, const PairMoments& expected, double tolerance) {
  for (std::size_t i = 0; i < 6; ++i)
    BOOST_TEST(std::abs(as_array(found)[i] - as_array(expected)[i]) <= tolerance, i);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_entry_of_a_jet_is_the_derivative_of_the_one_before) {
  for (const Activation& activation : activations()) BOOST_TEST_CONTEXT(activation.name) {
      for (const double z : {-1.7, -0.4, 0.3, 0.9, 2.2})
        for (unsigned k = 0; k < 3; ++k) {
          const double slope =
              finite_difference_derivative([&](double x) { return activation.jet(x)[k]; }, z);
          BOOST_TEST(std::abs(slope - activation.jet(z)[k + 1]) <= 1e-9, z << " " << k);
        }
    }
}

BOOST_AUTO_TEST_CASE(closed_forms_are_the_integrals_of_their_definition) {
  for (const Activation& activation : closed())
    for (const GaussianPair& at : pairs)
      BOOST_TEST_CONTEXT(activation.name << " at " << at.a << " " << at.b) {
        for (const unsigned k : {0U, 1U})
          BOOST_TEST(std::abs(activation.mean(k, at.a, at.v) - expectation(at.a, at.v, [&](double x) {
                                return activation.jet(x)[k];
                              })) <= 1e-11);
        const PairMoments m = activation.pair(at);
        BOOST_TEST(std::abs(m.m00 - by_definition(activation, at, 0, 0)) <= 1e-10);
        BOOST_TEST(std::abs(m.m10 - by_definition(activation, at, 1, 0)) <= 1e-10);
        BOOST_TEST(std::abs(m.m01 - by_definition(activation, at, 0, 1)) <= 1e-10);
        BOOST_TEST(std::abs(m.m11 - by_definition(activation, at, 1, 1)) <= 1e-10);
      }
}

/// Price's theorem also covers what the definition cannot say: second derivatives across a kink.
BOOST_AUTO_TEST_CASE(closed_forms_obey_prices_theorem) {
  for (const Activation& activation : closed())
    for (const GaussianPair& at : pairs)
      BOOST_TEST_CONTEXT(activation.name << " at " << at.a << " " << at.b) {
        const PairMoments m = activation.pair(at);
        const auto derivative = [&](double PairMoments::*f, double GaussianPair::*x) {
          const auto moved = [&](double value) {
            GaussianPair there = at;
            there.*x = value;
            return activation.pair(there).*f;
          };
          return finite_difference_derivative(moved, at.*x);
        };
        BOOST_TEST(std::abs(derivative(&PairMoments::m00, &GaussianPair::a) - m.m10) <= 1e-7);
        BOOST_TEST(std::abs(derivative(&PairMoments::m00, &GaussianPair::c) - m.m11) <= 1e-7);
        BOOST_TEST(std::abs(derivative(&PairMoments::m10, &GaussianPair::a) - m.m20) <= 1e-7);
        BOOST_TEST(std::abs(2 * derivative(&PairMoments::m00, &GaussianPair::w) - m.m02) <= 1e-7);
        for (const unsigned k : {0U, 1U, 2U}) {
          const auto mean = [&](double a) { return activation.mean(k, a, at.v); };
          BOOST_TEST(std::abs(finite_difference_derivative(mean, at.a) -
                              activation.mean(k + 1, at.a, at.v)) <= 1e-6);
        }
      }
}

/// Cho and Saul 2009: with theta the angle, E = |x| |y| (sin theta + (pi - theta) cos theta) / (2 pi).
BOOST_AUTO_TEST_CASE(without_overlaps_relu_has_the_arc_cosine_kernel) {
  const GaussianPair at{.a = 0, .b = 0, .v = 1.3, .w = 0.6, .c = -0.5};
  const double norms = std::sqrt(at.v * at.w), theta = std::acos(at.c / norms);
  const PairMoments m = find_activation("relu")->pair(at);
  const double pi = std::numbers::pi, kernel = std::sin(theta) + (pi - theta) * std::cos(theta);
  BOOST_TEST(std::abs(m.m00 - norms * kernel / (2 * pi)) <= 1e-15);
  BOOST_TEST(std::abs(m.m11 - (pi - theta) / (2 * pi)) <= 1e-15);
}

/// Williams 1998: E = (2/pi) asin(2c / sqrt((1 + 2v)(1 + 2w))).
BOOST_AUTO_TEST_CASE(without_overlaps_erf_has_the_arc_sine_kernel) {
  for (const double c : {-0.5, 1e-8, 0.87}) {
    const GaussianPair at{.a = 0, .b = 0, .v = 1.3, .w = 0.6, .c = c};
    const double kernel =
        2 / std::numbers::pi * std::asin(2 * c / std::sqrt((1 + 2 * at.v) * (1 + 2 * at.w)));
    BOOST_TEST(std::abs(find_activation("erf")->pair(at).m00 / kernel - 1) <= 1e-14, c);
  }
}

BOOST_AUTO_TEST_CASE(a_neuron_beside_itself_or_its_mirror_image_is_the_limit_of_one_almost_so) {
  for (const Activation& activation : closed())
    for (const double sign : {1.0, -1.0}) BOOST_TEST_CONTEXT(activation.name << " " << sign) {
        const GaussianPair same{.a = 0.3, .b = sign * 0.3, .v = 0.7, .w = 0.7, .c = sign * 0.7};
        GaussianPair almost = same;
        almost.c *= 1 - 1e-13;
        check_close(activation.pair(same), activation.pair(almost), 2e-6);  // slopes of relu move as its root
        const double square = expectation(
            same.a, same.v, [&](double x) { return activation.jet(x)[0] * activation.jet(sign * x)[0]; });
        BOOST_TEST(std::abs(activation.pair(same).m00 - square) <= 1e-12);
      }
}

BOOST_AUTO_TEST_CASE(without_noise_expectations_are_values) {
  for (const Activation& activation : closed()) BOOST_TEST_CONTEXT(activation.name) {
      const Jet of_a = activation.jet(0.8), of_b = activation.jet(-0.4);
      const PairMoments m = activation.pair({.a = 0.8, .b = -0.4, .v = 0, .w = 0, .c = 0});
      BOOST_TEST(std::abs(m.m00 - of_a[0] * of_b[0]) <= 1e-15);
      BOOST_TEST(std::abs(m.m10 - of_a[1] * of_b[0]) <= 1e-15);
      BOOST_TEST(std::abs(m.m11 - of_a[1] * of_b[1]) <= 1e-15);
      BOOST_TEST(std::abs(activation.mean(1, 0.8, 0) - of_a[1]) <= 1e-15);
    }
}

BOOST_AUTO_TEST_CASE(quadrature_agrees_with_the_closed_form_of_erf) {
  for (const GaussianPair& at : pairs)
    if (at.v <= 0.5 && at.w <= 0.8)
      check_close(by_quadrature(error_function(), 120, at), error_function().pair(at), 1e-9);
}

BOOST_AUTO_TEST_CASE(quadrature_is_exact_for_polynomials) {
  const Activation cubic{.name = "cubic", .formula = {}, .latex = {}, .jet = [](double z) -> Jet {
                           return {z * z * z - z, 3 * z * z - 1, 6 * z, 6};
                         }};
  const theory::Polynomial kappa = theory::derive_kernels(theory::activation({0, -1, 0, 1})).kappa;
  const auto value = [&](const theory::Polynomial& f, const GaussianPair& at) {
    std::array<double, theory::symbol_count> symbols{};
    const auto set = [&](theory::Symbol symbol, double x) { symbols[static_cast<std::size_t>(symbol)] = x; };
    set(theory::Symbol::a_r, at.a), set(theory::Symbol::a_s, at.b), set(theory::Symbol::c_rs, at.c);
    set(theory::Symbol::v_r, at.v), set(theory::Symbol::v_s, at.w);
    return f.evaluate<double>(symbols);
  };
  for (const GaussianPair& at : pairs) {
    const PairMoments m = by_quadrature(cubic, 6, at);
    BOOST_TEST(std::abs(m.m00 - value(kappa, at)) <= 1e-11);
    BOOST_TEST(std::abs(m.m10 - value(kappa.derivative(theory::Symbol::a_r), at)) <= 1e-11);
    BOOST_TEST(std::abs(m.m11 - value(kappa.derivative(theory::Symbol::c_rs), at)) <= 1e-11);
    BOOST_TEST(std::abs(m.m02 - 2 * value(kappa.derivative(theory::Symbol::v_s), at)) <= 1e-11);
  }
}

BOOST_AUTO_TEST_CASE(the_rule_has_the_moments_of_a_gaussian_and_an_orthonormal_basis) {
  const HermiteRule rule(12);
  BOOST_TEST(std::abs(rule.weights.sum() - 1) <= 1e-14);
  BOOST_TEST(std::abs(rule.weights.dot(rule.nodes.array().pow(10).matrix()) - 945) <= 1e-10);
  const Eigen::MatrixXd basis = rule.weights.cwiseInverse().asDiagonal() * rule.analysis;
  BOOST_TEST((basis.transpose() * rule.analysis - Eigen::MatrixXd::Identity(12, 12)).norm() <= 1e-11);
}

BOOST_AUTO_TEST_CASE(the_bivariate_distribution_has_its_classical_values) {
  const double root3 = std::sqrt(0.75);
  BOOST_TEST(std::abs(bivariate_normal_distribution(0, 0, 0.5, root3) - 1.0 / 3) <= 1e-15);
  BOOST_TEST(std::abs(bivariate_normal_distribution(0.4, -1.2, 0, 1) -
                      normal_distribution(0.4) * normal_distribution(-1.2)) <= 1e-15);
  for (const double h : {-0.7, 1.1})
    for (const double rho : {-0.6, 0.6}) {
      const double zero = bivariate_normal_distribution(h, 0, rho, 0.8);
      const double near = bivariate_normal_distribution(h, 1e-9, rho, 0.8);
      BOOST_TEST(std::abs(zero - near) <= 1e-9);
      BOOST_TEST(std::abs(zero + bivariate_normal_distribution(h, 0, -rho, 0.8) - normal_distribution(h)) <=
                 1e-15);
      const double excess = bivariate_normal_excess(h, 0.2, rho, 0.8);
      BOOST_TEST(std::abs(excess + normal_distribution(h) * normal_distribution(0.2) -
                          bivariate_normal_distribution(h, 0.2, rho, 0.8)) <= 1e-14);
    }
}

/// Y = t X up to rounding, whose signs must not decide on E[X_+ step(Y)] = E[X_+] and the like.
BOOST_AUTO_TEST_CASE(proportional_neurons_of_relu_are_one_neuron) {
  const auto pair = find_activation("relu")->pair;
  const auto mean = find_activation("relu")->mean;
  for (int i = 1; i < 2000; ++i) {
    const double a = std::sin(i), v = 0.01 + std::abs(std::cos(7.0 * i)),
                 t = 0.1 + std::abs(std::sin(3.0 * i));
    const PairMoments m = pair({.a = a, .b = t * a, .v = v, .w = t * t * v, .c = t * v});
    BOOST_TEST(std::abs(m.m10 - t * mean(0, a, v)) < 1e-7);
    BOOST_TEST(std::abs(m.m01 - mean(0, a, v)) < 1e-7);
  }
}

BOOST_AUTO_TEST_SUITE_END()
