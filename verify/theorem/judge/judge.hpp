#pragma once

#include <set>
#include <string>

#include "verify/theorem/run/environment.hpp"

namespace featdyn::verify {

/// Where and how statements are judged.
struct Judging {
  const Environment& environment;
  const std::vector<std::string>& indices;  ///< the bound ones, in the order of a Spot
  const std::set<std::string>& constants;   ///< names that are no part of a law
};

/// What a statement is found to be in one run, along its free indices. `A = Theta(B)` holds where A / B is a
/// positive number (for O a number): its constant is chosen over the whole domain (fitted_constants.hpp). Quantifiers over
/// steps come from the environment; crossings are not judged here.
Readings judge(const formula::Condition& condition, const Judging& judging);
/// Of a statement without free indices.
Reading reading_of(const formula::Condition& condition, const Judging& judging);

/// A quantifier over steps, taken apart: `for all r, k <= T, i: ...` is `for all r` of the condition that
/// begins with the step, and that one at a step is `for all i: ...`. Null where there is no step.
formula::Condition step_part(const formula::Quantified& quantified);
Readings judge_at_step(const formula::Quantified& over_steps, const Judging& judging);

/// A formula without the named constants that multiply it, and their product.
struct Law {
  formula::Expression rest;
  std::vector<std::pair<std::string, int>> constants;  ///< name and power, 1 or -1
};
Law without_constants(const formula::Expression& expression, const std::set<std::string>& constants);
double factor_of(const Law& law, const Environment& environment);

}  // namespace featdyn::verify
