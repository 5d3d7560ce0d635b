#include <boost/test/unit_test.hpp>
#include <random>

#include "tests/precise_branch.hpp"
#include "tests/ranges.hpp"
#include "verify/theorem/file/built_in.hpp"

BOOST_AUTO_TEST_SUITE(verify_ranges)

using namespace featdyn;
using namespace featdyn::verify;
using namespace featdyn::testing::ranges;
using testing::contains, testing::refusal;
using theory::Rational;

BOOST_AUTO_TEST_CASE(statements_over_ranges_are_proved_refuted_or_left_open) {
  using enum Verdict;
  BOOST_TEST((verdict_of(near_half + few_widths) == holds));
  BOOST_TEST((verdict_of("conclude = 'symmetric_ratio < 1.3'" + twenty) == fails));  // 1.364 at 20
  BOOST_TEST((verdict_of("conclude = 'symmetric_ratio < 1.38'" + twenty) == holds));
  BOOST_TEST((verdict_of("conclude = '0.8 <= symmetric_ratio <= n SNR^2'" + twenty) == holds));
  BOOST_TEST((verdict_of("conclude = 'symmetric_ratio = 1 within 50%'" + twenty) == holds));
  BOOST_TEST((verdict_of("conclude = 'symmetric_ratio = 1 within 1.1'" + twenty) == fails));
  BOOST_TEST((verdict_of("conclude = 'n SNR^2 > 2 => symmetric_ratio > 0.99'" + twenty) == holds));
  // wrong between two widths is not wrong: the ratio is 0.779 at 20
  BOOST_TEST((
      verdict_of("conclude = 'symmetric_ratio > 0.779 or symmetric_ratio < 0.778'\n[over]\n'n SNR^2' = 0.75\n"
                 "m = { from = 19.5, to = 20.5 }\n") == holds));
  // true at one point by equality: no box around it is decided
  BOOST_TEST(
      (verdict_of("conclude = 'n SNR^2 <= 2 => symmetric_ratio <= 1'\n[over]\n'n SNR^2' = 2\nm = 20\n") ==
       undecided));
  BOOST_TEST(
      (verdict_of("assume = 'd <= 10 n'\nconclude = 'symmetric_ratio < 1'" + twenty) == not_applicable));
  BOOST_TEST((verdict_of("assume = 'n SNR^2 <= 1.9'\nconclude = 'symmetric_ratio < 1'" + twenty) == holds));
}

BOOST_AUTO_TEST_CASE(a_proof_says_what_it_is_of_and_what_proves_it_again) {
  const ProvedTheorem found = proved(near_half + few_widths);
  BOOST_TEST((found.finding.evidence == Evidence::proved));
  BOOST_TEST(contains(found.finding.evidence_detail, "test-proof.json"));
  BOOST_TEST(contains(found.finding.evidence_detail, "a second solver agrees at"));
  BOOST_TEST(contains(found.finding.detail, "For all n SNR^2 in [0.5, 1], m in [10000, inf)"));
  BOOST_TEST(contains(found.finding.detail, "d >= n + m + 1"));
  BOOST_REQUIRE(found.certificates.size() == 1);
  BOOST_TEST(found.certificates[0].name == "test-proof.json");
  const ProvedTheorem wrong = proved("conclude = 'symmetric_ratio < 1.3'" + twenty);
  BOOST_TEST(contains(wrong.finding.where, "n SNR^2 in ["));
}

/// Far signals and noise: Newton's method on the general loss stopped at 2.21 here, in place of 1.5129.
BOOST_AUTO_TEST_CASE(the_general_solver_finds_the_branch_of_a_very_strong_signal) {
  const ProvedTheorem found = proved(
      "conclude = '1.5128 < symmetric_ratio < 1.513'\n[over]\n'n SNR^2' = { from = 1e7, to = 1e10 }\nm = "
      "20\n");
  BOOST_TEST((found.finding.verdict == Verdict::holds));
  BOOST_TEST(contains(found.finding.evidence_detail, "a second solver agrees at"));
}

