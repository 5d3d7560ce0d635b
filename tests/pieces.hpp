#pragma once

#include <algorithm>

#include "tests/problems.hpp"

namespace featdyn::testing {

/// The small settings under these overrides, without diffusion.time where they name several times.
inline numerics::Settings settings_of_pieces(const Overrides& overrides) {
  std::string text = small_settings;
  const bool several = std::ranges::any_of(overrides, [](const std::string& assignment) {
    return assignment.starts_with("diffusion.times") || assignment.starts_with("diffusion.schedule=");
  });
  if (several) text.replace(text.find("time = 0.2"), 10, "");
  auto document = numerics::Document::from_text(text, "pieces.toml", std::filesystem::path());
  for (const std::string& assignment : overrides) document.set(assignment);
  return numerics::read_settings(std::move(document));
}

/// The tiny problem with these settings.
inline numerics::Problem tiny_problem_of_pieces(const Overrides& overrides) {
  auto problem = tiny_problem({});
  problem.settings = settings_of_pieces(overrides);
  problem.weights = waves(problem.settings.neurons(), problem.data.dimension(), 0.4, 1.1);
  return problem;
}

}  // namespace featdyn::testing
