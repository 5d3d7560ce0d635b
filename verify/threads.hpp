#pragma once

#include <optional>

namespace featdyn::verify {

inline constexpr int most_threads = 4096;

/// How many threads parallel loops have from now on: `wanted`, else OMP_NUM_THREADS, else one a core, or as
/// many of those as the system gives. Throws InputError where more were asked for than it gives: OpenMP's own
/// library would end the program.
void use_threads(std::optional<int> wanted);

}  // namespace featdyn::verify
