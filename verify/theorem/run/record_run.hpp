#pragma once

#include <deque>

#include "verify/theorem/run/observation.hpp"
#include "verify/theorem/run/record.hpp"

namespace featdyn::verify {

/// What a run is asked with: its trainer, what to look at, and the numbers of names at its point.
struct Question {
  const Plan& plan;
  const std::set<std::string>& constants;
  std::function<std::optional<double>(const std::string&)> number;
};

/// No run takes more steps.
inline constexpr long longest_run = 20'000'000;
/// How far beyond the steps of the settings training may come to rest.
long steps_to_rest(const numerics::Settings& settings);

/// Trains, and records what the plan asks for: in one pass, with another where something looks at a later step
/// than it is about.
Recorded record_run(const numerics::Problem& problem, const Trainer& trainer, const Question& question);

}  // namespace featdyn::verify
