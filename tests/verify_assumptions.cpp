#include <boost/test/unit_test.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/ablation/ablation.hpp"
#include "verify/ablation/assumptions.hpp"
#include "verify/command/templates.hpp"
#include "verify/experiment/early_growth.hpp"
#include "verify/finding/statistics.hpp"

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

Study study_of(const testing::Overrides& overrides = {}) {
  return {.base = base(overrides), .scale = Scale::table, .store = store(), .quiet = true, .options = ""};
}

Table table_of(const std::vector<std::string>& claims, const std::vector<std::string>& names,
               const testing::Overrides& overrides = {}) {
  const Study study = study_of(overrides);
  AblationRequest request{.study = study, .claims = {}, .assumptions = {}};
  for (const auto& id : claims) request.claims.push_back(find_claim(id));
  for (const auto& name : names) request.assumptions.push_back(find_assumption(name));
  return judge_table(request);
}

const Cell& cell(const Table& table, std::size_t line, const std::string& claim) {
  return *cell_of(table, table.lines[line], claim);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_assumptions)

BOOST_AUTO_TEST_CASE(every_assumption_can_be_read_and_keeps_n_snr_squared) {
  std::set<std::string> names;
  const double x = two_patch(base()).n_snr_squared();
  for (const Assumption& assumption : assumptions()) BOOST_TEST_CONTEXT(assumption.name) {
      BOOST_TEST(names.insert(assumption.name).second);
      Study study = study_of();
      study.changed = &assumption;
      study.base = under(assumption, study.base);
      BOOST_TEST(two_patch(study.base).n_snr_squared() == x, tolerance(1e-12));
      BOOST_TEST((as_denoiser(study).objective == theory::Objective::diffusion));
      if (std::string(assumption.name) != "classes-three")
        BOOST_TEST((as_classifier(study).objective == theory::Objective::classification));
    }
  BOOST_TEST(
      contains(testing::refusal([] { find_assumption("none"); }), "allowed: paper, second-layer-fixed"));
}

