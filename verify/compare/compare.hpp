#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verify/compare/rounding.hpp"
#include "verify/compare/series.hpp"
#include "verify/finding/verdict.hpp"

namespace featdyn::verify {

/// How many digits of what has this size agree where a difference is: from 0, also where nothing is known, to 17.
double agreeing_digits(double difference, double size);

/// The difference of one quantity between two methods, over the records they share.
struct Difference {
  std::string quantity, reference, other;
  std::vector<double> largest;   ///< largest entry of |difference|, per record
  std::vector<double> expected;  ///< what its cause accounts for, per record; empty where it is not judged
  double worst = 0;  ///< judged: the largest difference / expected; else the largest difference / size
  long worst_step = 0;
  std::string worst_entry;   ///< "neuron 3, patch 7"
  double digits_agreed = 0;  ///< of the largest entry, where it is worst
  /// The fewest at any record that agree, or that the expected difference leaves; an entry that has decayed far
  /// below its earlier size counts as that part of it which Quantity::least says.
  double least_digits = 17;
  long least_step = 0;
  long last_step = 0;  ///< of the records that both runs have
};

/// One line of the error budget: a cause, its size, what was expected of it, and what follows.
struct BudgetLine {
  std::string cause;
  double size = 0;
  std::optional<double> expected;
  Verdict verdict = Verdict::not_applicable;
  std::string detail;
};

struct Comparison {
  std::vector<RunSeries> runs;
  std::vector<Difference> differences;
  std::vector<BudgetLine> budget;
  /// Of every line of the budget, and `undecided` of every run that did not reach its end.
  std::vector<Verdict> verdicts() const;
};

/// Where fewer digits agree, a difference within the expected rounding says nothing.
inline constexpr double least_digits_judged = 3;

/// How many times the expected rounding a difference may reach: entries of the differences and of the perturbed runs
/// are largest of equally many, so that factors beyond 3 are rare; 10 leaves room for the rounding of the
/// loss's sums.
inline constexpr double rounding_allowance = 10;

/// The differences between two runs; `expected` is absent for methods that differ by more than rounding.
std::vector<Difference> differences(const RunSeries& reference, const RunSeries& other,
                                    const RoundingExpectation* expected);

/// The budget line of rounding between two exact methods: holds when every difference stays within
/// rounding_allowance times what is expected at every record, at least least_digits_judged digits of every
/// quantity agree there, and both runs end alike; undecided where rounding leaves fewer digits.
BudgetLine judge_rounding(const RunSeries& reference, const RunSeries& other,
                          const std::vector<Difference>& all, const RoundingExpectation& expected);

/// Distance to the gradient flow, estimated from runs with half and a quarter of the learning rate; its
/// observed order should be 1. An estimate, not a verdict: both methods take the same steps.
BudgetLine estimate_step_size_error(const numerics::Problem& problem, const RunSeries& recurrence);

}  // namespace featdyn::verify
