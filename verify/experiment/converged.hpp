#pragma once

#include "verify/experiment/trainer.hpp"
#include "verify/grid/grid.hpp"
#include "verify/points/branching.hpp"

namespace featdyn::verify {

/// Trains the denoiser until it has settled (settled.hpp), at most `longest` steps.
/// Columns: ratio, loss, gradient_norm, steps, settled (1 where it got there), turned_signal, turned_noise,
/// turned_both, relative_gradient (over the largest so far). The ratio is NaN where overlaps were forgotten.
Measurement converged(const Trainer& trainer, long longest);

}  // namespace featdyn::verify
