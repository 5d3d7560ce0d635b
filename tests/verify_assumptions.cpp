#include <boost/test/unit_test.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/ablation/ablation.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/templates/templates.hpp"
#include "verify/theorem/file/assumptions.hpp"

namespace featdyn::verify {
namespace {

using boost::test_tools::tolerance;
using testing::contains;

/// Figure 2, low, with five times the learning rate: T_1 comes five times sooner.
numerics::Settings base(const testing::Overrides& overrides = {}) {
  const auto settings = numerics::read_settings(
      numerics::Document::from_text(find_template("figure-2-low").text, "low", std::filesystem::path()));
  testing::Overrides all{"training.learning_rate=0.05"};
  all.insert(all.end(), overrides.begin(), overrides.end());
  return vary(settings, all);
}

RunStore& store() {
  static RunStore all = RunStore::in_memory();
  return all;
}

Table table_of(const std::vector<std::string>& theorems, const std::vector<std::string>& names,
               const testing::Overrides& overrides = {}) {
  AblationRequest request{.orders = {}, .assumptions = {}, .store = store()};
  for (const auto& id : theorems)
    request.orders.push_back(
        {.word = id, .preparation = {.overrides = overrides}, .scale = TheoremScale::brief, .quiet = true});
  for (const auto& name : names) request.assumptions.push_back(find_assumption(name));
  return judge_table(request);
}

const Cell& cell(const Table& table, std::size_t line, const std::string& theorem) {
  return *cell_of(table, table.lines[line], theorem);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_assumptions)

BOOST_AUTO_TEST_CASE(every_assumption_can_be_read_and_keeps_n_snr_squared) {
  std::set<std::string> names;
  const double x = two_patch(base()).n_snr_squared();
  for (const Assumption& assumption : assumptions()) BOOST_TEST_CONTEXT(assumption.name) {
      BOOST_TEST(names.insert(assumption.name).second);
      BOOST_TEST(two_patch(under(assumption, base())).n_snr_squared() == x, tolerance(1e-12));
    }
  BOOST_TEST(
      contains(testing::refusal([] { find_assumption("none"); }), "allowed: paper, second-layer-fixed"));
}

// |mu|^2 = (4 + 1) / 2 x 25 / 2.5; 1/10 of the axes with 3^2, 9/10 with 1/9: mean 1
BOOST_AUTO_TEST_CASE(numbers_of_other_data_are_root_mean_squares) {
  const TwoPatch norms = two_patch(under(find_assumption("norms-unequal"), base()));
  BOOST_TEST(norms.signal_norm == 5, tolerance(1e-12));
  const TwoPatch noise = two_patch(base({"data.noise_spectrum=[[0.5, 3], [0.5, 1]]", "data.noise_std=2"}));
  BOOST_TEST(noise.noise_std == 2 * std::sqrt(5.), tolerance(1e-12));
  const auto settings = base({"data.noise_spectrum=[[0.5, 3], [0.5, 1]]", "data.noise_std=2"});
  BOOST_TEST(two_patch(vary(settings, {assignment(settings, "data.noise_std", 7)})).noise_std == 7,
             tolerance(1e-9));
  const TwoPatch times = two_patch(under({.name = "",
                                          .question = "",
                                          .without = {"diffusion.time"},
                                          .overrides = {"diffusion.times=[0.2, 0.2]"}},
                                         base()));
  BOOST_TEST(times.alpha == std::exp(-0.2), tolerance(1e-12));
  BOOST_TEST(times.beta == std::sqrt(1 - std::exp(-0.4)), tolerance(1e-12));
}

/// A second copy of the signal doubles its weight c_p, so that the growth ratio is n SNR^2; a cubic kernel's
/// gradient at 0 is not that of a linear growth.
BOOST_AUTO_TEST_CASE(a_law_with_another_constant_fails_and_the_constant_is_told) {
  const Table table = table_of({"theorem-3.1.ratio"}, {"signal-patches", "activation-cubic"});
  const Cell &paper = cell(table, 0, "theorem-3.1.ratio"), &copies = cell(table, 1, "theorem-3.1.ratio"),
             &cubic = cell(table, 2, "theorem-3.1.ratio");
  BOOST_TEST(name(paper.finding.verdict) == "holds");
  BOOST_TEST(*paper.finding.constant == 0.5, tolerance(0.05));
  BOOST_TEST(paper.reason.empty());
  BOOST_TEST(name(copies.finding.verdict) == "fails");
  BOOST_TEST(*copies.finding.constant == 1, tolerance(0.05));
  BOOST_TEST(!copies.reason.empty());
  BOOST_TEST(name(cubic.finding.verdict) == "fails");
  BOOST_TEST(exit_code_of(table) == exit_code::done);
}

BOOST_AUTO_TEST_CASE(a_theorem_holds_with_the_constant_that_another_assumption_has) {
  const Table table = table_of({"theorem-3.1.ratio"}, {"signal-patches"},
                               {"claims.theorem-3.1.ratio.constant=1", "claims.theorem-3.1.ratio.C=20"});
  BOOST_TEST(name(cell(table, 0, "theorem-3.1.ratio").finding.verdict) == "fails");
  BOOST_TEST(name(cell(table, 1, "theorem-3.1.ratio").finding.verdict) == "holds");
}

BOOST_AUTO_TEST_CASE(a_theorem_of_the_other_model_says_so) {
  const Table table = table_of({"theorem-3.1.growth", "switch.rate"}, {"loss-square", "second-layer-fixed"});
  const auto reason = [&](std::size_t line, const char* theorem) {
    BOOST_TEST(name(cell(table, line, theorem).finding.verdict) == "not-applicable");
    return cell(table, line, theorem).reason;
  };
  BOOST_TEST(contains(reason(1, "theorem-3.1.growth"), "an assumption of the other model, read loss-square"));
  BOOST_TEST(contains(reason(2, "switch.rate"), "an assumption of the other model, read second-layer-fixed"));
}

/// Flipping a tenth of the labels leaves 8/10 of the signal's rate: 2 / 0.8 in the mean.
BOOST_AUTO_TEST_CASE(the_classifiers_rates_cross_later_where_labels_are_flipped) {
  const Table table = table_of({"switch.rate"}, {"label-noise", "loss-square"});
  BOOST_TEST(*cell(table, 0, "switch.rate").finding.computed == 2, tolerance(0.05));
  BOOST_TEST(*cell(table, 1, "switch.rate").finding.computed == 2.5, tolerance(0.15));
  BOOST_TEST(*cell(table, 2, "switch.rate").finding.computed == 2, tolerance(0.05));
}

/// A run that leaves the finite numbers says nothing of a theorem.
BOOST_AUTO_TEST_CASE(runs_that_diverge_leave_a_theorem_undecided) {
  const Table table = table_of({"theorem-1.1"}, {"target-data"}, {"training.learning_rate=2"});
  BOOST_TEST(name(cell(table, 1, "theorem-1.1").finding.verdict) == "undecided");
  BOOST_TEST(contains(cell(table, 1, "theorem-1.1").finding.where, "left the finite numbers"));
  BOOST_TEST(exit_code_of(table) == exit_code::undecided);
}

BOOST_AUTO_TEST_CASE(the_files_of_a_table_agree) {
  const Table table = table_of({"theorem-3.1.ratio", "switch.rate"}, {"loss-square"});
  const testing::TemporaryFolder folder;
  write_table(folder.path(), table);
  const auto document = nlohmann::json::parse(numerics::read_file(folder / "assumptions.json"));
  BOOST_TEST(document["schema"] == "featdyn-assumptions-2");
  BOOST_TEST(document["claims"].size() == 2U);
  BOOST_TEST_REQUIRE(document["assumptions"].size() == 2U);
  for (const auto& line : document["assumptions"]) {
    BOOST_TEST(line["cells"].size() == 2U);
    for (const char* key : {"name", "question", "answer", "about", "overrides"})
      BOOST_TEST_CONTEXT(key) BOOST_TEST(line.contains(key));
    for (const auto& entry : line["cells"])
      for (const char* key : {"claim", "verdict", "constant", "reason", "repeat"})
        BOOST_TEST_CONTEXT(key) BOOST_TEST(entry.contains(key));
  }
  BOOST_TEST(document["assumptions"][1]["cells"][0]["verdict"] == "not-applicable");
  BOOST_TEST(document["assumptions"][1]["cells"][0]["repeat"] ==
             "featdyn verify theorem-3.1.ratio --under loss-square");
  const std::string page = numerics::read_file(folder / "assumptions.html"),
                    plain = numerics::read_file(folder / "assumptions.txt");
  for (const char* part : {"href=\"#loss-square\"", "<article id=\"loss-square\">", "✓", "–"})
    BOOST_TEST_CONTEXT(part) BOOST_TEST(contains(page, part));
  for (const char* part : {"src=\"http", "href=\"http", "<script", "@import", "url("})
    BOOST_TEST_CONTEXT(part) BOOST_TEST(!contains(page, part));
  // a cell leads to its reason, which stands on the page
  BOOST_TEST(contains(page, "href=\"#loss-square--theorem-3.1.ratio\""));
  BOOST_TEST(contains(page, "<tr id=\"loss-square--theorem-3.1.ratio\">"));
  BOOST_TEST(contains(page, "<li id=\"theorem-1\">"));
  BOOST_TEST(contains(plain, table.lines[1].answer));
  BOOST_TEST(contains(numerics::read_file(folder / "assumptions.tex"), "loss-square & -- & "));
}

BOOST_AUTO_TEST_CASE(columns_of_the_text_stand_under_their_heads_however_long_names_are) {
  Cell holds{.finding = {}, .reason = ""};
  holds.finding.verdict = Verdict::holds;
  holds.finding.constant = 0.5;
  const std::string name = "target-data,activation-cubic,learning-rate-schedule";
  const Table table{
      .columns = {"theorem-3.1.ratio.concentrated.further", "times"},
      .lines = {{.assumption = {.name = "paper", .question = ""}, .cells = {holds, holds}, .answer = ""},
                {.assumption = {.name = name, .question = ""}, .cells = {holds, holds}, .answer = ""}},
      .base = testing::settings(),
      .scale = "quick",
      .command = ""};
  std::istringstream text(table_text(table));
  std::string head, first, second;
  std::getline(text, head), std::getline(text, first), std::getline(text, second);
  const auto ratio = head.find("3.1.ratio"), times = head.find("times");
  BOOST_TEST(ratio == name.size() + 2);
  for (const std::string& line : {first, second})
    for (const auto column : {ratio, times}) BOOST_TEST(line.substr(column - 1, 10) == " holds 0.5", line);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace featdyn::verify
