#include "verify/compare/flow_check.hpp"

#include <fmt/format.h>

#include <cmath>

#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/worst.hpp"
#include "verify/run/methods.hpp"

namespace featdyn::verify {
namespace {

double largest_distance(const RunSeries& a, const RunSeries& b) {
  double largest = 0;
  for (std::size_t k = 0; k < std::min(a.A.size(), b.A.size()); ++k)
    largest = numerics::worst_of(largest, (a.A[k] - b.A[k]).cwiseAbs().maxCoeff<Eigen::PropagateNaN>());
  return largest;
}

/// Which of these runs has no end that the others could be held against, and why; empty where all have one.
std::string what_has_no_end(std::initializer_list<std::pair<std::string, const RunSeries*>> runs) {
  for (const auto& [name, run] : runs)
    if (const std::string why = why_it_ended(run->outcome); !why.empty())
      return fmt::format("not judged: {}: {}", name, why);
  return {};
}

BudgetLine undecided(const std::string& cause, const std::string& why) {
  return {.cause = cause, .expected = std::nullopt, .verdict = Verdict::undecided, .detail = why};
}

/// The digits of the largest overlap that agree at every record.
double digits_kept(const RunSeries& a, const RunSeries& b) {
  double digits = 17;
  for (const Difference& difference : differences(a, b, nullptr))
    if (difference.quantity == "overlaps") digits = difference.least_digits;
  return digits;
}

RunSeries flow_by(const numerics::Problem& problem, const char* integrator, const char* tolerance) {
  const FlowPlan plan = plan_flow({.integrator = integrator, .tolerance = tolerance}, problem.settings);
  return with_method<double>(
      "ode", problem, [&](auto& flow) { return collect_with_bar(integrator, flow, problem); }, plan);
}

/// The recurrence in long numbers, its records rounded to double.
RunSeries long_recurrence(const numerics::Problem& problem) {
  using numerics::BigReal;
  RunSeries series{.method = "recurrence", .outcome = {}, .records = {}, .A = {}, .G = {}};
  ProgressBar bar("recurrence in many digits", problem.settings.training.steps, false);
  const numerics::Observer<BigReal> observer{.record =
                                                 [&](const numerics::Snapshot<BigReal>& now) {
                                                   series.A.push_back(now.A.cast<double>());
                                                   series.G.push_back(now.G.cast<double>());
                                                 },
                                             .proceed = [&](long step) { return bar.update(step), true; }};
  const auto eta = numerics::learning_rate<BigReal>(problem.settings);
  numerics::Recurrence<BigReal> recurrence(problem, numerics::initial_state<BigReal>(problem), eta);
  series.outcome = numerics::train(recurrence, numerics::select_overlaps(problem), eta,
                                   numerics::RecordSteps(problem.settings.training), observer);
  return series;
}

}  // namespace

BudgetLine judge_distance_to_flow(const numerics::Problem& problem, const RunSeries& recurrence,
                                  const RunSeries& flow) {
  const std::string cause = "step size: recurrence against gradient flow";
  const auto without_order = [&](const char* why) {
    return BudgetLine{
        .cause = cause, .size = 0, .expected = 0, .verdict = Verdict::not_applicable, .detail = why};
  };
  if (problem.settings.training.steps == 0) return without_order("no step is made");
  if (const std::string why = what_has_no_end({{"ode", &flow}, {"recurrence", &recurrence}}); !why.empty())
    return undecided(cause, why);
  const RunSeries fine = collect_refined(problem, 4), finer = collect_refined(problem, 8);
  if (const std::string why =
          what_has_no_end({{"a quarter of the learning rate", &fine}, {"an eighth", &finer}});
      !why.empty())
    return undecided(cause, why);
  const double whole = largest_distance(recurrence, flow), quarter = largest_distance(fine, flow),
               eighth = largest_distance(finer, flow);
  if (whole == 0 && quarter == 0 && eighth == 0)
    return without_order("no overlap is apart: there is no order to fit");
  const double order = std::log2(quarter / eighth);
  return {.cause = cause,
          .size = order,
          .expected = 1.0,
          .verdict = std::abs(order - 1) <= 0.1 ? Verdict::holds : Verdict::undecided,
          .detail = fmt::format("largest distance of an overlap {:.3g}, with a quarter of the learning rate "
                                "{:.3g}, with an eighth {:.3g}: fitted order {:.3f}, expected 1 within 0.1",
                                whole, quarter, eighth, order)};
}

BudgetLine judge_integrators(const numerics::Problem& problem, const RunSeries& flow) {
  const char* const first_name = name(plan_flow({}, problem.settings).integrator);
  const bool is_taylor = first_name == std::string("taylor");
  const char* const second_name = is_taylor ? "fehlberg78" : "dopri5";
  const std::string cause = is_taylor ? "integration: Taylor against Fehlberg 7(8)"
                                      : fmt::format("integration: {} against {}", first_name, second_name);
  if (const std::string why = what_has_no_end({{"ode", &flow}}); !why.empty()) return undecided(cause, why);
  const RunSeries second = flow_by(problem, second_name, "1e-12"),
                  rough = flow_by(problem, first_name, "1e-9");
  if (const std::string why = what_has_no_end({{second_name, &second}, {"ode at 1e-9", &rough}});
      !why.empty())
    return undecided(cause, why);
  const double apart = largest_distance(flow, second), allowed = largest_distance(second, rough);
  return {.cause = cause,
          .size = apart,
          .expected = allowed,
          .verdict = !(apart <= allowed)                                ? Verdict::fails
                     : digits_kept(flow, second) >= least_digits_judged ? Verdict::holds
                                                                        : Verdict::undecided,
          .detail = fmt::format(
              "largest distance of an overlap {:.2g} at tolerance 1e-12; {} at 1e-9 is {:.2g} away", apart,
              is_taylor ? "Taylor's method" : first_name, allowed)};
}

BudgetLine judge_digits(const numerics::Problem& problem, const RunSeries& recurrence,
                        const RoundingExpectation& expected, int digits) {
  const numerics::PrecisionScope scope(numerics::bits_of_digits(digits + numerics::guard_digits));
  const RunSeries exact = long_recurrence(problem);
  BudgetLine line{.cause = fmt::format("rounding: double against {} digits", digits),
                  .expected = rounding_allowance,
                  .detail = {}};
  double digits_agreed = 17;
  bool within = exact.A.size() == recurrence.A.size();
  for (std::size_t k = 0; k < std::min(exact.A.size(), recurrence.A.size()); ++k) {
    const double moved = (exact.A[k] - recurrence.A[k]).cwiseAbs().maxCoeff<Eigen::PropagateNaN>();
    const double relative = moved / expected.by_quantity[0][k];
    within = within && relative <= rounding_allowance;
    line.size = std::max(line.size, relative);
    digits_agreed = std::min(digits_agreed, agreeing_digits(moved, exact.A[k].cwiseAbs().maxCoeff()));
  }
  line.verdict = !within                                ? Verdict::fails
                 : digits_agreed >= least_digits_judged ? Verdict::holds
                                                        : Verdict::undecided;
  line.detail = fmt::format(
      "largest difference of an overlap is {:.2g} times the expected rounding (allowed {:g}); at least "
      "{:.1f} digits of the largest overlap agree",
      line.size, rounding_allowance, digits_agreed);
  return line;
}

}  // namespace featdyn::verify
