#pragma once

#include "paper-figs/figure/figure.hpp"

namespace featdyn::figures {

// Where the denoiser's balance comes from and where it ends.
Plan plan_wide_limit(const Request& request);
Plan plan_autoencoders(const Request& request);

}  // namespace featdyn::figures
