#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/data/spectrum.hpp"
#include "numerics/spectrum/linear_denoiser.hpp"

BOOST_AUTO_TEST_SUITE(numerics_linear_denoiser)

using namespace featdyn::numerics;
using boost::test_tools::tolerance;

namespace {

LinearDenoiser denoiser(Layers layers, double Q) {
  return {.layers = layers, .start = Q};
}

/// One layer and two.
struct Both {
  double one, two;
};

/// The six spectra of the fact sheet, section 4.
std::vector<double> spectrum(int which) {
  switch (which) {
    case 1:
      return {10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.001};
    case 2:
      return eigenvalues_of({.exponent = Decimal{.value = 1, .text = "1"}, .modes = 64});
    case 3:
      return eigenvalues_of({.exponent = Decimal{.value = 2, .text = "2"}, .modes = 64});
    case 4:
      return eigenvalues_of({.is_log_normal = true, .modes = 128});
    case 5: {
      std::vector<double> powers;
      for (int k = 0; k < 16; ++k) powers.push_back(std::ldexp(1.0, -k));
      return powers;
    }
    default:
      return {12.5, 100.0 / 3, 112.5};
  }
}

void check_exponents(double Q, Criterion criterion, bool rising, const std::vector<Both>& wanted) {
  const double allowed = criterion == Criterion::harmonic ? 0.02 : 0.01;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    for (const Layers layers : {Layers::one, Layers::two})
      BOOST_TEST_CONTEXT("Q = " << Q << ", spectrum " << i + 1 << ", layers "
                                << static_cast<int>(layers) + 1) {
        const auto found = fitted_exponent(
            passages(denoiser(layers, Q), spectrum(static_cast<int>(i) + 1), criterion), rising);
        const double want = layers == Layers::one ? wanted[i].one : wanted[i].two;
        if (want == 0)  // no such modes
          BOOST_TEST(!found.has_value());
        else
          BOOST_TEST(std::abs(found.value() - want) <= allowed + 1e-3);
      }
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_generated_variance_is_that_of_the_table) {
  struct Row {
    double Q, lambda;
    std::vector<Both> at;  ///< tau = 0.01, 0.1, 1, ...
  };
  const std::vector<Row> rows{
      {0.1, 10, {{3.0593e-4, 1.1481e-4}, {2.0346, 9.5833}, {9.9844, 9.9844}}},
      {0.1, 1, {{2.6138e-5, 2.5404e-5}, {1.6714e-4, 7.2915e-5}, {0.26971, 0.96635}, {0.99985, 0.99985}}},
      {0.1,
       0.1,
       {{1.9946e-5, 2.2697e-5},
        {1.9930e-5, 1.9872e-5},
        {9.1202e-5, 4.6203e-5},
        {0.035708, 0.097325},
        {0.1, 0.1}}},
      {0.1,
       0.01,
       {{1.9409e-5, 2.2451e-5},
        {1.5778e-5, 1.8031e-5},
        {1.5195e-5, 1.5520e-5},
        {4.9759e-5, 2.9270e-5},
        {0.0047279, 0.0098038}}},
      {0.5, 1, {{0.012634, 0.013648}, {0.013730, 0.041339}, {0.49344, 0.99636}, {0.99985, 0.99985}}},
      {0.5,
       0.01,
       {{0.010616, 0.010012},
        {0.0034032, 0.0032472},
        {0.0012073, 0.0012473},
        {9.0468e-4, 0.0017241},
        {0.0067416, 0.0099845}}},
      {1, 1, {{28.633, 12.980}, {3.3956, 1.8155}, {1.0500, 1.0002}, {0.99985, 0.99985}}}};
  for (const Row& row : rows) {
    double tau = 0.01;
    for (const Both& want : row.at) {
      BOOST_TEST_CONTEXT("Q = " << row.Q << ", lambda = " << row.lambda << ", tau = " << tau) {
        BOOST_TEST(denoiser(Layers::one, row.Q).generated(row.lambda, tau) == want.one, tolerance(1e-4));
        BOOST_TEST(denoiser(Layers::two, row.Q).generated(row.lambda, tau) == want.two, tolerance(1e-4));
      }
      tau *= 10;
    }
  }
}

BOOST_AUTO_TEST_CASE(it_starts_and_ends_where_the_sheet_says) {
  const std::vector<std::pair<double, double>> starts{
      {0, 4e-6}, {0.1, 3.33e-5}, {0.5, 0.16}, {0.6, 1.33}, {1, 6400}};
  for (const auto& [Q, start] : starts)
    BOOST_TEST(denoiser(Layers::one, Q).generated_start() == start, tolerance(3e-3));
  for (const Layers layers : {Layers::one, Layers::two}) {
    BOOST_TEST(denoiser(layers, 0.1).generated(10, 0) == 3.3284e-5, tolerance(1e-3));
    BOOST_TEST(denoiser(layers, 0.1).generated(10, 1e-9) == denoiser(layers, 0.1).generated_start(),
               tolerance(1e-3));
    BOOST_TEST(denoiser(layers, 0.1).generated(10, 1e3) == 9.9844, tolerance(1e-5));
  }
  BOOST_TEST(denoiser(Layers::two, 0.1).generated_end(10) == 9.9844, tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(weights_are_those_of_the_table) {
  struct Row {
    double lambda;
    std::vector<Both> at;
  };
  const std::vector<Row> rows{
      {10, {{0.259780, 0.196116}, {0.819441, 0.906630}, {0.909091, 0.909091}}},
      {0.1, {{0.099802, 0.099920}, {0.098205, 0.099237}, {0.091916, 0.094781}, {0.090909, 0.090912}}}};
  for (const Row& row : rows) {
    double tau = 0.01;
    for (const Both& want : row.at) {
      BOOST_TEST(std::abs(denoiser(Layers::one, 0.1).weight(row.lambda, 1, tau) - want.one) < 6e-7);
      BOOST_TEST(std::abs(denoiser(Layers::two, 0.1).weight(row.lambda, 1, tau) - want.two) < 6e-7);
      tau *= 10;
    }
  }
}

BOOST_AUTO_TEST_CASE(the_weight_of_two_layers_passes_its_means_when_the_law_says) {
  for (const double Q : {0.001, 0.1})
    for (const double scale : {0.5, 2.0})
      for (const double lambda : {10.0, 0.3}) {
        const LinearDenoiser two = denoiser(Layers::two, Q);
        const double end = lambda / (lambda + scale * scale);
        BOOST_TEST(two.weight(lambda, scale, std::log(2) / (8 * lambda)) == 2 * Q * end / (Q + end),
                   tolerance(1e-12));
        BOOST_TEST(
            two.weight(lambda, scale, std::log1p(std::sqrt(end / Q)) / (8 * lambda)) == std::sqrt(Q * end),
            tolerance(1e-12));
        if (2 * Q < end)
          BOOST_TEST(two.weight(lambda, scale, std::log(end / Q - 1) / (8 * lambda)) == end / 2,
                     tolerance(1e-12));
      }
}

BOOST_AUTO_TEST_CASE(passage_times_are_those_of_the_sheet) {
  struct Row {
    double lambda, one_h, one_g, two_h, two_g;
  };
  const std::vector<Row> rows{
      {10, 0.00366, 0.03351, 0.00690, 0.02977},   {1, 0.0541, 0.3433, 0.0943, 0.3022},
      {0.1, 0.803, 3.558, 1.262, 3.089},          {0.01, 12.43, 37.67, 16.96, 31.99},
      {12.5, 0.00282, 0.02676, 0.00535, 0.02379}, {100.0 / 3, 8.88e-4, 9.96e-3, 1.74e-3, 8.88e-3}};
  const auto time = [](Layers layers, double lambda, Criterion criterion) {
    return passages(denoiser(layers, 0.1), {lambda}, criterion).at(0).tau;
  };
  for (const Row& row : rows) BOOST_TEST_CONTEXT("lambda = " << row.lambda) {
      BOOST_TEST(time(Layers::one, row.lambda, Criterion::harmonic) == row.one_h, tolerance(2e-3));
      BOOST_TEST(time(Layers::one, row.lambda, Criterion::geometric) == row.one_g, tolerance(1e-3));
      BOOST_TEST(time(Layers::two, row.lambda, Criterion::harmonic) == row.two_h, tolerance(2e-3));
      BOOST_TEST(time(Layers::two, row.lambda, Criterion::geometric) == row.two_g, tolerance(1e-3));
    }
}

BOOST_AUTO_TEST_CASE(rising_modes_have_exponents_near_one) {
  check_exponents(
      0.001, Criterion::geometric, true,
      {{0.983, 0.998}, {0.984, 0.998}, {0.966, 0.995}, {0.990, 0.999}, {0.957, 0.994}, {0.994, 0.999}});
  check_exponents(
      0.1, Criterion::harmonic, true,
      {{1.188, 1.132}, {1.181, 1.127}, {1.231, 1.145}, {1.170, 1.129}, {1.222, 1.142}, {1.177, 1.141}});
  check_exponents(
      0.1, Criterion::geometric, true,
      {{1.023, 1.014}, {1.021, 1.013}, {1.047, 1.029}, {1.014, 1.009}, {1.044, 1.027}, {1.007, 1.004}});
}

BOOST_AUTO_TEST_CASE(falling_modes_have_any_exponent_from_a_half_to_two) {
  check_exponents(0.5, Criterion::harmonic, false, {{1.91, 1.94}, {1.71, 1.91}, {1.94, 1.96}});
  check_exponents(0.5, Criterion::geometric, false, {{1.00, 1.05}, {1.11, 1.29}, {1.00, 1.04}});
  check_exponents(1, Criterion::harmonic, false,
                  {{1.00, 1.00}, {1.00, 1.00}, {1.00, 1.00}, {1.00, 1.00}, {0.99, 1.00}, {0.99, 1.00}});
  check_exponents(
      1, Criterion::geometric, false,
      {{0.498, 0.502}, {0.499, 0.501}, {0.498, 0.499}, {0.497, 0.503}, {0.496, 0.497}, {0.48, 0.52}});
}

BOOST_AUTO_TEST_CASE(a_rising_mode_sinks_first) {
  double least = 1;
  for (double log_tau = -8; log_tau < 4; log_tau += 0.05)
    least = std::min(least, denoiser(Layers::two, 0.1).generated(0.1, std::exp(log_tau)));
  BOOST_TEST(least == 1.9871e-5, tolerance(1e-3));
}

// 1/(16 lambda) in the sheet is an estimate: lambda~ is lambda/(1 - E) there, twice lambda at E = 1/2.
BOOST_AUTO_TEST_CASE(from_the_largest_start_all_variances_fall_together) {
  const LinearDenoiser two = denoiser(Layers::two, 1);
  for (const double lambda : {10.0, 1.0, 0.1, 0.01}) {
    const double start = two.generated_start(), end = two.generated_end(lambda);
    const auto passed = [&](Criterion criterion) {
      return two.passage(lambda, mean_of(criterion, start, end)).value();
    };
    BOOST_TEST(passed(Criterion::geometric) == 1 / (640 * std::sqrt(lambda)), tolerance(0.021));
    BOOST_TEST(passed(Criterion::harmonic) == std::log(2) / (8 * lambda), tolerance(5e-4));
  }
}

/// Powers of the times at which the variances have settled within a part of their end, by our own quadrature over noise scales
/// and search in Python: rising modes at Q = 0.1, rising and falling ones at 1/2, falling ones at 1.
BOOST_AUTO_TEST_CASE(settled_modes_have_exponents_near_one_whatever_the_criterion) {
  struct Row {
    double part;
    std::vector<double> two, one;
  };
  const std::vector<Row> rows{{0.5, {0.9717, 0.9664, 0.8632, 0.9999}, {0.9448, 0.9598, 0.8542, 0.9997}},
                              {0.1, {0.9816, 0.9813, 0.9460, 0.9999}, {0.9670, 0.9778, 0.9349, 0.9997}},
                              {0.01, {0.9866, 0.9877, 0.9674, 1.0000}, {0.9775, 0.9855, 0.9590, 0.9997}},
                              {0.001, {0.9894, 0.9907, 0.9763, 1.0000}, {0.9825, 0.9891, 0.9691, 0.9997}}};
  struct Kind {
    double Q;
    bool rising;
  };
  const std::vector<Kind> kinds{{0.1, true}, {0.5, true}, {0.5, false}, {1, false}};
  for (const Row& row : rows)
    for (std::size_t i = 0; i < kinds.size(); ++i)
      for (const Layers layers : {Layers::one, Layers::two}) {
        const auto found = settlings(denoiser(layers, kinds[i].Q), spectrum(1), row.part);
        const double want = layers == Layers::one ? row.one[i] : row.two[i];
        BOOST_TEST(std::abs(fitted_exponent(found, kinds[i].rising).value() - want) < 1e-4);
      }
}

BOOST_AUTO_TEST_CASE(ten_times_closer_takes_a_time_that_does_not_depend_on_start_or_side) {
  const auto more = [](Layers layers, double Q, double lambda) {
    const LinearDenoiser law = denoiser(layers, Q);
    return lambda * (law.settled(lambda, 0.001).value() - law.settled(lambda, 0.01).value());
  };
  for (const double lambda : {10.0, 1.0, 0.01})
    for (const double Q : {0.1, 0.5, 1.0}) {
      BOOST_TEST(more(Layers::two, Q, lambda) == std::log(10) / 8, tolerance(0.01));
      if (Q < 1) BOOST_TEST(more(Layers::one, Q, lambda) == std::log(10) / 2, tolerance(0.03));
    }
  BOOST_TEST(!denoiser(Layers::two, 0.5).settled(0.16, 0.9999).has_value());
}

BOOST_AUTO_TEST_CASE(modes_that_start_near_their_end_are_left_out) {
  BOOST_TEST(passages(denoiser(Layers::two, 0.5), {0.16}, Criterion::geometric).empty());
  BOOST_TEST(
      !fitted_exponent(passages(denoiser(Layers::two, 0.1), {1}, Criterion::geometric), true).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
