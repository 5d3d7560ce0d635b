#pragma once

#include <string>
#include <vector>

#include "verify/compare/compare.hpp"

namespace featdyn::verify {

/// The methods that are compared unless others are asked for.
std::vector<std::string> compared_methods(const numerics::Settings& settings);

/// Throws InputError where these are not two or more different methods, an exact one first, or the settings do
/// not allow one of them.
void require_comparable(const std::vector<std::string>& methods, const numerics::Settings& settings,
                        int digits);

/// Runs every method and compares it with the first; the flow and Monte Carlo by their own tests, the others by
/// rounding. With more than a double's digits the recurrence is judged by one of so many, too.
Comparison compare(const numerics::Problem& problem, const std::vector<std::string>& methods, int digits,
                   bool quiet);

}  // namespace featdyn::verify