BOOST_AUTO_TEST_CASE(a_changed_assumption_is_in_the_settings_of_the_model_that_it_is_about) {
  Study study = study_of();
  study.changed = &find_assumption("second-layer-fixed");
  study.base = under(*study.changed, study.base);
  BOOST_TEST((as_denoiser(study).architecture.second_layer == theory::SecondLayer::fixed));
  BOOST_TEST((as_classifier(study).architecture.second_layer == theory::SecondLayer::fixed));
  BOOST_TEST(as_denoiser(study).training.steps == 60000);
  BOOST_TEST(as_classifier(study).training.steps == 1000);
  BOOST_TEST(theory::to_real<double>(as_denoiser(study).training.learning_rate.value) == 0.1,
             tolerance(1e-12));
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

BOOST_AUTO_TEST_CASE(ranges_are_the_widest_runs) {
  const auto run = widest_run({{1, true}, {2, true}, {3, false}, {4, true}, {40, true}, {50, false}});
  BOOST_TEST_REQUIRE(run.has_value());
  BOOST_TEST(run->low == 4);
  BOOST_TEST(run->high == 40);
  BOOST_TEST(!widest_run({{1, false}}).has_value());
  // exponent 1 from 1 to 4, then 0; two values at 2 whose mean is on the line
  const auto line = power_range({1, 2, 2, 4, 8, 16}, {3, 6 * 1.25, 6 / 1.25, 12, 12, 12}, 1, 0.1);
  BOOST_TEST_REQUIRE(line.has_value());
  BOOST_TEST(line->low == 1, tolerance(1e-8));
  BOOST_TEST(line->high == 4, tolerance(1e-8));
  BOOST_TEST(!power_range({1, 2}, {1, 4}, 1, 0.1).has_value());
}

/// A second copy of the signal doubles its weight c_p, so that the growth ratio is n SNR^2; a cubic kernel's
/// gradient at 0 is not that of a linear growth.
BOOST_AUTO_TEST_CASE(a_ratio_holds_with_another_constant_and_fails_where_it_is_none) {
  const Table table = table_of({"theorem-3.1.ratio"}, {"signal-patches", "activation-cubic"});
  const Cell &paper = cell(table, 0, "theorem-3.1.ratio"), &copies = cell(table, 1, "theorem-3.1.ratio"),
             &cubic = cell(table, 2, "theorem-3.1.ratio");
  BOOST_TEST(name(paper.finding.verdict) == "holds");
  BOOST_TEST(*paper.finding.constant == 0.5, tolerance(0.05));
  BOOST_TEST(name(copies.finding.verdict) == "holds");
  BOOST_TEST(*copies.finding.constant == 1, tolerance(0.05));
  BOOST_TEST(copies.finding.range->low == 0.1, tolerance(0.01));
  BOOST_TEST(copies.reason.empty());
  BOOST_TEST(name(cubic.finding.verdict) == "fails");
  BOOST_TEST(!cubic.reason.empty());
  BOOST_TEST(exit_code_of(table) == exit_code::done);
}

BOOST_AUTO_TEST_CASE(a_constant_that_is_asked_for_fails_where_another_is_measured) {
  const Table table =
      table_of({"theorem-3.1.ratio"}, {"signal-patches"}, {"claims.theorem-3.1.ratio.constant=0.5"});
  BOOST_TEST(name(cell(table, 0, "theorem-3.1.ratio").finding.verdict) == "holds");
  BOOST_TEST(name(cell(table, 1, "theorem-3.1.ratio").finding.verdict) == "fails");
  BOOST_TEST(contains(cell(table, 1, "theorem-3.1.ratio").reason, "|fitted constant / constant - 1|"));
}

BOOST_AUTO_TEST_CASE(a_claim_that_makes_no_sense_says_why) {
  const Table table = table_of({"theorem-3.1.growth", "switch.rate"},
                               {"label-noise", "second-layer-fixed", "mini-batches", "activation-cubic"});
  const auto reason = [&](std::size_t line, const char* claim) {
    BOOST_TEST(name(cell(table, line, claim).finding.verdict) == "not-applicable");
    return cell(table, line, claim).reason;
  };
  BOOST_TEST(contains(reason(1, "theorem-3.1.growth"), "the denoiser is as before"));
  BOOST_TEST(contains(reason(2, "switch.rate"), "the classifier is as before"));
  BOOST_TEST(contains(reason(3, "theorem-3.1.growth"), "A batch leaves patches out"));
  BOOST_TEST(contains(reason(4, "switch.rate"), "only where the activation is quadratic"));
}

/// Flipping a tenth of the labels leaves 8/10 of the signal's rate: 2 / 0.8 in the mean.
BOOST_AUTO_TEST_CASE(the_classifiers_rates_cross_later_where_labels_are_flipped) {
  const Table table = table_of({"switch.rate"}, {"label-noise", "loss-square"});
  BOOST_TEST(*cell(table, 0, "switch.rate").finding.constant == 2, tolerance(0.05));
  BOOST_TEST(*cell(table, 1, "switch.rate").finding.constant == 2.5, tolerance(0.15));
  BOOST_TEST(*cell(table, 2, "switch.rate").finding.constant == 2, tolerance(0.05));
}

/// A run that leaves the finite numbers says nothing of a claim.
BOOST_AUTO_TEST_CASE(runs_that_diverge_leave_a_claim_undecided) {
  const Table table = table_of({"theorem-3.1.stationary"}, {"target-data"}, {"training.learning_rate=0.2"});
  BOOST_TEST(name(cell(table, 1, "theorem-3.1.stationary").finding.verdict) == "undecided");
  BOOST_TEST(contains(cell(table, 1, "theorem-3.1.stationary").reason, "left the finite numbers"));
  BOOST_TEST(exit_code_of(table) == exit_code::undecided);
}

/// Momentum and warm-up change how far a step goes, not that growth is straight.
BOOST_AUTO_TEST_CASE(growth_is_straight_in_what_a_constant_gradient_moves) {
  const Measurement early = early_growth_until(recurrence_trainer(), FirstStage::measured);
  for (const testing::Overrides& overrides :
       {testing::Overrides{"training.momentum=0.9", "training.learning_rate=0.005"},
        testing::Overrides{"training.schedule=linear", "training.warmup_steps=30"}, testing::Overrides{}}) {
    const Row row = early.measure(numerics::make_problem(base(overrides)));
    BOOST_TEST(row.values[early.index("bend")] < 0.5);
    BOOST_TEST(row.values[early.index("growth_ratio")] == 0.5 * 0.75, tolerance(0.1));
  }
}

BOOST_AUTO_TEST_CASE(the_files_of_a_table_agree) {
  Table table = table_of({"theorem-3.1.ratio", "switch.rate"}, {"label-noise"});
  const testing::TemporaryFolder folder;
  std::string why;
  draw_lines(table, folder.path(), false, why);
  write_table(folder.path(), table);
  const auto document = nlohmann::json::parse(numerics::read_file(folder / "assumptions.json"));
  BOOST_TEST(document["schema"] == "featdyn-assumptions-1");
  BOOST_TEST(document["claims"].size() == 2U);
  BOOST_TEST_REQUIRE(document["assumptions"].size() == 2U);
  for (const auto& line : document["assumptions"]) {
    BOOST_TEST(line["cells"].size() == 2U);
    for (const char* key : {"name", "question", "answer", "about", "overrides", "pictures"})
      BOOST_TEST_CONTEXT(key) BOOST_TEST(line.contains(key));
    for (const auto& entry : line["cells"])
      for (const char* key : {"claim", "verdict", "constant", "n_snr_squared_range", "reason", "repeat"})
        BOOST_TEST_CONTEXT(key) BOOST_TEST(entry.contains(key));
  }
  BOOST_TEST(document["assumptions"][1]["cells"][0]["verdict"] == "not-applicable");
  BOOST_TEST(document["assumptions"][0]["pictures"].size() == 1U);
  const std::string page = numerics::read_file(folder / "assumptions.html"),
                    plain = numerics::read_file(folder / "assumptions.txt");
  for (const char* part : {"href=\"#label-noise\"", "<article id=\"label-noise\">", "✓", "–"})
    BOOST_TEST_CONTEXT(part) BOOST_TEST(contains(page, part));
  for (const char* part : {"src=\"http", "href=\"http", "<script", "@import", "url("})
    BOOST_TEST_CONTEXT(part) BOOST_TEST(!contains(page, part));
  BOOST_TEST(contains(plain, table.lines[1].answer));
  BOOST_TEST(contains(numerics::read_file(folder / "assumptions.tex"), "label-noise & -- & $+$"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace featdyn::verify
