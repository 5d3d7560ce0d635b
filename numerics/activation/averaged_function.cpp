#include "numerics/activation/averaged_function.hpp"

#include <array>
#include <mutex>
#include <utility>

#include "numerics/refusal/input_error.hpp"

namespace featdyn::numerics {
namespace {

constexpr std::size_t averages_kept = 256;

std::array<AveragedFunction, averages_kept>& all_kept() {
  static std::array<AveragedFunction, averages_kept> functions;
  return functions;
}

/// The pointers of one place.
template <std::size_t place>
KeptFunction pointers() {
  return {.jet = [](double z) { return all_kept()[place].jet(z); },
          .mean = [](unsigned order, double a, double v) { return all_kept()[place].mean(order, a, v); },
          .pair = [](const GaussianPair& at) { return all_kept()[place].pair(at); }};
}

template <std::size_t... place>
std::array<KeptFunction, averages_kept> all_pointers(std::index_sequence<place...>) {
  return {pointers<place>()...};
}

}  // namespace

KeptFunction kept(AveragedFunction f) {
  static const std::array<KeptFunction, averages_kept> known =
      all_pointers(std::make_index_sequence<averages_kept>());
  static std::mutex guard;
  static std::size_t taken = 0;
  const std::lock_guard lock(guard);
  if (taken == averages_kept)
    throw InputError({"network", 1},
                     "too many formulas in one process, read " + std::to_string(averages_kept + 1) +
                         " activations and losses, allowed: " + std::to_string(averages_kept));
  KeptFunction result = known[taken];
  if (!f.mean) result.mean = nullptr;
  if (!f.pair) result.pair = nullptr;
  all_kept()[taken++] = std::move(f);
  return result;
}

}  // namespace featdyn::numerics
