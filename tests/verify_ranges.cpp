#include <boost/test/unit_test.hpp>
#include <random>

#include "numerics/scalar/arb_number.hpp"
#include "tests/refusal.hpp"
#include "tests/symmetric_loss.hpp"
#include "verify/ranges/covering.hpp"
#include "verify/ranges/from_theorem.hpp"
#include "verify/ranges/prove_theorem.hpp"
#include "verify/ranges/range_certificate.hpp"

using namespace featdyn;
using namespace featdyn::verify;
using testing::contains, testing::refusal;
using theory::Rational;

namespace {

ProvedTheorem proved(const std::string& text) {
  return prove_theorem(
      read_theorem({.text = "evidence = 'proved'\n" + text, .file = "test.toml", .folder = {}}), {});
}
Verdict verdict_of(const std::string& text) {
  return proved(text).finding.verdict;
}
std::string refused(const std::string& text) {
  return refusal([&] { proved(text); });
}

const std::string few_widths =
    "\n[over]\n'n SNR^2' = { from = 0.5, to = 1 }\nm = { from = 1e4, to = inf }\nd = '50 m'\nn = '0.03 d'\n";
const std::string near_half = "conclude = '|symmetric_ratio / (n SNR^2 / 2) - 1| <= 10 / sqrt m'\n";
const std::string twenty = "\n[over]\n'n SNR^2' = { from = 1, to = 20 }\nm = 20\n";

const std::string& certificate_of_few_widths() {
  static const std::string text = proved(near_half + few_widths).certificates.front().text;
  return text;
}

std::string with(std::string text, const std::string& old, const std::string& fresh) {
  const auto at = text.find(old);
  BOOST_REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), fresh);
}

/// The verdict of the check called `what`; not-applicable where it was left out.
Verdict checked(const std::string& text, const std::string& what) {
  for (const Check& item : check(read_range_certificate(text, "c.json"), [](double) {}))
    if (item.what == what) return item.verdict;
  return Verdict::not_applicable;
}
bool is_taken(const std::string& text) {
  bool all = true;
  for (const Check& item : check(read_range_certificate(text, "c.json"), [](double) {}))
    all = all && item.verdict == Verdict::holds;
  return all;
}
/// A certificate with its parts changed, and written anew with a sentence that fits them.
template <class Change>
std::string rewritten(const std::string& text, Change change) {
  RangeCertificate certificate = read_range_certificate(text, "c.json");
  change(certificate.proof);
  return range_certificate_text(certificate.question, certificate.proof);
}

RangeBox square(double low_x, double high_x, double low_y, double high_y) {
  return {{Rational(low_x), Rational(low_y)}, {Rational(high_x), Rational(high_y)}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_ranges)

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
                      "to = inf for m alone"));
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

