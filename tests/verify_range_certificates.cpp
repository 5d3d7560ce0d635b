#include <boost/test/unit_test.hpp>

#include "tests/ranges.hpp"
#include "verify/theorem/file/built_in.hpp"

BOOST_AUTO_TEST_SUITE(verify_range_certificates)

using namespace featdyn;
using namespace featdyn::verify;
using namespace featdyn::testing::ranges;
using testing::contains, testing::refusal;
using theory::Rational;

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

BOOST_AUTO_TEST_CASE(a_range_without_end_is_proved_to_its_limit_and_mutants_of_its_proof_are_refused) {
  const std::string endless =
      "conclude = '1.5 < symmetric_ratio < 1.52'\n[over]\n'n SNR^2' = { from = 1000, to = inf }\nm = 20\n";
  const ProvedTheorem found = proved(endless);
  BOOST_TEST((found.finding.verdict == Verdict::holds));
  BOOST_TEST(contains(found.finding.detail, "n SNR^2 in [1000, inf)"));
  const std::string& good = found.certificates.front().text;
  BOOST_TEST(is_taken(good));
  BOOST_TEST(
      (checked(rewritten(good, [](RangeProof& proof) { proof.parts.back().box.to[0] = Rational(1e9); }),
               "covering") == Verdict::fails));
  BOOST_TEST(
      (checked(rewritten(good, [](RangeProof& proof) { proof.parts[0].chart = numerics::WideChart::weak; }),
               "parts") == Verdict::fails));
  BOOST_TEST((checked(rewritten(with(good, "< 1.52\"]", "< 1.51\"]"), [](RangeProof&) {}), "parts") ==
              Verdict::fails));
  // where it grows without end nothing is proved at the end
  BOOST_TEST(
      (verdict_of(
           "conclude = 'symmetric_ratio < 1e9'\n[over]\n'n SNR^2' = { from = 1e12, to = inf }\nm = 1000\n") !=
       Verdict::holds));
}

/// Both a signal and a width without end, one a multiple of the other.
BOOST_AUTO_TEST_CASE(the_crossover_is_proved_to_its_limit_and_its_certificate_is_taken) {
  const ProvedTheorem found = proved(
      "conclude = 'symmetric_ratio / (n SNR^2 / 2) = 1/2 within 3%'\n[over]\nm = { from = 1e6, to = inf }\n"
      "'n SNR^2' = '0.7706 m n (exp(2 t) - 1) / (sigma_xi^2 d)'\nd = '50 m'\nn = '0.03 d'\n");
  BOOST_TEST((found.finding.verdict == Verdict::holds));
  const std::string& good = found.certificates.front().text;
  BOOST_TEST(is_taken(good));
  BOOST_TEST(contains(good, "\"crossover\""));
  BOOST_TEST((checked(rewritten(with(good, "within 3%\"]", "within 0.001%\"]"), [](RangeProof&) {}),
                      "parts") == Verdict::fails));
  BOOST_TEST((checked(rewritten(good, [](RangeProof& proof) { proof.parts.back().trial.centre[1] *= 1.01; }),
                      "parts") == Verdict::fails));
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
