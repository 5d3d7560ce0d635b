#include "numerics/linear/instruction_set.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>

#include "numerics/refusal/input_error.hpp"

namespace featdyn::numerics {
namespace {

std::vector<const Kernels*> find_kernels() {
  std::vector<const Kernels*> found;
#if defined(__x86_64__)
  const bool fuses = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (fuses && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    found.push_back(&avx512_kernels);
  if (fuses) found.push_back(&avx2_kernels);
#endif
  found.push_back(&baseline_kernels);
  return found;
}

const Kernels& choose() {
  const char* const wanted = std::getenv(instruction_set_variable);
  return wanted ? kernels_named(wanted) : *available_kernels().front();
}

}  // namespace

const std::vector<const Kernels*>& available_kernels() {
  static const std::vector<const Kernels*> all = find_kernels();
  return all;
}

const Kernels& kernels_named(const std::string& name) {
  std::vector<std::string> names;
  for (const Kernels* each : available_kernels()) {
    if (name == each->name) return *each;
    names.emplace_back(each->name);
  }
  throw InputError(
      {instruction_set_variable, 1},
      fmt::format("no instruction set of this machine, read {}, allowed: {}", name, fmt::join(names, ", ")));
}

const Kernels& kernels() {
  static const Kernels& chosen = choose();
  return chosen;
}

double* panel_memory() {
  alignas(64) thread_local double numbers[panel_room];
  return numbers;
}

}  // namespace featdyn::numerics
