#include <boost/test/unit_test.hpp>

#include "verify/claims/claim.hpp"
#include "verify/claims/regime.hpp"
#include "verify/command/templates.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

const std::vector<std::string> ids{"theorem-3.2.high-snr", "theorem-3.2.low-snr", "theorem-1.1",
                                   "switch.rate", "switch.outcome"};

numerics::Settings figure_2(const std::vector<std::string>& overrides) {
  return vary(numerics::read_settings(
                  numerics::Document::from_text(find_template("figure-2-low").text, "figure-2", ".")),
              overrides);
}

/// One store for all: runs that several cases need are made once.
RunStore& store() {
  static RunStore all = RunStore::in_memory();
  return all;
}

Finding judge(const std::string& id, const std::vector<std::string>& overrides = {},
              const Trainer& trainer = recurrence_trainer()) {
  const Study study{
      .base = figure_2(overrides), .store = store(), .trainer = trainer, .quiet = true, .options = ""};
  const Claim& claim = find_claim(id);
  return claim.judge(study, claim).front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_claims_classifier)

BOOST_AUTO_TEST_CASE(the_classifiers_claims_hold_at_figure_2) {
  for (const std::string& id : ids) {
    const Finding finding = judge(id);
    BOOST_TEST(finding.claim == id);
    for (const Inequality& line : finding.conclusions)
      BOOST_TEST(name(line.verdict()) == "holds", id << ": " << line.name << ", read " << line.value);
    BOOST_TEST(name(finding.verdict) == "holds", id);
    BOOST_TEST((finding.computed && finding.error && finding.bound && finding.constant), id);
    BOOST_TEST((finding.constant_interval && finding.margin && !finding.charts.empty()), id);
  }
}

BOOST_AUTO_TEST_CASE(the_switches_are_where_two_simulations_saw_them) {
  const Finding rate = judge("switch.rate"), outcome = judge("switch.outcome");
  BOOST_TEST(std::abs(*rate.computed - 2) < 0.1);
  BOOST_TEST(*outcome.computed > 2.4);
  BOOST_TEST(*outcome.computed < 3.4);
  BOOST_TEST(!outcome.erratum.empty());
}

BOOST_AUTO_TEST_CASE(with_a_wrong_constant_they_fail) {
  for (const auto& [id, constant] : {std::pair{"theorem-3.2.high-snr", "2"},
                                     {"theorem-3.2.low-snr", "0.4"},
                                     {"theorem-1.1", "100"},
                                     {"switch.rate", "3"},
                                     {"switch.outcome", "3"}}) {
    const Finding finding = judge(id, {std::string("claims.") + id + ".constant=" + constant});
    BOOST_TEST(name(finding.verdict) == "fails", id);
  }
}

BOOST_AUTO_TEST_CASE(of_gradient_ascent_they_fail) {
  for (const std::string& id : ids) BOOST_TEST(name(judge(id, {}, ascent_trainer()).verdict) == "fails", id);
}

BOOST_AUTO_TEST_CASE(where_condition_3_1_or_the_model_is_broken_they_do_not_apply) {
  for (const std::string& id : ids)
    for (const char* broken :
         {"init.std=0.1", "data.dimension=200", "network.width=5", "activation", "data.labels=random"}) {
      const std::string override =
          broken == std::string("activation") ? "network.activation=[0, 0, 0, 1]" : broken;
      BOOST_TEST(name(judge(id, {override}).verdict) == "not-applicable", id << " " << override);
    }
}

// 60 of 60: [0.940, 1]; 9 of 10: [0.555, 0.997]; 40 of 60: [0.533, 0.783]
BOOST_AUTO_TEST_CASE(a_probability_is_undecided_within_its_interval) {
  BOOST_TEST(name(probability_at_least("", 60, 60, 0.9).verdict()) == "holds");
  BOOST_TEST(name(probability_at_least("", 9, 10, 0.9).verdict()) == "undecided");
  BOOST_TEST(name(probability_at_least("", 40, 60, 0.9).verdict()) == "fails");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace featdyn::verify
