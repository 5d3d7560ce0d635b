#include "verify/compare/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "verify/run/methods.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;

std::string entry_name(const Quantity& quantity, Index row, Index column) {
  const std::string name = quantity.name;
  if (name == "overlaps") return fmt::format("neuron {}, patch {}", row, column);
  if (name == "gram") return fmt::format("neurons {} and {}", row, column);
  return "";
}

/// nan and infinity count as an unbounded difference.
double finite_or_infinite(double value) {
  return std::isfinite(value) ? value : std::numeric_limits<double>::infinity();
}

/// One quantity of two runs at one record.
struct Pair {
  double largest;  ///< entry of |difference|
  double size;     ///< largest entry of the reference
  Index row, column;
};

std::optional<Pair> pair_at(const Quantity& quantity, const RunSeries& reference, const RunSeries& other,
                            std::size_t k) {
  const Matrix<double> a = quantity.at(reference, k), b = quantity.at(other, k);
  if (a.size() == 0 || b.size() == 0) return std::nullopt;
  Pair pair{};
  const Matrix<double> moved = (b - a).cwiseAbs();
  pair.largest = finite_or_infinite(moved.maxCoeff<Eigen::PropagateNaN>(&pair.row, &pair.column));
  pair.size = a.cwiseAbs().maxCoeff();
  return pair;
}

Difference difference_of(const Quantity& quantity, const RunSeries& reference, const RunSeries& other,
                         const std::vector<double>* expected) {
  Difference result{.quantity = quantity.name,
                    .reference = reference.method,
                    .other = other.method,
                    .largest = {},
                    .expected = {},
                    .worst_entry = {}};
  double worst = -1, largest_size = 0;
  for (std::size_t k = 0; k < std::min(reference.records.size(), other.records.size()); ++k) {
    const auto pair = pair_at(quantity, reference, other, k);
    const double largest = pair ? pair->largest : 0, size = pair ? pair->size : 0;
    const double allowed = expected ? (*expected)[k] : size;
    result.largest.push_back(largest);
    result.last_step = reference.records[k].step;
    if (expected) result.expected.push_back((*expected)[k]);
    largest_size = std::max(largest_size, size);
    const double doubt = expected && pair ? std::max(largest, allowed) : largest;
    if (const double left = agreeing_digits(doubt, std::max(size, quantity.least * largest_size));
        left < result.least_digits)
      result.least_digits = left, result.least_step = reference.records[k].step;
    const double relative = largest == 0 ? 0 : finite_or_infinite(largest / allowed);
    if (!pair || !(relative > worst)) continue;
    worst = relative;
    result.worst = relative;
    result.worst_step = reference.records[k].step;
    result.worst_entry = entry_name(quantity, pair->row, pair->column);
    result.digits_agreed = agreeing_digits(largest, size);
  }
  return result;
}

double largest_entry(const RunSeries& a, const RunSeries& b) {
  double largest = 0;
  for (std::size_t k = 0; k < std::min(a.A.size(), b.A.size()); ++k)
    largest = std::max(largest, (a.A[k] - b.A[k]).cwiseAbs().maxCoeff());
  return largest;
}

}  // namespace

double agreeing_digits(double difference, double size) {
  if (difference == 0) return 17;
  const double left = -std::log10(difference / size);
  return left > 0 ? std::min(left, 17.0) : 0;
}

std::vector<Verdict> Comparison::verdicts() const {
  std::vector<Verdict> result;
  for (const BudgetLine& line : budget) result.push_back(line.verdict);
  for (const RunSeries& run : runs)
    if (!why_it_ended(run.outcome).empty()) result.push_back(Verdict::undecided);
  return result;
}

std::vector<Difference> differences(const RunSeries& reference, const RunSeries& other,
                                    const RoundingExpectation* expected) {
  std::vector<Difference> result;
  for (std::size_t q = 0; q < quantities().size(); ++q)
    result.push_back(
        difference_of(quantities()[q], reference, other, expected ? &expected->by_quantity[q] : nullptr));
  return result;
}

namespace {

/// Whether what rounding may do reaches the size of the overlaps, so that a difference says nothing.
bool no_digit_is_left(const RunSeries& run, const RoundingExpectation& expected) {
  const double all_digits = std::pow(10, -least_digits_judged);
  for (std::size_t k = 0; k < std::min(run.A.size(), expected.by_quantity[0].size()); ++k)
    if (!(rounding_allowance * expected.by_quantity[0][k] < all_digits * run.A[k].cwiseAbs().maxCoeff()))
      return true;
  return false;
}

}  // namespace

BudgetLine judge_rounding(const RunSeries& reference, const RunSeries& other,
                          const std::vector<Difference>& all, const RoundingExpectation& expected) {
  BudgetLine line{.cause = fmt::format("rounding: {} against {}", other.method, reference.method),
                  .size = 0,
                  .expected = rounding_allowance,
                  .detail = {}};
  for (const Difference& difference : all)
    if (!difference.expected.empty() && difference.worst >= line.size) {
      line.size = difference.worst;
      line.detail = fmt::format(
          "largest difference of {} is {:.2g} times the expected rounding (allowed {:g}), at step {}{}{}, "
          "{:.1f} digits agree there; one step's rounding {:.1e}",
          difference.quantity, difference.worst, rounding_allowance, difference.worst_step,
          difference.worst_entry.empty() ? "" : ", ", difference.worst_entry, difference.digits_agreed,
          expected.unit);
    }
  // Divergence doubles exponents each step, so that rounding moves its step by at most one.
  const bool end_alike = reference.outcome.status == other.outcome.status &&
                         std::abs(reference.outcome.step - other.outcome.step) <= 1;
  if (!end_alike) line.detail += "; the runs do not end alike";
  const auto fewest = std::ranges::min_element(all, {}, &Difference::least_digits);
  const bool agree = line.size <= rounding_allowance && end_alike;
  const bool enough = fewest == all.end() || fewest->least_digits >= least_digits_judged;
  line.verdict = agree && enough                                  ? Verdict::holds
                 : agree || no_digit_is_left(reference, expected) ? Verdict::undecided
                                                                  : Verdict::fails;
  if (line.verdict == Verdict::undecided)
    line.detail += fmt::format(
        "; rounding leaves {:.1f} digits of {} at step {} (at least {:g} are asked for): compare "
        "fewer steps, or with --digits",
        fewest->least_digits, fewest->quantity, fewest->least_step, least_digits_judged);
  return line;
}

BudgetLine estimate_step_size_error(const numerics::Problem& problem, const RunSeries& recurrence) {
  if (const auto reason = reason_against_flow(problem.settings))
    return {.cause = "step size: recurrence against gradient flow",
            .expected = std::nullopt,
            .detail = "not judged: " + *reason};
  const RunSeries half = collect_refined(problem, 2), quarter = collect_refined(problem, 4);
  const double first = largest_entry(recurrence, half), second = largest_entry(half, quarter);
  const double order = second > 0 ? std::log2(first / second) : 0;
  return {.cause = "step size: recurrence against gradient flow",
          .size = 2 * first,
          .expected = std::nullopt,
          .verdict = Verdict::not_applicable,
          .detail = fmt::format("estimated largest distance of an overlap from the flow {:.2g}, by halving "
                                "the learning rate twice; observed order {:.2f}, 1 for small learning rates",
                                2 * first, order)};
}

}  // namespace featdyn::verify