BOOST_AUTO_TEST_CASE(parameters_may_be_ranges_too_and_lists_are_statements_of_their_own) {
  using enum Verdict;
  BOOST_TEST(
      (verdict_of("conclude = 'd >= 10 n'\n[over]\nd = { from = 300.1, to = 1e9 }\nn = 30\n") == holds));
  BOOST_TEST((verdict_of("conclude = 'd >= 10 n'\n[over]\nd = { from = 200, to = 1e9 }\nn = 30\n") == fails));
  BOOST_TEST(
      (verdict_of("conclude = '0.7 < symmetric_ratio < 0.9'\n[over]\n'n SNR^2' = 0.75\nm = 20\n"
                  "t = { from = 0.19, to = 0.21 }\n'n / (sigma_xi^2 d)' = { from = 0.029, to = 0.031 }\n") ==
       holds));
  const ProvedTheorem two =
      proved("conclude = 'symmetric_ratio < 1'\n[over]\n'n SNR^2' = [0.5, 1.9]\nm = 20\n");
  BOOST_TEST((two.finding.verdict == holds));
  BOOST_TEST(two.certificates.size() == 2);
  BOOST_TEST(
      (verdict_of("conclude = 'symmetric_ratio < 1'\n[over]\n'n SNR^2' = [0.5, 2.1]\nm = 20\n") == fails));
}

BOOST_AUTO_TEST_CASE(what_no_proof_is_known_for_is_refused) {
  BOOST_TEST(contains(refused("conclude = 'ratio(rest) < 1'" + twenty), "no proof over ranges is known for"));
  BOOST_TEST(contains(refused("conclude = 'symmetric_ratio = Theta(n SNR^2) within 3'" + twenty),
                      "no proof over ranges is known for"));
  BOOST_TEST(contains(refused("conclude = 'symmetric_ratio < C'\nconstants.C = 'fit'" + twenty), "fit"));
  BOOST_TEST(
      contains(refused("conclude = 'symmetric_ratio < 2'\nprobability = 0.9" + twenty), "probability"));
  BOOST_TEST(contains(refused("conclude = 'symmetric_ratio < 2'" + twenty +
                              "[settings]\ntemplate = 'figure-2-low'\ndiffusion.target = 'data'\n"),
                      "another model"));
  BOOST_TEST(contains(refused("conclude = 'symmetric_ratio < 2'\n[over]\nd = { from = 100, to = inf }\n"),
                      "to = inf for m and n SNR^2 alone"));
  BOOST_TEST(
      contains(refused("conclude = 'symmetric_ratio < 2'\n[over]\nd = 'n'\nn = 'd'\n"), "depends on itself"));
  BOOST_TEST(contains(refused("conclude = 'symmetric_ratio < 2'\n[over]\n'SNR / eta' = [1, 2]\n"),
                      "allowed: a parameter"));
  BOOST_TEST(contains(refusal([] {
                        read_theorem({.text = "conclude = 'd > n'\n[over]\nm = { from = 20, to = inf }\n",
                                      .file = "t.toml",
                                      .folder = {}});
                      }),
                      "a range without end"));
}

/// The built-in statements at random points of their domains, by another solver at 50 digits.
class RandomPoints {
 public:
  using Real = numerics::BigReal;
  Real between(double from, double to) {
    return Real(from * std::pow(to / from, std::uniform_real_distribution<double>(0, 1)(random_)));
  }

 private:
  std::mt19937 random_{11};
};
numerics::BigReal figure_2_noise() {
  return numerics::BigReal(3) / numerics::BigReal(100);
}
numerics::BigReal figure_2_time() {
  return numerics::BigReal(1) / numerics::BigReal(5);
}

