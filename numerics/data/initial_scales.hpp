#pragma once

#include "numerics/data/dataset.hpp"

namespace featdyn::numerics {

/// W(0), neurons x d, as make_initial_weights makes it, with other standard deviations along the patches
/// where the settings have them, or as make_aligned_weights does.
Matrix<double> make_scaled_weights(const Settings& settings, const Dataset& data);

/// Gives random initial weights other standard deviations along the patches: w is split along the
/// orthonormal directions that Gram and Schmidt make of the signals, then of the noise patches in their
/// order (patches that depend on those before have none), and each part is scaled from init.std to
/// init.signal_std or init.noise_std, where they are given; what is orthogonal to all patches stays. The same
/// bits on every machine. Throws InputError where signal_std is of another length than the signals.
void scale_along_patches(const Settings& settings, const Dataset& data, Matrix<double>& weights);

}  // namespace featdyn::numerics
