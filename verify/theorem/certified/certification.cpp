#include "verify/theorem/certified/certification.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "theory/formula/error.hpp"
#include "verify/certificate/effort.hpp"
#include "verify/certificate/job.hpp"
#include "verify/experiment/trainer.hpp"
#include "verify/grid/grid.hpp"
#include "verify/run/methods.hpp"
#include "verify/theorem/certified/enclosed_statement.hpp"

namespace featdyn::verify {
namespace {

/// Digits of the balls, one attempt after the other.
constexpr int attempts[] = {50, 150};
/// Products of balls for which a theorem's enclosures take about a third of a minute, and a minute; numbers that are
/// kept.
constexpr double most_products = 1.5e8, most_products_in_full = 5e8, most_kept = 2e6, most_made = 4e6;

bool is_rest(const formula::Expression& step) {
  const auto* name = formula::as<formula::Quantity>(step);
  return name && name->name == "rest";
}

/// The steps that a run in double was looked at; all where something was gathered on its way.
KeptSteps kept_steps(const Plan& plan, const Recorded& seen) {
  if (!plan.passages.empty()) return {.steps = {}, .last = seen.reached};
  KeptSteps kept{.steps = {0}, .last = 0};
  for (std::size_t s = 0; s < plan.snapshots.size(); ++s) {
    const double step = seen.snapshots[s].step;
    if (!is_rest(plan.snapshots[s].step) && step >= 0 && step <= static_cast<double>(seen.reached))
      kept.steps.insert(std::lround(step));
  }
  kept.last = *kept.steps.rbegin();
  return kept;
}

/// The step at which training came to rest, where that is looked at.
std::optional<long> rest_step(const Plan& plan, const Recorded& seen) {
  for (std::size_t s = 0; s < plan.snapshots.size(); ++s)
    if (is_rest(plan.snapshots[s].step) && std::isfinite(seen.snapshots[s].step))
      return std::lround(seen.snapshots[s].step);
  return std::nullopt;
}

/// Nothing of the classifier, whose training ends nowhere.
std::optional<EnclosedState> rest_of(const numerics::Problem& problem, long step) {
  const auto& settings = problem.settings;
  if (settings.objective != theory::Objective::diffusion || numerics::has_second_layer(settings) ||
      settings.architecture.one_layer || settings.training.update.batch_size)
    return std::nullopt;
  std::optional<EnclosedState> rest;
  recurrence_trainer().walk(problem, step, [&](const StepState& now) {
    if (now.step == step) rest = enclosed_rest(problem, now.A, now.G);
    return now.step < step;
  });
  return rest;
}

/// Throws NotEnclosed where balls do not know the network.
void require_enclosable(const numerics::Settings& settings) {
  try {
    require_polynomial(settings, "certify");
    require_one_network(settings, "featdyn certify");
  } catch (const numerics::InputError&) {
    throw NotEnclosed("these networks have no exact enclosure");
  }
}

/// One kind of run that is to be enclosed.
struct Ordered {
  numerics::Problem problem;
  KeptSteps kept;
  std::optional<EnclosedState> rest;

