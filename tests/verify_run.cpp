#include <boost/test/unit_test.hpp>

#include "numerics/files/npy.hpp"
#include "numerics/training/stage_times.hpp"
#include "numerics/training/test_error.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/run/checkpoint.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/rounding_watch.hpp"
#include "verify/run/run.hpp"
#include "verify/run/trajectory_file.hpp"

BOOST_AUTO_TEST_SUITE(verify_run)

using namespace featdyn;
using testing::contains;

namespace {

verify::RunOptions options(const std::string& method, const std::filesystem::path& folder) {
  return {.method = method, .directory = folder, .quiet = true};
}

/// Trains `method` up to `stop` and leaves the folder as a run killed there would.
void interrupted(const std::string& method, const numerics::Problem& problem,
                 const std::filesystem::path& folder, long stop) {
  verify::with_method(method, problem, [&](auto& training) {
    constexpr bool decomposes = requires {
      training.coefficients();
    };
    verify::RunFiles files(folder, problem, {.decomposition = decomposes});
    files.keep_parts();
    const numerics::RecordSteps steps(problem.settings.training);
    const auto start = numerics::initial_state<double>(problem);
    numerics::StageTimes<double> stages(numerics::select_overlaps(problem), start.A, start.G);
    numerics::Matrix<double> best{{1e300, 0}}, A, G, rest{{0}};
    numerics::Rest<double> threshold(problem.settings.training);
    const auto selection = numerics::started(numerics::select_overlaps(problem), stages.start());
    verify::RoundingWatch<std::remove_reference_t<decltype(training)>> watch(
        training, problem, selection, verify::plan_flow({}, problem.settings, 17), 17);
    const auto error =
        numerics::has_test_error(problem.settings) ? numerics::test_error_of(problem) : nullptr;
    const numerics::Observer<double> observer{
        .record =
            [&](const auto& now) {
              watch.record(now.record);
              auto shown = now.record;
              if (error) shown.test_error = error(now.A, now.G);
              files.add(verify::csv_line(shown, 17), now.A, now.G);
              if constexpr (decomposes) files.add(training.coefficients(), training.mixing());
              if (now.record.step == 0) threshold.reached(now.record.gradient_norm);
              rest << *threshold.limit();
              if (now.record.loss >= best(0, 0)) return;
              best << now.record.loss, static_cast<double>(now.record.step);
              A = now.A;
              G = now.G;
            },
        .proceed =
            [&](long step) {
              if (step != stop) return step < stop + 5;  // the kill comes later than the checkpoint
              verify::Checkpoint checkpoint{
                  .key = verify::checkpoint_key(options(method, folder), problem.settings),
                  .step = step,
                  .progress = files.flush(),
                  .state = {},
                  .beside = {verify::pack(stages.found()), verify::pack(best), verify::pack(A),
                             verify::pack(G), verify::pack(A), verify::pack(G), verify::pack(rest)}};
              for (std::string& matrix : watch.memory()) checkpoint.beside.push_back(std::move(matrix));
              for (const auto* matrix : training.state()) checkpoint.state.push_back(verify::pack(*matrix));
              verify::write_checkpoint(folder, checkpoint);
              return true;
            },
        .visit =
            [&](long step, const auto& A_now, const auto& G_now) {
              stages.visit(step, A_now, G_now);
              watch.follow();
            }};
    numerics::train(training, selection, numerics::learning_rate<double>(problem.settings), steps, observer);
    return 0;
  });
}

void check_resumed(const std::string& method, const numerics::Problem& problem) {
  const testing::TemporaryFolder whole, broken;
  verify::run_method(problem, options(method, whole.path()));
  interrupted(method, problem, broken.path(), 18);
  BOOST_TEST(std::filesystem::exists(broken / "checkpoint"));
  BOOST_TEST(!std::filesystem::exists(broken / "trajectory.csv"));
  auto resume = options(method, broken.path());
  resume.resume = true;
  const auto result = verify::run_method(problem, resume);
  BOOST_TEST((result.outcome.status == numerics::Status::finished));
  for (const char* file : verify::run_results)
    BOOST_TEST((numerics::read_file(whole / file) == numerics::read_file(broken / file)), file);
  BOOST_TEST(!std::filesystem::exists(broken / "checkpoint"));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_resumed_run_ends_with_the_same_bytes_for_every_method) {
  const auto problem =
      testing::problem({"training.record_every=3", "diffusion.noise_draws=20", "training.learning_rate=0.1"});
  for (const auto& method : verify::methods()) BOOST_TEST_CONTEXT(method.name) {
      check_resumed(method.name, problem);
    }
}

/// A run at rest is one whose gradient is small, with its threshold remembered across a checkpoint.
BOOST_AUTO_TEST_CASE(a_run_until_a_gradient_norm_ends_there_also_when_it_was_resumed) {
  const auto problem = testing::problem({"training.record_every=3", "training.learning_rate=0.1",
                                         "training.steps=4000", "training.until.gradient_norm=0.02"});
  const testing::TemporaryFolder folder;
  const auto result = verify::run_method(problem, options("recurrence", folder.path()));
  BOOST_TEST_REQUIRE(result.end.has_value());
  BOOST_TEST(result.end->converged);
  BOOST_TEST(result.end->gradient_norm <= 0.02);
  BOOST_TEST(result.end->step < 4000);
  BOOST_TEST(result.end->step > 18);
  BOOST_TEST(result.outcome.step == result.end->step);
  const auto records = verify::read_trajectory(folder / "trajectory.csv");
  for (std::size_t k = 0; k + 1 < records.size(); ++k) BOOST_TEST(records[k].gradient_norm > 0.02);
  check_resumed("recurrence", problem);
}

BOOST_AUTO_TEST_CASE(without_arrays_there_is_the_trajectory_alone) {
  const auto problem = testing::problem();
  const testing::TemporaryFolder whole, slim;
  auto without = options("decomposition", slim.path());
  without.arrays = false;
  verify::run_method(problem, options("decomposition", whole.path()));
  verify::run_method(problem, without);
  BOOST_TEST(numerics::read_file(whole / "trajectory.csv") == numerics::read_file(slim / "trajectory.csv"));
  for (const char* file : {"overlaps.npy", "gram.npy", "coefficients.npy", "mixing.npy"}) {
    BOOST_TEST(std::filesystem::exists(whole / file), file);
    BOOST_TEST(!std::filesystem::exists(slim / file), file);
  }
}

BOOST_AUTO_TEST_CASE(a_resumed_classifier_ends_with_the_same_bytes) {
  const auto problem = testing::problem({"training.record_every=log", "network.objective=classification"});
  for (const char* method : {"recurrence", "network", "decomposition"}) check_resumed(method, problem);
}

BOOST_AUTO_TEST_CASE(checkpoints_at_every_step_do_not_change_a_run) {
  const auto problem = testing::problem();
  const testing::TemporaryFolder plain, checked;
  verify::run_method(problem, options("recurrence", plain.path()));
  auto often = options("recurrence", checked.path());
  often.checkpoint_seconds = 0;
  verify::run_method(problem, often);
  for (const char* file : verify::run_results)
    BOOST_TEST((numerics::read_file(plain / file) == numerics::read_file(checked / file)), file);
  BOOST_TEST(!std::filesystem::exists(checked / "checkpoint"));
  BOOST_TEST(!std::filesystem::exists(checked / "trajectory.csv.part"));
}

BOOST_AUTO_TEST_CASE(resuming_without_a_checkpoint_starts_at_the_beginning) {
  const auto problem = testing::problem();
  const testing::TemporaryFolder folder;
  auto resume = options("recurrence", folder.path());
  resume.resume = true;
  verify::run_method(problem, resume);
  BOOST_TEST(verify::read_trajectory(folder / "trajectory.csv").front().step == 0);
}

BOOST_AUTO_TEST_CASE(the_files_hold_every_record_in_the_contracts_shapes) {
  const auto problem = testing::problem({"training.record_every=15"});
  const testing::TemporaryFolder folder;
  const auto result = verify::run_method(problem, options("network", folder.path()));
  const auto records = verify::read_trajectory(folder / "trajectory.csv");
  BOOST_REQUIRE(records.size() == 4U);
  BOOST_TEST(records[2].step == 30);
  BOOST_TEST(result.end.value().step == 40);
  BOOST_TEST(
      (numerics::read_npy(folder / "overlaps.npy").header.shape == std::vector<std::uint64_t>{4, 3, 6}));
  BOOST_TEST((numerics::read_npy(folder / "gram.npy").header.shape == std::vector<std::uint64_t>{4, 3, 3}));
  const auto overlaps = numerics::read_npy(folder / "overlaps.npy").values;
  BOOST_TEST(std::abs(overlaps[0] - problem.weights.row(0).dot(problem.data.patches.row(0))) < 1e-15);
}

BOOST_AUTO_TEST_CASE(a_diverged_run_says_that_its_learning_rate_is_too_large) {
  const auto problem = testing::problem({"training.learning_rate=100", "init.std=1"});
  const testing::TemporaryFolder folder;
  const auto result = verify::run_method(problem, options("recurrence", folder.path()));
  BOOST_TEST((result.outcome.status == numerics::Status::diverged));
  BOOST_TEST(contains(result.reason, "the learning rate 100 is too large"), result.reason);
  BOOST_TEST(contains(result.reason, "values left the finite numbers at step"));
}

BOOST_AUTO_TEST_CASE(methods_that_do_not_exist_or_do_not_apply_are_refused) {
  BOOST_TEST(
      testing::refusal([] { verify::require_method("magic", testing::settings()); }) ==
      "--method:1: unknown method, read magic, allowed: recurrence, ode, network, network-mc, decomposition");
  BOOST_TEST(contains(testing::refusal([] {
                        verify::require_method("network-mc",
                                               testing::settings({"network.objective=classification"}));
                      }),
                      "the classifier has no noise to draw"));
  verify::require_method("network-mc", testing::settings());
}

BOOST_AUTO_TEST_CASE(a_loss_from_draws_has_an_error_bar_that_holds_the_expectation) {
  const testing::Overrides denoiser{"training.steps=0", "diffusion.noise_draws=200"};
  auto classifier = denoiser;
  classifier.insert(classifier.end(), {"network.objective=classification", "network.noised_inputs=true",
                                       "network.loss=square", "init.std=0.3"});
  for (const auto& overrides : {denoiser, classifier}) {
    const auto problem = testing::problem(overrides);
    const testing::TemporaryFolder folder;
    const auto found = verify::run_method(problem, options("network-mc", folder.path())).loss_estimate;
    BOOST_TEST_REQUIRE(found.has_value());
    const double exact = numerics::Network<double>(problem, 0.1).evaluate().loss;
    BOOST_TEST(std::abs(found->mean - exact) <= 5 * found->standard_error);
    BOOST_TEST(found->standard_error > 0);
    BOOST_TEST(found->standard_error < 0.05 * std::abs(exact));
    BOOST_TEST(!verify::run_method(problem, options("network", folder.path())).loss_estimate.has_value());
  }
}

BOOST_AUTO_TEST_SUITE_END()
