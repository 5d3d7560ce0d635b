#include <boost/test/unit_test.hpp>

#include "tests/program.hpp"
#include "tests/refusal.hpp"
#include "tests/theorems.hpp"

BOOST_FIXTURE_TEST_SUITE(program_verify, TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

/// Figure 2, low, with five times the learning rate, so that the early phase takes 90 steps.
const char* const fast = " --no-plots --set training.learning_rate=0.05";

Printed verified(const TemporaryFolder& folder, const std::string& arguments) {
  return testing::featdyn(folder, "verify " + arguments + fast);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_claim_that_holds_ends_with_0_and_leaves_its_report) {
  const Printed printed = verified(*this, "theorem-3.1.stationary.wide");
  BOOST_TEST(printed.code == 0);
  BOOST_TEST(contains(printed.out, "holds"));
  for (const char* file : {"report.html", "report.json", "report.tex"})
    BOOST_TEST_CONTEXT(file) BOOST_TEST(std::filesystem::exists(*this / "figure-2-low-verify" / file));
  const auto document = nlohmann::json::parse(numerics::read_file(*this / "figure-2-low-verify/report.json"));
  BOOST_TEST_REQUIRE(document["findings"].size() == 1U);
  BOOST_TEST(document["findings"][0]["repeat"] ==
             "featdyn verify theorem-3.1.stationary.wide --scale quick --set training.learning_rate=0.05");
}

BOOST_AUTO_TEST_CASE(a_claim_with_a_wrong_constant_ends_with_1) {
  const Printed printed =
      verified(*this, "switch.rate --json --set claims.switch.rate.constant=3 --out elsewhere");
  BOOST_TEST(printed.code == 1);
  BOOST_TEST(printed.json()["findings"][0]["verdict"] == "fails");
  BOOST_TEST(printed.json()["errata"].empty());  // the constant is the reader's
  BOOST_TEST(std::filesystem::exists(*this / "elsewhere/report.html"));
}

BOOST_AUTO_TEST_CASE(a_claim_whose_assumptions_are_broken_is_not_applicable_and_ends_with_0) {
  init(*this, "figure-2-low", "low.toml");
  const Printed printed = verified(*this, "times --json --config low.toml --set data.samples=200");
  BOOST_TEST(printed.code == 0);
  BOOST_TEST(printed.json()["findings"][0]["verdict"] == "not-applicable");
  BOOST_TEST(std::filesystem::exists(*this / "low-verify/report.json"));
}

BOOST_AUTO_TEST_CASE(an_unknown_claim_is_refused_with_the_ones_there_are) {
  const Printed printed = verified(*this, "theorem-9");
  BOOST_TEST(printed.code == 3);
  BOOST_TEST(contains(printed.err,
                      "featdyn: verify: unknown claim, read theorem-9, did you mean theorem-1.1? allowed: "
                      "benign-q.condition-4.2, "));
  BOOST_TEST(!std::filesystem::exists(*this / "figure-2-low-verify"));
  BOOST_TEST(verified(*this, "times --scale huge").code == 3);
}

BOOST_AUTO_TEST_CASE(the_claims_are_listed) {
  const auto listed = testing::featdyn(*this, "list claims --json").json()["claims"];
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(FEATDYN_SOURCE "/theory/theorems"))
    files += entry.path().extension() == ".toml" ? 1 : 0;
  BOOST_TEST(listed.size() == files);
  for (const auto& claim : listed)
    for (const char* key : {"name", "meaning", "provenance", "constant"})
      BOOST_TEST(!claim[key].get<std::string>().empty());
}