  double products() const {
    const Products products = products_of(problem.settings, sizes_of(problem.data));
    return products.first + products.every_step * static_cast<double>(kept.last);
  }
  double numbers() const {
    const auto m = static_cast<double>(problem.settings.neurons());
    const auto steps = static_cast<double>(kept.steps.empty() ? kept.last + 1 : std::ssize(kept.steps));
    return steps * m * (m + static_cast<double>(problem.data.count()));
  }
};
using OrderedRuns = std::map<std::string, Ordered>;

/// Data and weights become balls.
void require_few(const Sizes& sizes, const numerics::Settings& settings) {
  const double vectors = sizes.patches + static_cast<double>(settings.neurons());
  if (!(sizes.dimension * vectors <= most_made)) throw NotEnclosed("it would make too many numbers");
}

OrderedRuns ordered_runs(const Inquiry& inquiry, const DomainPoint& point, int seed, const Showing& showing) {
  OrderedRuns runs;
  for (const auto& [run, record] : showing.records()) {
    const Plan& plan = inquiry.domain_runs().plans().at(run);
    const auto settings =
        vary(point.settings.at(run), {}, static_cast<std::uint64_t>(seed + point.seed_offset));
    require_enclosable(settings);
    if (const auto sizes = sizes_of_settings(settings))
      require_few(*sizes, settings);  // before they are made
    Ordered ordered{
        .problem = numerics::make_problem(settings), .kept = kept_steps(plan, record), .rest = {}};
    if (const auto step = rest_step(plan, record)) ordered.rest = rest_of(ordered.problem, *step);
    runs.emplace(run, std::move(ordered));
  }
  return runs;
}

/// At the working precision; `is_lost`: some run did not come as far as was asked for.
EnclosedStatement::Scenes enclosed_environments(const DomainPoint& point, const Showing& showing,
                                                const OrderedRuns& runs, bool& is_lost) {
  EnclosedStatement::Scenes environments;
  for (const auto& [run, settings] : point.settings) {
    environments[run] = std::make_unique<EnclosedEnvironment>(settings, showing.environment().in_run(run));
    const auto ordered = runs.find(run);
    if (ordered == runs.end()) continue;
    EnclosedRun enclosed = enclosed_run(ordered->second.problem, ordered->second.kept);
    is_lost = is_lost || enclosed.reached < ordered->second.kept.last;
    enclosed.rest = ordered->second.rest;
    environments[run]->set_run(ordered->second.problem, std::move(enclosed));
  }
  return environments;
}

std::pair<Truth, std::string> judged_once(EnclosedStatement statement, const Conclusion& conclusion) {
  try {
    return {statement.truth_of(conclusion.statement), ""};
  } catch (const NotEnclosed& reason) {
    return {Truth::unknown, reason.what()};
  }
}

std::string not_certified(const std::string& why) {
  return "not certified: " + (why.empty() ? "the balls of both sides overlap" : why);
}

}  // namespace

/// With more digits as long as balls are too wide to tell.
Certification::Truths Certification::judged(std::size_t at, int seed) {
  const DomainPoint& point = inquiry_.trials().point(at);
  const auto& conclusions = inquiry_.conclusions();
  const Showings showings = inquiry_.domain_runs().show({{.point = &point, .seed = seed}});
  const OrderedRuns runs = ordered_runs(inquiry_, point, seed, *showings.front());
  double products = 0;
  for (const auto& [run, ordered] : runs) {
    products += ordered.products();
    if (ordered.numbers() > most_kept) throw NotEnclosed("it would keep too many numbers");
  }
  Truths result{.of = std::vector(conclusions.size(), Truth::unknown),
                .why = std::vector<std::string>(conclusions.size())};
  for (const int digits : attempts) {
    work_ += products * digits / attempts[0];
    if (work_ > (inquiry_.options().full() ? most_products_in_full : most_products))
      throw NotEnclosed("it takes too long (longer with --scale full)");
    const numerics::PrecisionScope scope(numerics::bits_of_digits(digits));
    bool needs_more = false;
    const auto environments = enclosed_environments(point, *showings.front(), runs, needs_more);
    for (std::size_t k = 0; k < conclusions.size(); ++k) {
      if (result.of[k] != Truth::unknown) continue;
      std::tie(result.of[k], result.why[k]) =
          judged_once({environments, point.first, inquiry_.stated()}, conclusions[k]);
      needs_more = needs_more || (result.of[k] == Truth::unknown && result.why[k].empty());
    }
    result.digits = digits;
    if (!needs_more) break;
  }
  return result;
}

const Certification::Truths& Certification::truths(std::size_t point, int seed) {
  const auto [at, is_new] = known_.try_emplace({point, seed});
  if (!is_new) return at->second;
  try {
    at->second = judged(point, seed);
  } catch (const NotEnclosed& reason) {
    const std::size_t count = inquiry_.conclusions().size();
    at->second = {.of = std::vector(count, Truth::unknown),
                  .why = std::vector<std::string>(count, reason.what())};
  }
  return at->second;
}

Certification::Result Certification::refuted(const Truths& by, Answer& answer) {
  answer.verdict = Verdict::fails;
  return {.is_certified = true,
          .detail = fmt::format("refuted by balls of {} digits in the worst run", by.digits)};
}

bool Certification::speaks_of_given_runs() const {
  const auto is_range = [](const DomainAxis& axis) { return axis.kind == DomainAxis::Kind::range; };
  const auto is_sure = [&](std::size_t point) { return inquiry_.probability(point) == 1; };
  return !std::ranges::any_of(inquiry_.domain().axes(), is_range) &&
         std::ranges::all_of(inquiry_.base(), is_sure);
}

Certification::Result Certification::settle(std::size_t conclusion, Answer& answer) {
  const Conclusion& asked = inquiry_.conclusions()[conclusion];
  const bool is_of_each_run = asked.kind == Conclusion::Kind::relation && asked.fitted.empty();
  if (answer.verdict == Verdict::not_applicable || !is_of_each_run) return {};
  if (answer.verdict != Verdict::holds && answer.worst_point &&
      inquiry_.probability(*answer.worst_point) == 1) {
    const Truths& worst = truths(*answer.worst_point, answer.worst_seed);
    if (worst.of[conclusion] == Truth::no) return refuted(worst, answer);
    if (worst.of[conclusion] == Truth::yes) answer.verdict = Verdict::undecided;  // rounding said otherwise
    if (answer.verdict == Verdict::fails) return {.detail = not_certified(worst.why[conclusion])};
  }
  return answer.verdict == Verdict::fails || !speaks_of_given_runs() ? Result{}
                                                                     : confirmed(conclusion, answer);
}

/// In all runs of the domain, and beside it in those that failed and the worst one.
Certification::Result Certification::confirmed(std::size_t conclusion, Answer& answer) {
  int runs = 0, beside = 0, digits = 0;
  for (const Trial& trial : inquiry_.trials().trials()) {
    const bool is_base = std::ranges::find(inquiry_.base(), trial.point) != inquiry_.base().end();
    const Reading reading = inquiry_.reading(trial, conclusion);
    const bool is_worst = trial.point == answer.worst_point && trial.seed == answer.worst_seed;
    if (!is_base && !is_worst && reading.holds) continue;
    const Truths& found = truths(trial.point, trial.seed);
    if (found.of[conclusion] == Truth::no) {
      answer.worst_point = trial.point, answer.worst_seed = trial.seed, answer.worst = reading;
      answer.where = inquiry_.trials().where(trial, reading.spot);
      return refuted(found, answer);
    }
    if (found.of[conclusion] == Truth::unknown) return {.detail = not_certified(found.why[conclusion])};
    runs += is_base ? 1 : 0, beside += is_base ? 0 : 1, digits = std::max(digits, found.digits);
  }
  answer.verdict = Verdict::holds;
  return {.is_certified = true,
          .detail = fmt::format("enclosed by balls of {} digits in {}{}", digits,
                                runs > 1 ? fmt::format("all {} runs of the domain", runs)
                                : inquiry_.domain_runs().needs_runs() ? "the run"
                                                                      : "the settings",
                                beside > 0 ? " and the worst beside it" : "")};
}

}  // namespace featdyn::verify
