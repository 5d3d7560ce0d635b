#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "numerics/settings/settings.hpp"
#include "theory/derivation.hpp"

namespace featdyn::verify {

/// Throws InputError where nothing is derived of these settings, or no memory holds it; says how long it takes
/// where that is long.
void require_derivable(const numerics::Settings& settings, bool quiet);

/// The identities that the derivation rests on; none where it has no kernels.
std::vector<theory::Identity> identities_of(const numerics::Settings& settings);

/// Definitions, identities with their verdicts, and where they are written loss, gradient, step and flow.
nlohmann::ordered_json derivation_json(const numerics::Settings& settings);

/// As "text", "latex", or the Python source of "sympy" or "numpy". Throws InputError where there is no step as a
/// function of A and G ("numpy").
std::string derivation_text(const numerics::Settings& settings, const std::string& format);

}  // namespace featdyn::verify
