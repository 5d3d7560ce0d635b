#pragma once

#include <string>

#include "tests/problems.hpp"

namespace featdyn::testing {

/// A linear denoiser of eight modes at alpha = beta = 1 from an aligned start, in R^8.
inline const char* const spectral_settings = R"([data]
model = "spectrum"
spectrum = [10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.001]
[network]
objective = "diffusion"
width = 8
activation = [0, 1]
[diffusion]
alpha = 1
beta = 1
target = "data"
[init]
modes = 0.1
[training]
learning_rate = 0.02
steps = 100
record_every = 10
)";

inline numerics::Settings settings_of(const std::string& text, const Overrides& overrides = {}) {
  auto document = numerics::Document::from_text(text, "s.toml", std::filesystem::path());
  for (const std::string& assignment : overrides) document.set(assignment);
  return numerics::read_settings(std::move(document));
}

inline numerics::Settings spectral(const Overrides& overrides = {}) {
  return settings_of(spectral_settings, overrides);
}

inline numerics::Problem spectral_problem(const Overrides& overrides = {}) {
  return numerics::make_problem(spectral(overrides));
}

}  // namespace featdyn::testing
