#include "verify/report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace featdyn::verify {

std::string shown(const std::optional<double>& value) {
  return value ? fmt::format("{:.4g}", *value) : "";
}

std::string shown(const std::optional<double>& value, const std::optional<double>& error) {
  if (!value || !error || !std::isfinite(*error) || !(*error > 1e-4 * std::abs(*value))) return shown(value);
  const int places = 1 - static_cast<int>(std::floor(std::log10(*error)));
  const bool plain = places >= 0 && places <= 6 && std::abs(*value) < 1e6;
  return plain ? fmt::format("{:.{}f} ± {:.{}f}", *value, places, *error, places)
               : fmt::format("{:.4g} ± {:.2g}", *value, *error);
}

std::string shown(const std::optional<Range>& range) {
  return range ? fmt::format("[{:.4g}, {:.4g}]", range->low, range->high) : "";
}

std::string shown_margin(const std::optional<double>& margin) {
  if (margin && std::isnan(*margin)) return "nan";  // of either sign
  return margin ? fmt::format("{:+.3g}", *margin) : "";
}

}  // namespace featdyn::verify
