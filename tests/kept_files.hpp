#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "tests/bytes.hpp"

/// What tests of files that may not be lost share: how refusals begin, and settings that read files.
namespace featdyn::testing {

inline constexpr const char* other_settings = "results of other settings are there";
inline constexpr const char* in_the_way = "a file is in the way";
inline constexpr const char* read_and_written = "what is read would be written";

/// So many numbers without a pattern, as the bytes of an NPY file.
inline std::string wave(std::size_t count) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = std::sin(1.0 + static_cast<double>(i * i % 97));
  return bytes_of(values);
}

/// Settings whose patches, labels and weights are files of these names.
inline std::string file_settings(const std::string& patches, const std::string& labels,
                                 const std::string& weights) {
  return "[data]\nmodel = \"file\"\npatches = \"" + patches + "\"\nlabels = \"" + labels +
         "\"\n[network]\nobjective = \"diffusion\"\nwidth = 2\nactivation = [0, 0, 1]\n[diffusion]\ntime = "
         "0.2\n[init]\nweights = \"" +
         weights + "\"\n[training]\nlearning_rate = 0.01\nsteps = 3\n";
}

}  // namespace featdyn::testing
