#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "numerics/scalar/arb_number.hpp"
#include "numerics/training/train.hpp"
#include "tests/drawn_settings.hpp"
#include "verify/run/rounding_watch.hpp"

BOOST_AUTO_TEST_SUITE(verify_agreement)

using namespace featdyn;
using namespace featdyn::testing;
using namespace featdyn::verify;
using numerics::BigReal;

namespace {

/// What a run says of itself: its columns, each with the digits that it claims.
struct Claimed {
  struct Value {
    const char* column;
    double value, digits;
  };
  long step;
  std::vector<Value> values;
};
struct Run {
  std::string name;
  numerics::Outcome outcome;
  std::vector<Claimed> records;
};

std::optional<double> column(const numerics::Record<double>& record, const std::string& name) {
  if (name == "loss") return record.loss;
  if (name == "signal_max") return record.signal_max;
  if (name == "signal_mean") return record.signal_mean;
  if (name == "noise_max") return record.noise_max;
  if (name == "noise_mean") return record.noise_mean;
  if (name == "ratio") return record.ratio;
  if (name == "weight_norm_sq_mean") return record.weight_norm_sq_mean;
  return record.gradient_norm;
}

Claimed claimed(const numerics::Record<double>& record, const std::vector<DigitsLeft>& digits) {
  Claimed result{.step = record.step, .values = {}};
  for (const DigitsLeft& left : digits)
    if (const auto value = column(record, left.column); value && left.end)
      result.values.push_back({.column = left.column, .value = *value, .digits = *left.end});
  return result;
}

template <class M>
Run run_of(const std::string& name, M& method, const numerics::Problem& problem, const FlowPlan& plan,
           int digits) {
  using R = typename M::Real;
  Run run{.name = name, .outcome = {}, .records = {}};
  auto stages = numerics::stage_times<R>(problem);
  const auto selection = numerics::started(numerics::select_overlaps(problem), stages.start());
  RoundingWatch<M> watch(method, problem, selection, plan, digits);
  const numerics::Observer<R> observer{
      .record =
          [&](const numerics::Snapshot<R>& now) {
            watch.record(now.record);
            run.records.push_back(claimed(rounded(now.record), watch.digits()));
          },
      .visit = [&](long, const auto&, const auto&) { watch.follow(); }};
  run.outcome = numerics::train(method, selection, numerics::learning_rate<R>(problem.settings),
                                numerics::RecordSteps(problem.settings.training), observer);
  return run;
}

/// Where a run diverges, with a record at each step: its digits may go between the records.
template <class R>
Run run_by(const std::string& method, const numerics::Problem& problem, const char* integrator = nullptr) {
  const int digits = std::is_same_v<R, double> ? 17 : 30;
  FlowChoice choice;
  if (integrator != nullptr) choice.integrator = integrator;
  const FlowPlan plan = plan_flow(choice, problem.settings, digits);
  const std::string name = fmt::format("{} {} {}", method, integrator ? integrator : "", digits);
  Run run = with_method<R>(
      method, problem, [&](auto& object) { return run_of(name, object, problem, plan, digits); }, plan);
  if (run.outcome.status != numerics::Status::diverged || problem.settings.training.record_every == 1)
    return run;
  numerics::Problem closer = problem;
  closer.settings.training.record_every = 1;
  return run_by<R>(method, closer, integrator);
}

Run long_run_by(const std::string& method, const numerics::Problem& problem) {
  const numerics::PrecisionScope scope(numerics::bits_of_digits(30 + numerics::guard_digits));
  return run_by<BigReal>(method, problem);
}

/// Both claims are estimates from random signs: a factor of ten of their sum is left to chance.
constexpr double chance = 10;

std::string disagreement(const Claimed& a, const Claimed& b) {
  for (const auto& x : a.values)
    for (const auto& y : b.values) {
      if (x.column != std::string(y.column)) continue;
      const double error = std::pow(10, -x.digits) + std::pow(10, -y.digits) + 0x1p-53;
      if (error * chance < 1 &&
          !(std::abs(x.value - y.value) <= chance * error * std::max(std::abs(x.value), std::abs(y.value))))
        return fmt::format("step {}: {} {:.17g} with {:.1f} digits, {:.17g} with {:.1f}", a.step, x.column,
                           x.value, x.digits, y.value, y.digits);
    }
  return "";
}

/// Whether all digits of a run are gone at the end, so that its divergence may come at any step.
bool lost(const Run& run) {
  if (run.records.empty()) return true;
  for (const auto& value : run.records.back().values)
    if (value.digits < 2) return true;
  return false;
}

/// A solver may give up, and says so; a kink of the activation is too much for some.
bool gave_up(const Run& run) {
  return run.outcome.status == numerics::Status::failed;
}

std::string disagreement(const Run& a, const Run& b) {
  if (!gave_up(a) && !gave_up(b) && !lost(a) && !lost(b) &&
      (a.outcome.status != b.outcome.status || std::abs(a.outcome.step - b.outcome.step) > 1))
    return fmt::format("one ends at step {}, the other at {}", a.outcome.step, b.outcome.step);
  for (const Claimed& record : a.records) {
    const auto same = std::ranges::find(b.records, record.step, &Claimed::step);
    if (same == b.records.end()) continue;
    if (const auto found = disagreement(record, *same); !found.empty()) return found;
  }
  return "";
}

std::vector<Run> exact_runs(const numerics::Problem& problem) {
  std::vector<Run> runs;
  for (const char* method : {"recurrence", "network", "decomposition"})
    runs.push_back(run_by<double>(method, problem));
  const bool is_short = problem.settings.training.steps <= 40;
  if (!is_short || !problem.settings.architecture.function.empty()) return runs;
  for (const char* method : {"recurrence", "network", "decomposition"})
    runs.push_back(long_run_by(method, problem));
  return runs;
}

std::vector<Run> flows(const numerics::Problem& problem) {
  if (reason_against_flow(problem.settings) || problem.settings.training.steps > 40) return {};
  std::vector<Run> runs{run_by<double>("ode", problem, "fehlberg78"),
                        run_by<double>("ode", problem, "dopri5")};
  if (!problem.settings.architecture.function.empty()) return runs;
  runs.push_back(run_by<double>("ode", problem, "taylor"));
  if (problem.settings.training.steps <= 10) runs.push_back(long_run_by("ode", problem));
  return runs;
}

/// All that the runs say, with --log_level=message.
void show(const std::vector<Run>& runs) {
  for (const Run& run : runs)
    for (const Claimed& record : run.records) {
      std::string line = fmt::format("{} step {}", run.name, record.step);
      for (const auto& [column, value, digits] : record.values)
        line += fmt::format(", {} {:.17g} ({:.1f})", column, value, digits);
      BOOST_TEST_MESSAGE(line);
    }
}

void check_all(const std::vector<Run>& runs) {
  show(runs);
  for (std::size_t i = 1; i < runs.size(); ++i) {
    const std::string found = disagreement(runs[0], runs[i]);
    BOOST_TEST(found == "", runs[0].name << " and " << runs[i].name << " " << found);
  }
}

/// How many settings are drawn: FEATDYN_DRAWS of them from number FEATDYN_FIRST_DRAW on, else a few hundred.
std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// Asks all methods about the settings of that number, unless they are refused.
bool is_refused(std::uint64_t number) {
  const TemporaryFolder folder;
  const DrawnSettings drawn(number, folder);
  BOOST_TEST_CONTEXT("draw " << number << "\n" << drawn.text()) {
    try {
      const numerics::Problem problem = numerics::make_problem(drawn.settings());
      check_all(exact_runs(problem));
      check_all(flows(problem));
    } catch (const numerics::InputError& error) {
      if (std::getenv("FEATDYN_DRAWS")) BOOST_TEST_MESSAGE(number << ": " << error.what());
      return true;
    }
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(methods_agree_to_the_digits_that_they_claim_on_settings_drawn_at_random) {
  const std::uint64_t first = number_of("FEATDYN_FIRST_DRAW", 1), count = number_of("FEATDYN_DRAWS", 200);
  std::uint64_t refused = 0;
  for (std::uint64_t number = first; number < first + count; ++number) refused += is_refused(number) ? 1 : 0;
  BOOST_TEST(3 * refused < count);
}

/// 33694: a loss that changes its sign, where two flows erred alike.
BOOST_AUTO_TEST_CASE(draws_that_disagreed_once_agree) {
  for (const std::uint64_t number : {3853U, 33694U}) BOOST_TEST(!is_refused(number));
}

BOOST_AUTO_TEST_SUITE_END()
