#pragma once

#include "verify/compare/compare.hpp"

namespace featdyn::verify {

/// Recurrence against the gradient flow: the largest distance of an overlap for learning rates eta/4 and
/// eta/8 at equal times must fall in proportion. The fitted order is printed; within 0.1 of 1 the line holds,
/// else it is undecided (learning rates too large for their limit), as it is where a run ends early.
BudgetLine judge_distance_to_flow(const numerics::Problem& problem, const RunSeries& recurrence,
                                  const RunSeries& flow);

/// Taylor's method against Fehlberg 7(8) at equal tolerance: their distance must be no larger than that of
/// the latter to Taylor's method with a tolerance a thousand times as large. Undecided where one does not reach the end.
BudgetLine judge_integrators(const numerics::Problem& problem, const RunSeries& flow);

/// The recurrence in double against `digits` digits: within rounding_allowance of the expected rounding at
/// every record.
BudgetLine judge_digits(const numerics::Problem& problem, const RunSeries& recurrence,
                        const RoundingExpectation& expected, int digits);

}  // namespace featdyn::verify