BOOST_AUTO_TEST_CASE(what_is_proved_of_wide_networks_holds_at_random_points_by_another_solver_at_50_digits) {
  using numerics::BigReal;
  const numerics::PrecisionScope scope(numerics::bits_of_digits(60));
  RandomPoints points;
  testing::PreciseBranch branch(figure_2_noise(), figure_2_time());
  for (int repetition = 0; repetition < 6; ++repetition) {
    const bool is_given = repetition % 2 == 0;  // stationary.wide.order is of one n SNR^2
    const BigReal v = is_given ? BigReal(3) / BigReal(8) : points.between(0.05, 5),
                  m = points.between(20, 1e10);
    const BigReal ratio = branch.ratio(v, m), deviation = (ratio / v - BigReal(1)) * sqrt(m);
    BOOST_TEST_CONTEXT("v " << static_cast<double>(v) << " m " << static_cast<double>(m)) {
      BOOST_TEST((abs(deviation) <= BigReal(25)));
      if (is_given) BOOST_TEST((deviation >= BigReal(4.8) && deviation <= BigReal(8.6)));
      // and it is what the program encloses there
      const auto number = [](const BigReal& value) { return value.str(40); };
      BOOST_TEST((verdict_of("conclude = 'symmetric_ratio = " + number(ratio) +
                             " within 1e-10%'\n[over]\n'n SNR^2' = " + number(BigReal(2) * v) +
                             "\nm = " + number(m) + "\nd = 1e12\nn = 3e10\n") == Verdict::holds));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_proved_of_strong_signals_holds_at_random_points_by_another_solver_at_50_digits) {
  using numerics::BigReal;
  const numerics::PrecisionScope scope(numerics::bits_of_digits(60));
  RandomPoints points;
  testing::PreciseBranch of_twenty(figure_2_noise(), figure_2_time());
  for (int repetition = 0; repetition < 3; ++repetition) {
    BOOST_TEST((of_twenty.ratio(points.between(0.05, 500), BigReal(20)) < BigReal(2.1)));
    const BigReal strong = of_twenty.ratio(points.between(500, 1e8), BigReal(20));
    BOOST_TEST((BigReal(1.5) < strong && strong < BigReal(1.52)));
    // the crossover: z (z - 1)^2 = n SNR^2 / (m tau)
    const BigReal t = points.between(0.1, 1), m = points.between(1e5, 1e9), one(1);
    const BigReal z = exp(BigReal(2) * t),
                  v = m * figure_2_noise() * z * (z - one) * (z - one) * (z - one) / BigReal(2);
    const BigReal law = (z * z + one) / (BigReal(2) * z * z * z - z * z + one);
    const BigReal part = testing::PreciseBranch(figure_2_noise(), t).ratio(v, m) / (v * law);
    BOOST_TEST_CONTEXT("t " << static_cast<double>(t) << " m " << static_cast<double>(m))
    BOOST_TEST((part < BigReal(1.1) && BigReal(1) / part < BigReal(1.1)), static_cast<double>(part));
  }
}

BOOST_AUTO_TEST_CASE(a_mutant_of_a_proved_theorem_fails) {
  struct Mutant {
    const char *id, *from, *to;
  };
  for (const auto& [id, from, to] : {Mutant{"stationary.strong", "1.5 <", "1.513 <"},
                                     {"stationary.strong", "< 1.52", "< 1.5"},
                                     {"stationary.bounded", "C = 2.1", "C = 1.2"},
                                     {"stationary.bounded", "symmetric_ratio <", "1 / symmetric_ratio <"},
                                     {"stationary.wide", "C = 25", "C = 5"},
                                     {"stationary.wide", "C / sqrt m", "C / m"},
                                     {"stationary.wide.order", "c = 4.8", "c = 6"},
                                     {"stationary.wide.order", "C = 8.6", "C = 4"},
                                     {"stationary.crossover", "(z^2 + 1) /", "(z^2 + 2) /"},
                                     {"stationary.crossover", "tau z (z - 1)^2", "tau z (z - 1)"},
                                     {"stationary.crossover", "2 z^3", "3 z^3"}}) {
    const std::string mutant = with(find_theorem(id).text, from, to);
    const Theorem theorem = read_theorem({.text = mutant, .file = "mutant.toml", .folder = {}});
    BOOST_TEST((prove_theorem(theorem, {}).finding.verdict == Verdict::fails),
               id << ": " << from << " -> " << to);
  }
}

BOOST_AUTO_TEST_SUITE_END()