BOOST_AUTO_TEST_CASE(a_certificate_is_taken_and_its_mutants_are_not) {
  const std::string& good = certificate_of_few_widths();
  BOOST_TEST(is_taken(good));
  using Kind = RangePart::Kind;
  const auto parts_of = [](auto change) { return rewritten(certificate_of_few_widths(), change); };
  const auto middle = [](RangeProof& proof) -> RangePart& { return proof.parts[proof.parts.size() / 2]; };
  BOOST_TEST(is_taken(parts_of([](RangeProof& proof) { std::ranges::reverse(proof.parts); })));
  // a part removed, made smaller, made larger
  BOOST_TEST((checked(parts_of([](RangeProof& proof) { proof.parts.erase(proof.parts.begin() + 3); }),
                      "covering") == Verdict::fails));
  BOOST_TEST((checked(parts_of([&](RangeProof& proof) {
                        RangePart& part = middle(proof);
                        *part.box.to[0] -= (*part.box.to[0] - *part.box.from[0]) / Rational(1'000'000);
                      }),
                      "covering") == Verdict::fails));
  BOOST_TEST((checked(parts_of([&](RangeProof& proof) {
                        RangePart& part = middle(proof);
                        part.box.from[0] = *part.box.from[0] / 4, part.box.to[0] = *part.box.to[0] * 4;
                      }),
                      "parts") == Verdict::fails));
  BOOST_TEST((checked(parts_of([&](RangeProof& proof) { middle(proof).trial.centre[2] *= 1.01; }), "parts") ==
              Verdict::fails));
  BOOST_TEST((checked(parts_of([&](RangeProof& proof) { middle(proof).trial.at[1] *= 1.5; }), "parts") ==
              Verdict::fails));
  BOOST_TEST((checked(parts_of([&](RangeProof& proof) { middle(proof).trial.radius[0] /= 100; }), "parts") ==
              Verdict::fails));
  BOOST_TEST((checked(parts_of([&](RangeProof& proof) { middle(proof).kind = Kind::excluded; }), "parts") ==
              Verdict::fails));
  BOOST_TEST((checked(parts_of([&](RangeProof& proof) { middle(proof).kind = Kind::refuted; }), "parts") ==
              Verdict::fails));
  BOOST_TEST((checked(parts_of([&](RangeProof& proof) { middle(proof).kind = Kind::open; }), "statement") ==
              Verdict::undecided));
  // the statement changed, and with it its sentence; and the sentence alone
  const auto stated = [&](const std::string& old, const std::string& fresh) {
    return rewritten(with(good, old, fresh), [](RangeProof&) {});
  };
  BOOST_TEST((checked(stated(" <= 10 / sqrt(m)\"]", " <= 7 / sqrt(m)\"]"), "parts") == Verdict::fails));
  BOOST_TEST((checked(stated("\"from\": \"0.5\"", "\"from\": \"0.4999\""), "covering") == Verdict::fails));
  BOOST_TEST((checked(stated("\"from\": \"1e4\"", "\"from\": \"9999\""), "covering") == Verdict::fails));
  BOOST_TEST(
      (checked(stated("\"formula\": \"0.03 d\"", "\"formula\": \"0.06 d\""), "parts") == Verdict::fails));
  BOOST_TEST((checked(with(good, "[0.5, 1]", "[0.4, 1]"), "claim") == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(what_is_no_certificate_is_refused_with_its_reason) {
  const auto read = [](const std::string& text) {
    return refusal([&] { read_range_certificate(text, "c.json"); });
  };
  const std::string& good = certificate_of_few_widths();
  BOOST_TEST(is_range_certificate(good));
  BOOST_TEST(contains(read(with(good, "range-proof-1", "range-proof-2")), "of schema"));
  BOOST_TEST(contains(read(with(good, "\"kind\"", "\"kinds\"")), "unknown key parts.kinds"));
  BOOST_TEST(contains(read(with(good, "\"proved\"", "\"true\"")), "parts.kind"));
  BOOST_TEST(contains(read(with(good, "\"inf\"", "\"-inf\"")), "-inf"));
  BOOST_TEST(contains(read(with(good, "\"0.5\"", "\"-0.5\"")), "no range"));
  BOOST_TEST(contains(read(with(good, "\"0.5\"", "\"0.5/0\"")), "no number"));
  BOOST_TEST(contains(read(with(good, "\"weak\",\n   \"weak\"", "\"weak\"")), "parts.chart"));
  BOOST_TEST(contains(read(with(good, "[\"|symmetric_ratio", "[\"|symmetric_ration")), "symmetric_ratio"));
  BOOST_TEST(contains(read(good.substr(0, good.size() / 2)), "not JSON"));
}

/// The statement at random points of its domain, by Newton's method with 50 digits on the loss as the theory writes it.
BOOST_AUTO_TEST_CASE(what_is_proved_holds_at_random_points_by_another_solver_at_50_digits) {
  using numerics::BigReal;
  using Number = numerics::Differentiated<BigReal, 3>;
  const numerics::PrecisionScope scope(numerics::bits_of_digits(60));
  std::mt19937 random(11);
  std::uniform_real_distribution<double> part(0, 1);
  const BigReal t = BigReal(1) / BigReal(5), rho = BigReal(3) / BigReal(100);
  const BigReal alpha = exp(-t), beta = sqrt(-expm1(BigReal(-2) * t));
  for (int repetition = 0; repetition < 10; ++repetition) {
    const BigReal v = BigReal(0.05 * std::pow(100, part(random))),
                  m = BigReal(std::pow(10, 4 + 6 * part(random)));
    const testing::SymmetricModel<BigReal> model{alpha, beta, sqrt(m), sqrt(rho), v};
    const BigReal third = BigReal(1) / BigReal(3),
                  size = pow((v + BigReal(1)) * (v * v + BigReal(1)) / BigReal(2), third / BigReal(2));
    const BigReal a_0 = BigReal(1) / (sqrt(rho) * pow(m * beta * beta, third));
    const BigReal h_0 = a_0 * a_0 * alpha * sqrt(m * rho) / beta;
    std::array<BigReal, 3> x{a_0 * v / size, a_0 / size, h_0 * size};
    const auto slope = [&](const std::array<BigReal, 3>& at) {
      return testing::symmetric_loss(model, Number(at[0], 0), Number(at[1], 1), Number(at[2], 2)).by;
    };
    BigReal last(1);
    for (int iteration = 0; iteration < 60 && last > BigReal(1e-50); ++iteration) {
      const auto F = slope(x);
      Eigen::Matrix<BigReal, 3, 3> J;
      for (int j = 0; j < 3; ++j) {
        auto there = x;
        const auto at = static_cast<std::size_t>(j);
        const BigReal step = x[at] * BigReal(1e-28);
        there[at] += step;
        const auto G = slope(there);
        for (int i = 0; i < 3; ++i)
          J(i, j) = (G[static_cast<std::size_t>(i)] - F[static_cast<std::size_t>(i)]) / step;
      }
      const auto determinant = [&](const Eigen::Matrix<BigReal, 3, 3>& M) {
        return M(0, 0) * (M(1, 1) * M(2, 2) - M(1, 2) * M(2, 1)) -
               M(0, 1) * (M(1, 0) * M(2, 2) - M(1, 2) * M(2, 0)) +
               M(0, 2) * (M(1, 0) * M(2, 1) - M(1, 1) * M(2, 0));
      };
      last = BigReal(0);
      for (int j = 0; j < 3; ++j) {
        auto M = J;
        for (int i = 0; i < 3; ++i) M(i, j) = F[static_cast<std::size_t>(i)];
        const auto at = static_cast<std::size_t>(j);
        const BigReal step = determinant(M) / determinant(J);
        last = last + abs(step / x[at]);
        x[at] -= step;
      }
    }
    BOOST_TEST((last <= BigReal(1e-50)));
    const BigReal deviation = (x[0] / x[1] / v - BigReal(1)) * sqrt(m);
    BOOST_TEST_CONTEXT("v " << static_cast<double>(v) << " m " << static_cast<double>(m)) {
      BOOST_TEST((abs(deviation) <= BigReal(25)));
      // and it is what the program encloses there
      const auto number = [](const BigReal& value) { return value.str(40); };
      const ProvedTheorem found = proved("conclude = 'symmetric_ratio = " + number(x[0] / x[1]) +
                                         " within 1e-10%'\n[over]\n'n SNR^2' = " + number(BigReal(2) * v) +
                                         "\nm = " + number(m) + "\nd = 1e12\nn = 3e10\n");
      BOOST_TEST((found.finding.verdict == Verdict::holds));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_gap_in_a_covering_is_found_wherever_it_is) {
  std::mt19937 random(5);
  const RangeBox whole = square(0, 8, 0, 8);
  std::vector<RangeBox> boxes{whole};
  for (int split = 0; split < 200; ++split) {
    const std::size_t at = random() % boxes.size(), name = random() % 2;
    RangeBox rest = boxes[at];
    const Rational middle = (*rest.from[name] + *rest.to[name]) / Rational(2);
    boxes[at].to[name] = rest.from[name] = middle;
    boxes.push_back(rest);
  }
  BOOST_TEST(!first_gap(whole, boxes).has_value());
  for (std::size_t removed = 0; removed < boxes.size(); removed += 7) {
    auto left = boxes;
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(removed));
    const auto gap = first_gap(whole, left);
    BOOST_REQUIRE(gap.has_value());
    BOOST_TEST((*gap->from[0] >= *boxes[removed].from[0] && *gap->to[1] <= *boxes[removed].to[1]));
  }
  // overlapping boxes, boxes beyond the whole, a gap of one side's width
  BOOST_TEST(!first_gap(whole, {square(-1, 5, -1, 9), square(4, 9, -1, 9)}).has_value());
  BOOST_TEST(first_gap(whole, {square(-1, 4, -1, 9), square(4.001, 9, -1, 9)}).has_value());
  BOOST_TEST(first_gap(whole, {}).has_value());
  const RangeBox without_end{{Rational(20)}, {std::nullopt}};
  BOOST_TEST(!first_gap(without_end, {{{Rational(20)}, {Rational(40)}}, {{Rational(40)}, {std::nullopt}}})
                  .has_value());
  BOOST_TEST(first_gap(without_end, {{{Rational(20)}, {Rational(1'000'000)}}}).has_value());
  BOOST_TEST(!first_gap({}, {{}}).has_value());
  BOOST_TEST(first_gap({}, {}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
