#pragma once

#include "verify/run/run.hpp"

namespace featdyn::verify {

/// Throws InputError naming the option where an integrator or a tolerance is asked for and the method follows no
/// flow, so that it would be without effect.
void require_effect(const RunOptions& options);

}  // namespace featdyn::verify
