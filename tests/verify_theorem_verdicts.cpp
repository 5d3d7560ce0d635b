#include <boost/math/distributions/chi_squared.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/refusal.hpp"
#include "tests/theorems.hpp"

BOOST_AUTO_TEST_SUITE(verify_theorem_verdicts)

using namespace featdyn;
using namespace featdyn::verify;
using boost::test_tools::tolerance;
using featdyn::testing::judged;
using featdyn::testing::theorem_of;
using featdyn::testing::verdict_of;
using featdyn::testing::weak_start;

namespace {

/// The first step, up to a part in a thousand [derived from the loss: L = -(2 alpha beta / sqrt m)
/// sum_{r,p} c_p |w_r|^2 <w_r, x_p> + O(sigma_0^4)].
const char* const rate = "2 eta alpha beta / sqrt m ";
const char* const parts =
    "(n[j]/n |mu[j]|^2 |w[r]|^2(0) + 2 <w[r],mu[j]>(0) mean[i] (<w[r],mu[y[i]]>(0) + <w[r],xi[i]>(0)))";
const std::string law = std::string(rate) + parts;
std::string first_growth(const std::string& relation) {
  return "for all r, j: <w[r],mu[j]>(1) - <w[r],mu[j]>(0) " + relation;
}

Verdict of(const std::string& conclusion, const std::string& more = "") {
  return verdict_of(conclusion, weak_start(more));
}
Finding finding(const std::string& conclusion, const std::string& more = "") {
  return judged(theorem_of({conclusion}, weak_start(more))).front();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_true_law_holds_and_its_mutants_fail) {
  const std::string of_law = law;
  BOOST_TEST((of(first_growth("= " + of_law + " within 1%")) == Verdict::holds));
  BOOST_TEST((of(first_growth("= 1/2 (" + of_law + ") within 1%")) == Verdict::fails));
  BOOST_TEST((of(first_growth("= -" + of_law + " within 1%")) == Verdict::fails));
  BOOST_TEST((of(first_growth("= " + of_law + " |mu| within 1%")) == Verdict::fails));
  BOOST_TEST((of(first_growth("= " + of_law + " within 1.01")) == Verdict::holds));
  BOOST_TEST((of(first_growth(">= 0.99 (" + of_law + ")")) == Verdict::holds));
  BOOST_TEST((of(first_growth(">= 1.01 (" + of_law + ")")) == Verdict::fails));
  BOOST_TEST((of(first_growth("<= 0.99 (" + of_law + ")")) == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(a_named_constant_is_fitted) {
  const Finding found =
      finding(first_growth("= constant (" + law + ") within 60%"),
              "constants.constant = 0.7\nover.\"|mu|\" = { from = 1, to = 4, points = 3 }\n");
  BOOST_TEST((found.verdict == Verdict::holds));
  BOOST_TEST(found.constant.value() == 1, tolerance(1e-3));
  BOOST_TEST(found.exponent.value() == 1, tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(quantifiers_turned_round_are_another_statement) {
  // some neuron has the larger overlap with mu_{+1}, but not every one
  BOOST_TEST((of("exists r: <w[r],mu[+1]>(0) > <w[r],mu[-1]>(0)") == Verdict::holds));
  BOOST_TEST((of("for all r: <w[r],mu[+1]>(0) > <w[r],mu[-1]>(0)") == Verdict::fails));
  BOOST_TEST((of("for all j: exists r: |<w[r],mu[j]>(0)| > 1/3 sigma_0 |mu|", "over.seeds = 3\n") ==
              Verdict::holds));
  BOOST_TEST(
      (of("for all j, r: |<w[r],mu[j]>(0)| > 1/3 sigma_0 |mu|", "over.seeds = 3\n") == Verdict::fails));
  BOOST_TEST((of("exists r: for all j: <w[r],mu[j]>(0) > 1") == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(an_order_holds_with_one_constant_over_the_domain) {
  // below |mu| = 1 the law is negative for some neurons
  const std::string over = "assume = \"|mu| >= 1\"\nover.\"|mu|\" = { from = 1, to = 4, points = 3 }\n";
  const Finding found = finding(first_growth("= Theta(" + law + ") within 1.1"), over);
  BOOST_TEST((found.verdict == Verdict::holds));
  BOOST_TEST(found.computed.value() == 1, tolerance(0.01));
  BOOST_TEST(found.constant.value() == 1, tolerance(0.01));
  const auto wrong = [&](const std::string& growth) { return of(first_growth("= " + growth), over); };
  // a power of |mu| too few or too many: no constant serves, whatever C
  BOOST_TEST((wrong("Theta(eta n[j]/n |mu[j]| |w[r]|^2(0)) within 100") == Verdict::fails));
  BOOST_TEST((wrong("Theta(eta n[j]/n |mu[j]|^3 |w[r]|^2(0)) within 100") == Verdict::fails));
  // names of the law are looked at though [over] does not have them
  BOOST_TEST((wrong("Theta(eta^2 n[j]/n |mu[j]|^2 |w[r]|^2(0)) within 100") == Verdict::fails));
  BOOST_TEST(
      (wrong("Theta(eta alpha beta / sqrt m " + std::string(parts) + ") within 1.1") == Verdict::holds));
}

BOOST_AUTO_TEST_CASE(a_probability_is_decided_by_exact_intervals) {
  const std::string coin = "<w[1],mu[+1]>(0) > 0";
  const auto with = [&](const char* p) { return finding(coin, std::string("probability = ") + p + "\n"); };
  BOOST_TEST((with("0.35").verdict == Verdict::holds));
  BOOST_TEST((with("0.7").verdict == Verdict::fails));
  BOOST_TEST((with("\"1 - d^(-1/10)\"").verdict == Verdict::holds));  // 0.31
  BOOST_TEST((of(coin) == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(the_smallest_constant_is_a_quantile_with_its_interval) {
  // |w|^2 / sigma_0^2 is chi-squared with d = 40 degrees of freedom
  const double exact = quantile(boost::math::chi_squared(40), 0.9) / 40;
  const Finding found = finding("|w[1]|^2(0) <= C d sigma_0^2", "probability = 0.9\nconstants.C = \"fit\"\n");
  BOOST_TEST((found.verdict == Verdict::holds));
  const ConstantFound& C = found.constants.at("C");
  BOOST_TEST(C.interval->low <= exact);
  BOOST_TEST(C.interval->high >= exact);
  BOOST_TEST(C.interval->high - C.interval->low < 0.2);
  const Finding largest =
      finding("|w[1]|^2(0) >= C d sigma_0^2", "probability = 0.9\nconstants.C = \"fit\"\n");
  const double least = quantile(boost::math::chi_squared(40), 0.1) / 40;
  BOOST_TEST(largest.constants.at("C").interval->low <= least);
  BOOST_TEST(largest.constants.at("C").interval->high >= least);
}

BOOST_AUTO_TEST_CASE(a_point_outside_the_assumptions_leaves) {
  const std::string over = "over.d = [40, 80]\n";
  BOOST_TEST((of("d <= 50", over) == Verdict::fails));
  BOOST_TEST((of("d <= 50", over + "assume = [\"d <= 60\"]\n") == Verdict::holds));
  BOOST_TEST((of("d <= 50", over + "assume = [\"d <= 30\"]\n") == Verdict::not_applicable));
  // one that only a run can tell
  BOOST_TEST((of("loss(0) >= 100", "assume = [\"max[r] |w[r]|^2(0) >= 100\"]\n") == Verdict::not_applicable));
}

BOOST_AUTO_TEST_CASE(a_premise_that_is_never_met_says_nothing) {
  BOOST_TEST((of("d > 100 => d > 1000") == Verdict::not_applicable));
  BOOST_TEST((of("d > 30 => d > 1000") == Verdict::fails));
  BOOST_TEST((of("d > 30 => d > 35") == Verdict::holds));
}

BOOST_AUTO_TEST_CASE(a_run_that_leaves_the_finite_numbers_fails_and_says_so) {
  const Finding found = finding("loss(end) <= 0", "over.eta = [1e6]\n");
  BOOST_TEST((found.verdict == Verdict::fails));
  BOOST_TEST(found.where.find("left the finite numbers") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_crossing_is_found_by_bisection) {
  // n |mu|^2 / (sigma_xi^2 d) = 2
  const std::string over = "over.d = [40, 160]\n";
  const auto with = [&](const std::string& rest) { return finding("n SNR^2 = 2 at |mu| = " + rest, over); };
  const Finding found = with("sigma_xi sqrt(2 d / n) within 2%");
  BOOST_TEST((found.verdict == Verdict::holds));
  BOOST_TEST(found.computed.value() == std::sqrt(2 * 40 / 6.), tolerance(0.01));
  BOOST_TEST(found.error.value() < 0.02 * found.computed.value());  // however few seeds are asked for
  BOOST_TEST((with("1/2 sigma_xi sqrt(2 d / n) within 2%").verdict == Verdict::fails));
  BOOST_TEST((with("sigma_xi sqrt(2 / n) d^(1/4) within 2%").verdict == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(conclusions_have_findings_of_their_own) {
  const auto findings = judged(theorem_of({"d >= 10", "d >= 1000"}));
  BOOST_TEST(findings.size() == 3U);
  BOOST_TEST(findings[0].claim == "test");
  BOOST_TEST((findings[0].verdict == Verdict::fails));
  BOOST_TEST(findings[1].claim == "test.1");
  BOOST_TEST((findings[1].verdict == Verdict::holds));
  BOOST_TEST((findings[2].verdict == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(names_are_solved_for_and_go_along) {
  const std::string over =
      "[over]\nd = [40, 160]\n\"n SNR^2\" = { from = 0.5, to = 2, points = 3 }\nsigma_0 = \"0.02 sqrt(40 / "
      "d)\"\n";
  BOOST_TEST((verdict_of("0.499 <= n |mu|^2 / (sigma_xi^2 d) <= 2.001", over + testing::small_denoiser) ==
              Verdict::holds));
  BOOST_TEST(
      (verdict_of("n |mu|^2 / (sigma_xi^2 d) <= 1.9", over + testing::small_denoiser) == Verdict::fails));
  BOOST_TEST(
      (verdict_of("sigma_0^2 d = 0.016 within 0.0001%", over + testing::small_denoiser) == Verdict::holds));
}

/// docs/mathematics/stationary.md: the ratio at n/(sigma_xi^2 d) = 0.03, t = 0.2, n SNR^2 = 0.75.
BOOST_AUTO_TEST_CASE(the_symmetric_branch_is_a_number_of_the_point) {
  const auto at = [](const char* line, const char* over) {
    return verdict_of(line, std::string("settings = \"figure-2-low\"\n") + over);
  };
  BOOST_TEST((at("symmetric_ratio = 0.7791 within 0.01%", "") == Verdict::holds));
  BOOST_TEST((at("symmetric_ratio = 0.5792 within 0.02%", "over.m = [200]\n") == Verdict::holds));
  BOOST_TEST((at("symmetric_ratio = 0.5792 within 0.02%", "over.m = [1000]\n") == Verdict::not_applicable));
  BOOST_TEST(
      (at("symmetric_ratio = 0.3969 within 0.02%",
          "[over]\nm = [20000]\nd = [1000000]\nn = [30000]\n\"n SNR^2\" = [0.75]\n") == Verdict::holds));
}

BOOST_AUTO_TEST_CASE(what_nothing_meets_is_refused_at_its_place) {
  const auto refusal = [](const std::string& line) { return testing::refusal([&] { verdict_of(line); }); };
  BOOST_TEST(refusal("loss(3) = loss(2) within -5%").find("a tolerance that nothing meets") !=
             std::string::npos);
  BOOST_TEST(refusal("loss(3) = loss(2) within 0.5").find("a tolerance that nothing meets") !=
             std::string::npos);
  BOOST_TEST(refusal("|w[13]|^2(0) <= 1").find("test.toml:2:7: an index out of range") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_tolerance_in_percent_is_fitted_in_percent) {
  const auto fitted = [](const std::string& line) {
    return finding(line, "constants.C = \"fit\"\nover.seeds = 1\n").constants.at("C").value;
  };
  BOOST_TEST(fitted("d + 10 = d within C%") == 25, tolerance(1e-9));
  BOOST_TEST(fitted("d = d + 10 within C%") == 20, tolerance(1e-9));
  BOOST_TEST(fitted("d + 10 = d within C") == 1.25, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(times_and_first_of_a_run_are_of_its_own_numbers) {
  const std::string two =
      "[define]\nhalf = 'denoiser.steps / 2'\nother = 'classifier.steps'\n"
      "[runs]\ndenoiser = 'figure-2-low'\nclassifier = 'classification'\n[over]\nseeds = 1\n";
  for (const char* line :
       {"denoiser.loss(half) <= denoiser.loss(0)", "denoiser.loss(denoiser.steps) <= denoiser.loss(half)",
        "denoiser.loss(first k: denoiser.loss(k) < denoiser.loss(0)) < denoiser.loss(0)"})
    BOOST_TEST((verdict_of(line, two) == Verdict::holds), line);
  for (const char* line :
       {"denoiser.loss(other) <= 1", "for all k <= 3: denoiser.loss(k) <= classifier.loss(k)"})
    BOOST_TEST(testing::refusal([&] { verdict_of(line, two); }).find("a run that looks at another") !=
                   std::string::npos,
               line);
}

BOOST_AUTO_TEST_SUITE_END()
