// Theorem files under changed assumptions.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "tests/theorems.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/theorem/file/changed_run.hpp"
#include "verify/theorem/file/preparation.hpp"

BOOST_AUTO_TEST_SUITE(verify_changed_run)

using namespace featdyn;
using namespace featdyn::verify;
using testing::contains, testing::refusal;

namespace {

/// Large enough for batches, three classes and a warm-up.
const testing::Overrides sizes{"data.samples=30", "data.dimension=300", "training.steps=400"};

numerics::Document denoiser() {
  return testing::settings(sizes).document;
}
numerics::Document classifier() {
  testing::Overrides all = sizes;
  all.emplace_back("network.objective=classification");
  return testing::settings(all).document;
}

numerics::Settings under_all(const std::string& list, numerics::Document run) {
  for (const Assumption& assumption : assumptions_named(list)) run = changed_run(assumption, run);
  return numerics::read_settings(std::move(run));
}

Prepared prepared_under(const std::vector<std::string>& lists, const std::string& lines = "") {
  const std::string text = testing::theorem_of({"loss(3) <= loss(0)"}, lines + testing::small_denoiser);
  return prepared(read_theorem({.text = text, .file = "test.toml", .folder = {}}), {.under = lists});
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_assumption_can_be_put_on_a_run_of_its_model) {
  for (const Assumption& assumption : assumptions())
    for (const auto& run : {denoiser(), classifier()})
      if (concerns(assumption, run)) {
        const std::string said = refusal([&] { under_all(assumption.name, run); });
        BOOST_TEST(said == "nothing was thrown", assumption.name << ": " << said);
      }
}

BOOST_AUTO_TEST_CASE(assumptions_combine) {
  const numerics::Settings both = under_all("activation-cubic, momentum", denoiser());
  BOOST_TEST(both.activation.size() == 4U);
  BOOST_TEST(both.training.update.momentum.has_value());
  // a tenth of the learning rate and ten times the steps
  BOOST_TEST(theory::to_real<double>(both.training.learning_rate.value) == 0.001,
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(both.training.steps == 4000);
  const Assumption one = combined(assumptions_named("activation-cubic,momentum"));
  BOOST_TEST(one.name == "activation-cubic,momentum");
  BOOST_TEST(one.overrides.size() == 2U);
  BOOST_TEST(one.denoiser_rate == 0.1);
}

BOOST_AUTO_TEST_CASE(changed_data_keep_n_snr_squared) {
  const auto of = [](const numerics::Settings& settings) { return two_patch(settings).n_snr_squared(); };
  const double before = of(testing::settings(sizes));
  for (const char* name : {"norms-unequal", "signals-correlated", "noise-spectrum"})
    BOOST_TEST(of(under_all(name, denoiser())) == before, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(what_an_assumption_changes_the_domain_leaves_alone) {
  const Prepared small = prepared_under({"dimension-small"}, "over.d = [40, 80]\n");
  BOOST_TEST(small.fixed.contains("data.dimension"));
  BOOST_TEST(small.theorem.runs.front().settings.find("data.dimension")->text == "200");
  BOOST_TEST(contains(small.theorem.title, "under dimension-small"));
}

BOOST_AUTO_TEST_CASE(a_waived_line_is_not_asked_for) {
  const std::string lines = "assume = [\"sigma_0 <= 1e-9\", \"d >= 10\"]\n";
  BOOST_TEST(prepared_under({}, lines).theorem.assumptions.size() == 2U);
  BOOST_TEST(prepared_under({"init-large"}, lines).theorem.assumptions.size() == 1U);
}

BOOST_AUTO_TEST_CASE(names_that_say_nothing_are_refused) {
  BOOST_TEST(contains(refusal([] { prepared_under({"label-noise"}); }), "an assumption of the other model"));
  BOOST_TEST(contains(refusal([] { prepared_under({"activation-cubi"}); }), "activation-cubic"));
}

BOOST_AUTO_TEST_CASE(what_an_assumption_takes_out_is_not_put_back_by_the_domain) {
  const auto keys = changed_keys(find_assumption("times-several"), denoiser());
  for (const char* key : {"diffusion.time", "diffusion.times"})
    BOOST_TEST((std::ranges::find(keys, key) != keys.end()), key);
}

BOOST_AUTO_TEST_SUITE_END()
