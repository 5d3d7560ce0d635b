#pragma once

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "numerics/problem/problem.hpp"

namespace featdyn::testing {

/// A folder that is gone when the test is over.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "featdyn-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& file) const { return path_ / file; }

 private:
  std::filesystem::path path_;
};

/// A small two-patch problem; the line numbers of its keys are used by tests of messages.
inline const char* const small_settings =
    "[data]\n"                     // 1
    "model = \"two-patch\"\n"      // 2
    "dimension = 12\n"             // 3
    "samples = 4\n"                // 4
    "signal_norm = 1.5\n"          // 5
    "[network]\n"                  // 6
    "objective = \"diffusion\"\n"  // 7
    "width = 3\n"                  // 8
    "activation = [0, 0, 1]\n"     // 9
    "[diffusion]\n"                // 10
    "time = 0.2\n"                 // 11
    "[init]\n"                     // 12
    "std = 0.1\n"                  // 13
    "[training]\n"                 // 14
    "learning_rate = 0.01\n"       // 15
    "steps = 40\n"                 // 16
    "record_every = 10\n";         // 17

using Overrides = std::vector<std::string>;

/// The small settings with "key.path=value" overrides.
inline numerics::Settings settings(const Overrides& overrides = {}) {
  auto document = numerics::Document::from_text(small_settings, "small.toml", std::filesystem::path());
  for (const std::string& assignment : overrides) document.set(assignment);
  return numerics::read_settings(std::move(document));
}

/// The small settings with these lines in place of signal_norm, from line 5 on.
inline numerics::Settings settings_with_signals(const std::string& lines, const Overrides& overrides = {}) {
  std::string text = small_settings;
  text.replace(text.find("signal_norm = 1.5"), 17, lines);
  auto document = numerics::Document::from_text(text, "f.toml", std::filesystem::path());
  for (const std::string& assignment : overrides) document.set(assignment);
  return numerics::read_settings(std::move(document));
}

inline numerics::Problem problem(const Overrides& overrides = {}) {
  return numerics::make_problem(settings(overrides));
}

/// Entries a sin(b + i): fixed numbers of order a without symmetry.
inline numerics::Matrix<double> waves(numerics::Index rows, numerics::Index columns, double a, double b) {
  numerics::Matrix<double> result(rows, columns);
  for (numerics::Index i = 0; i < result.size(); ++i)
    result.data()[i] = a * std::sin(b + static_cast<double>(i));
  return result;
}

/// Three samples of three patches in R^d for any small d: five distinct patches, one in every sample, one
/// twice in the same; labels +1, -1, +1.
inline numerics::Problem tiny_problem(const Overrides& overrides, numerics::Index d = 2) {
  numerics::Problem result{.settings = settings(overrides), .data = {}, .weights = {}};
  result.data.patches = waves(5, d, 0.8, 0.3);
  result.data.info = {{true, 1}, {true, -1}, {false, 1}, {false, -1}, {false, 1}};
  result.data.sample_patches.resize(3, 3);
  result.data.sample_patches << 0, 1, 2, 1, 3, 3, 4, 1, 0;
  result.data.labels = {1, -1, 1};
  result.weights = waves(result.settings.neurons(), d, 0.4, 1.1);
  return result;
}

/// Activations that reach every branch of the kernels: even, odd, mixed, with constant and linear part.
inline const std::vector<std::string> activations{"[0, 0, 1]", "[0, 0, 0, 1]", "[0.25, 0, 1, 0.5]",
                                                  "[0, 1, 0.5]"};
inline const std::vector<std::string> targets{"noise", "data", "velocity", "flow"};

}  // namespace featdyn::testing
