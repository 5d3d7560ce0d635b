#pragma once

#include <string>
#include <vector>

#include "theory/formula/grammar.hpp"
#include "verify/theorem/judge/judge_theorem.hpp"

namespace featdyn::testing {

/// The smallest settings that theorems are tried on: a denoiser with d = 40, n = 6, m = 4 and 30 steps.
inline const char* const small_denoiser = R"(
[settings.data]
model = "two-patch"
dimension = 40
samples = 6
signal_norm = 2
[settings.network]
objective = "diffusion"
width = 4
activation = [0, 0, 1]
[settings.diffusion]
time = 0.2
[settings.init]
std = 0.02
[settings.training]
learning_rate = 0.01
steps = 30
)";

/// The same data for a classifier.
inline const char* const small_classifier = R"(
[settings.data]
model = "two-patch"
dimension = 40
samples = 6
signal_norm = 2
[settings.network]
objective = "classification"
width = 4
activation = [0, 0, 1]
[settings.init]
std = 0.02
[settings.training]
learning_rate = 0.1
steps = 30
)";

/// Settings of a weak start, where the first step is its law to a part in a thousand, and lines before them.
inline std::string weak_start(const std::string& more = "") {
  std::string settings = small_denoiser;
  settings.replace(settings.find("std = 0.02"), 10, "std = 1e-4");
  return more + settings;
}

/// Judged without confirmation, attacks and negative controls unless asked for.
struct Judging {
  bool attacks = false, confirms = false;
};
inline std::vector<verify::Finding> judged(const std::string& text, const Judging& how = {}) {
  verify::RunStore store = verify::RunStore::in_memory();
  const verify::Theorem theorem = verify::read_theorem({.text = text, .file = "test.toml", .folder = {}});
  return verify::judge_theorem(theorem, {.store = store, .confirms = how.confirms, .attacks = how.attacks});
}

/// A theorem with these lines of conclude, on these settings.
inline std::string theorem_of(const std::vector<std::string>& conclusions,
                              const std::string& rest = small_denoiser) {
  std::string text = "conclude = [\n";
  for (const std::string& line : conclusions) text += "  \"" + line + "\",\n";
  return text + "]\n" + rest;
}

/// The verdict of one conclusion alone.
inline verify::Verdict verdict_of(const std::string& conclusion, const std::string& rest = small_denoiser) {
  return judged(theorem_of({conclusion}, rest)).front().verdict;
}

}  // namespace featdyn::testing
