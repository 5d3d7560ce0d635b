#pragma once

#include "verify/compare/compare.hpp"

namespace featdyn::verify {

/// The probability with which a sound Monte Carlo run may fail one of the tests below.
inline constexpr double family_error = 1e-4;

/// The Monte Carlo gradient at equal weights against the exact one: per overlap of the gradient a t-test over
/// replicates of fresh noise, Bonferroni over the overlaps. At the initial weights and at those where the
/// exact network stands after `steps_later` steps.
BudgetLine test_gradient(const numerics::Problem& problem, long steps_later);

/// Known before anything is run: why test_spread would not judge; nothing where it would.
std::optional<std::string> reason_against_spread(const numerics::Problem& problem, double affordable);

/// Replicate Monte Carlo trajectories around the exact one: the exact mean overlaps must look like one more
/// replicate (prediction interval of Student's t, Bonferroni over records). Not applicable where the
/// replicates would draw more than `affordable` random numbers in all.
BudgetLine test_spread(const numerics::Problem& problem, const RunSeries& exact, double affordable);

}  // namespace featdyn::verify