BOOST_AUTO_TEST_CASE(the_beginning_of_ids_names_all_of_them) {
  const auto findings = verified(*this, "theorem-3.1.stationary switch.rate --json").json()["findings"];
  std::vector<std::string> claims;
  for (const auto& finding : findings) claims.push_back(finding["claim"]);
  BOOST_TEST(claims.front() == "theorem-3.1.stationary");
  BOOST_TEST(std::ranges::count(claims, "switch.rate.3") == 1);
  const auto both = verified(*this, "switch.rate switch.rate --json").json()["findings"];
  BOOST_TEST(both.size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_constant_that_no_theorem_has_is_refused) {
  const Printed printed = verified(*this, "switch.rate --set claims.switch.rte.constant=3");
  BOOST_TEST(printed.code == 3);
  BOOST_TEST(contains(printed.err, "did you mean switch.rate?"));
  BOOST_TEST(verified(*this, "switch.rate --set claims.switch.rate.C=3").code == 3);
}

BOOST_AUTO_TEST_CASE(where_a_theorem_fails_is_repeated_by_its_command) {
  const auto findings =
      testing::featdyn(*this, "verify theorem-3.2.high-snr --json --no-plots").json()["findings"];
  BOOST_TEST_REQUIRE(findings.size() == 5U);
  BOOST_TEST(findings[3]["verdict"] == "fails");
  const std::string repeat = findings[3]["repeat"].get<std::string>().substr(std::string("featdyn ").size());
  const auto again = testing::featdyn(*this, repeat + " --json --no-plots").json()["findings"][3];
  BOOST_TEST(again["verdict"] == "fails");
  for (const char* key :
       {"data.seed=", "init.seed=", "over.seeds="})  // each stands once, however often it is repeated
    BOOST_TEST(again["repeat"].get<std::string>().find(key) == again["repeat"].get<std::string>().rfind(key));
}

BOOST_AUTO_TEST_CASE(a_claim_that_fails_under_an_assumption_is_an_answer) {
  const Printed printed = verified(*this, "--assumptions theorem-3.1.ratio --under activation-cubic --json");
  BOOST_TEST(printed.code == 0);
  const auto lines = printed.json()["assumptions"];
  BOOST_TEST_REQUIRE(lines.size() == 2U);
  BOOST_TEST(lines[1]["cells"][0]["verdict"] == "fails");
  for (const char* file : {"assumptions.html", "assumptions.json", "assumptions.tex", "assumptions.txt"})
    BOOST_TEST_CONTEXT(file) BOOST_TEST(std::filesystem::exists(*this / "figure-2-low-verify" / file));
  const Printed unknown = verified(*this, "--under none");
  BOOST_TEST(unknown.code == 3);
  BOOST_TEST(contains(unknown.err, "unknown assumption, read none, allowed: paper, "));
}

BOOST_AUTO_TEST_CASE(what_was_not_judged_is_said_loudly) {
  numerics::write_file(*this / "none.toml", std::string("conclude = 'd >= 1'\nassume = 'd >= 1000 n'\n") +
                                                testing::small_denoiser);
  const Printed printed = testing::featdyn(*this, "verify none.toml --json --no-plots");
  BOOST_TEST(printed.code == 0);
  BOOST_TEST(
      contains(printed.err, "featdyn: none: not applicable, NOTHING WAS JUDGED: no point of the domain"));
  BOOST_TEST(testing::featdyn(*this, "verify none.toml --quiet --no-plots").err.empty());
}

/// The reason stands in the terminal, and the report with the theorem's own constant stays.
BOOST_AUTO_TEST_CASE(another_constant_says_why_it_fails_and_replaces_nothing) {
  numerics::write_file(*this / "mine.toml",
                       std::string("conclude = 'd <= C n'\nconstants.C = 10\n") + testing::small_denoiser);
  BOOST_TEST(testing::featdyn(*this, "verify mine.toml --no-plots").code == 0);
  const std::string before = numerics::read_file(*this / "mine-verify/report.json");
  const Printed other = testing::featdyn(*this, "verify mine.toml --no-plots --set claims.mine.C=0.5");
  BOOST_TEST(other.code == 1);
  BOOST_TEST(contains(other.out, "mine fails: "), other.out);
  BOOST_TEST(contains(other.out, "40 against 3"), other.out);
  BOOST_TEST(contains(other.out, "in mine-verify/C-0.5: report.html"), other.out);
  BOOST_TEST(numerics::read_file(*this / "mine-verify/report.json") == before);
  const Printed again = testing::featdyn(*this, "verify mine.toml --no-plots --set network.width=5");
  BOOST_TEST(contains(again.out, "(replaces the report of: featdyn verify mine.toml --scale quick;"),
             again.out);
  const Printed alone =
      testing::featdyn(*this, "verify mine.toml --no-plots --set claims.mine.C=0.5 --out new");
  BOOST_TEST(std::filesystem::exists(*this / "new/report.json"));
}

BOOST_AUTO_TEST_CASE(a_value_of_over_that_no_setting_takes_is_refused_at_its_line) {
  const auto said = [&](const std::string& over) {
    numerics::write_file(*this / "t.toml",
                         "conclude = 'd >= 1'\n[over]\n" + over + "\n" + testing::small_denoiser);
    const Printed printed = testing::featdyn(*this, "verify t.toml --no-plots");
    BOOST_TEST(printed.code == 3, over);
    BOOST_TEST(!std::filesystem::exists(*this / "t-verify"), over);
    return printed.err;
  };
  BOOST_TEST(said("n = [20, 41.5]")
                 .starts_with("featdyn: t.toml:3: over.n = 41.5: data.samples: wrong type, read 41.5, "));
  BOOST_TEST(
      said("n = [20, 41]").starts_with("featdyn: t.toml:3: over.n = 41: data.samples: odd while labels "));
  BOOST_TEST(
      said("d = [40, -3]").starts_with("featdyn: t.toml:3: over.d = -3: data.dimension: out of range"));
  BOOST_TEST(said("m = 2\n\"data.signal_norm\" = [1, -1]")
                 .starts_with("featdyn: t.toml:4: over.data.signal_norm = -1: "));
}

/// Runs of a theorem, with a constant that is fitted, an attack and more digits, by processes that share them.
BOOST_AUTO_TEST_CASE(under_mpirun_it_leaves_the_same_bytes) {
  numerics::write_file(*this / "grown.toml", std::string(R"toml(
conclude = ["mean[r] |w[r]|^2(20) <= C mean[r] |w[r]|^2(0)", "loss(T) < loss(0)"]
constants.C = "fit"
over.d = [40, 60]
over."|mu|" = { from = 1, to = 2, points = 3 }
over.seeds = 3
define.T = "first k: loss(k) < loss(0)"
)toml") + testing::small_denoiser);
  const std::string program = "'" FEATDYN_PROGRAM "' verify grown.toml --quiet --no-plots --out ",
                    mpirun = "ASAN_OPTIONS=detect_leaks=0 mpirun --allow-run-as-root --oversubscribe -np 3 ";
  const Printed alone = shell(*this, program + "alone"), shared = shell(*this, mpirun + program + "shared");
  BOOST_TEST(alone.code == 0, alone.err);
  BOOST_TEST(shared.code == alone.code, shared.err);
  for (const char* file : {"report.json", "report.tex"})
    BOOST_TEST(numerics::read_file(*this / ("shared/" + std::string(file))) ==
               numerics::read_file(*this / ("alone/" + std::string(file))));
  const Printed again = shell(*this, mpirun + program + "shared");  // from the store
  BOOST_TEST(again.code == alone.code, again.err);
  const Printed refused = shell(*this, mpirun + program + "none --set data.modes=3");
  BOOST_TEST(refused.code == 3, refused.err);
  BOOST_TEST(!std::filesystem::exists(*this / "none"));
}

BOOST_AUTO_TEST_SUITE_END()
