#include "verify/threads.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "numerics/libraries.hpp"
#include "numerics/refusal/input_error.hpp"

namespace featdyn::verify {
namespace {

/// How many threads, this one among them, the system gives at the same time, up to `wanted`.
int given_at_once(int wanted) {
  std::mutex gate;
  std::vector<std::thread> waiting;
  waiting.reserve(static_cast<std::size_t>(wanted));
  {
    const std::lock_guard closed(gate);
    try {
      while (static_cast<int>(waiting.size()) + 1 < wanted)
        waiting.emplace_back([&gate] { const std::lock_guard passed(gate); });
    } catch (const std::system_error&) {  // no more of them
    }
  }
  for (std::thread& thread : waiting) thread.join();
  return static_cast<int>(waiting.size()) + 1;
}

}  // namespace

void use_threads(std::optional<int> wanted) {
  const char* const variable = std::getenv("OMP_NUM_THREADS");
  const bool asked = wanted || (variable != nullptr && *variable != '\0');
  const char* const origin = wanted ? "--threads" : "OMP_NUM_THREADS";
  const int threads = wanted.value_or(omp_get_max_threads());
  if (asked &&
      (threads < 1 || threads > most_threads))  // of a variable beyond int the library makes one below 0
    throw numerics::InputError(
        {origin}, fmt::format("too many threads, read {}, allowed: 1 to {}",
                              wanted ? std::to_string(threads) : std::string(variable), most_threads));
  const int buffers = numerics::reserve_blas_buffers(std::min(threads, most_threads));
  if (buffers == 0) throw std::bad_alloc();
  const int given = given_at_once(buffers);
  if (asked && given < threads)
    throw numerics::InputError(
        {origin},
        fmt::format(
            "more threads than the system gives, read {}, allowed: at most {} under its present limits "
            "(ulimit -u, ulimit -v)",
            threads, given));
  omp_set_num_threads(given);
}

}  // namespace featdyn::verify
