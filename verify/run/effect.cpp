#include "verify/run/effect.hpp"

#include <fmt/format.h>

namespace featdyn::verify {

void require_effect(const RunOptions& options) {
  if (options.method == "ode") return;
  const auto refuse_idle = [&](const char* option, const std::optional<std::string>& given) {
    if (given)
      throw numerics::InputError(
          {option}, fmt::format("without effect, read {} with method {}, allowed: with method ode, or none",
                                *given, options.method));
  };
  refuse_idle("--integrator", options.flow.integrator);
  refuse_idle("--tolerance", options.flow.tolerance);
}

}  // namespace featdyn::verify
