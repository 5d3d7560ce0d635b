#include "verify/run/repeat_line.hpp"

#include <fmt/format.h>

#include "verify/shell_word.hpp"

namespace featdyn::verify {
namespace {

/// A decimal that the option was given as: whole, times a power of 1/10.
std::string decimal_of(theory::Rational value) {
  int places = 0;
  for (; !value.is_integer(); value *= 10) ++places;
  return places == 0 ? value.str() : fmt::format("{}e-{}", value.str(), places);
}

}  // namespace

std::string repeat_line(const RunOptions& options) {
  std::string line =
      fmt::format("featdyn run {} --method {} --digits {}", shell_path(options.directory / "settings.toml"),
                  options.method, options.digits);
  if (options.flow.integrator) line += " --integrator " + *options.flow.integrator;
  if (options.flow.tolerance) line += " --tolerance " + shell_word(*options.flow.tolerance);
  if (options.stages.ratio_limit) line += " --ratio-limit " + decimal_of(*options.stages.ratio_limit);
  if (!options.arrays) line += " --no-arrays";
  return line;
}

}  // namespace featdyn::verify
