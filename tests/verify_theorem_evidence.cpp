#include <boost/test/unit_test.hpp>

#include "tests/theorems.hpp"

BOOST_AUTO_TEST_SUITE(verify_theorem_evidence)

using namespace featdyn::verify;
using featdyn::testing::judged;
using featdyn::testing::small_denoiser;
using featdyn::testing::theorem_of;
using featdyn::testing::weak_start;

/// Seeds that the search tries have other weights than the two of the domain: the constant is that of all of them.
BOOST_AUTO_TEST_CASE(a_constant_that_is_asked_for_covers_what_the_search_finds) {
  const std::string few = "over.seeds = 2\nconstants.C = \"fit\"\n";
  const auto attacked = [](const std::string& more) {
    return judged(theorem_of({"max[r] |w[r]|^2(0) <= C d sigma_0^2"}, weak_start(more)), {.attacks = true})
        .front();
  };
  const Finding largest = attacked(few), given = attacked("over.seeds = 2\nconstants.C = 1.35\n");
  BOOST_TEST((largest.verdict == Verdict::holds));
  BOOST_TEST(largest.constants.at("C").value > 1.35);
  BOOST_TEST((given.verdict == Verdict::fails));
  BOOST_TEST(given.detail.starts_with("fails in a run at "));
}

BOOST_AUTO_TEST_CASE(impostors_mark_what_says_nothing_of_learning) {
  const auto vacuous = [](const std::string& line) {
    return judged(theorem_of({line}, weak_start()), {.attacks = true}).front().vacuous;
  };
  const auto has = [&](const std::string& line, const std::string& name) {
    const auto found = vacuous(line);
    return std::ranges::find(found, name) != found.end();
  };
  BOOST_TEST(has("for all r: |w[r]|^2(10) > 0", "frozen"));
  BOOST_TEST(!has("for all r, j: <w[r],mu[j]>(10) > <w[r],mu[j]>(0)", "frozen"));
  BOOST_TEST(!has("for all r, j: <w[r],mu[j]>(10) > <w[r],mu[j]>(0)", "ascent"));
  BOOST_TEST(has("for all r, j: <w[r],mu[j]>(10) != <w[r],mu[j]>(0)", "ascent"));
}

BOOST_AUTO_TEST_CASE(an_attack_finds_what_the_grid_misses) {
  // true at both ends and in the middle of [over], wrong between them
  const std::string between = "|log(|mu| / 1.7)| >= 0.1";
  const std::string over = "over.\"|mu|\" = { from = 1, to = 4, points = 3 }\n";
  const auto verdict = [&](bool attacks) {
    return judged(theorem_of({between}, weak_start(over)), {.attacks = attacks}).front();
  };
  BOOST_TEST((verdict(false).verdict == Verdict::holds));
  const Finding found = verdict(true);
  BOOST_TEST((found.verdict == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(an_attack_looks_where_assumptions_end) {
  // wrong in a strip beside the assumption's end alone, far from the points of the grid and narrower than drawn ones find
  const std::string over =
      "assume = [\"|mu| >= 1.7\"]\nover.\"|mu|\" = { from = 1, to = 4, points = 3 }\nover.m = [4, 8]\n";
  const auto verdict = [&](bool attacks) {
    return judged(theorem_of({"|mu| >= 1.705"}, over + std::string(small_denoiser)), {.attacks = attacks})
        .front()
        .verdict;
  };
  BOOST_TEST((verdict(false) == Verdict::holds));
  BOOST_TEST((verdict(true) == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(a_network_and_digits_confirm) {
  const Finding found =
      judged(theorem_of({"loss(30) <= loss(0)"}, "probability = 0.9\n" + std::string(small_denoiser)),
             {.confirms = true})
          .front();
  BOOST_TEST((found.evidence == Evidence::confirmed));
  BOOST_TEST(found.evidence_detail.find("network") != std::string::npos);
  BOOST_TEST(found.evidence_detail.find("40 digits") != std::string::npos);
}

/// Not the cheapest run, which is the one with the smallest d.
BOOST_AUTO_TEST_CASE(what_confirms_is_the_worst_run) {
  const auto found = [](const std::string& line, const std::string& over) {
    return judged(theorem_of({line}, over + std::string(small_denoiser)), {.confirms = true}).front();
  };
  const Finding worst = found("mean[r] |w[r]|^2(0) <= 0.1", "[over]\nd = [40, 80]\nseeds = 3\n");
  BOOST_TEST((worst.evidence == Evidence::certified));  // and a second method was asked all the same
  const auto seed = worst.where.substr(worst.where.find("seed"));
  BOOST_TEST(worst.evidence_detail.find("the worst run (d = 80, " + seed + ")") != std::string::npos,
             worst.evidence_detail << "; " << worst.where);
  const Finding small = found("mean[r] |w[r]|^2(0) >= 0.001", "[over]\nd = [80, 40]\nseeds = 3\n");
  BOOST_TEST(small.evidence_detail.find("the worst run (d = 40, ") != std::string::npos,
             small.evidence_detail);
}

/// Its least margin is 0 by what it is; rounding of a second method must not make it undecided.
BOOST_AUTO_TEST_CASE(a_constant_that_is_fitted_holds_beside_its_confirmation) {
  const std::string fit = "constants.C = \"fit\"\n";
  for (const char* line : {"max[r] |w[r]|^2(20) <= C", "mean[r] |w[r]|^2(20) >= C sigma_0^2"}) {
    const Finding found =
        judged(theorem_of({line}, fit + std::string(small_denoiser)), {.confirms = true}).front();
    BOOST_TEST((found.verdict == Verdict::holds), line);
    BOOST_TEST((found.evidence == Evidence::confirmed), found.evidence_detail);
  }
}

/// What is compared of a crossing are its sides, not nothing.
BOOST_AUTO_TEST_CASE(a_crossing_is_confirmed_by_its_sides) {
  const Finding found =
      judged(theorem_of({"noise_mean(10) = signal_mean(10) at |mu| = 2 within 300%"},
                        "over.\"|mu|\" = { from = 0.2, to = 20, points = 3 }\nover.seeds = 1\n" +
                            std::string(small_denoiser)),
             {.attacks = true, .confirms = true})
          .front();
  BOOST_TEST(found.evidence_detail.find("the shortest run") != std::string::npos, found.evidence_detail);
  BOOST_TEST(found.evidence_detail.find(" 0.0e+00 at most") == std::string::npos, found.evidence_detail);
}

BOOST_AUTO_TEST_SUITE_END()
