#pragma once

#include "verify/grid/measurement.hpp"

namespace featdyn::verify {

/// The ratio on the symmetric branch with m neurons, whatever the setting's own width, for exactly orthogonal patches and
/// d >= n + m + 1. Columns: ratio.
Measurement branch_ratio(double m);

/// Where training of m equal neurons ends (numerics/methods/class_recurrence.hpp): orthogonal off the patches, of squared
/// norm sigma_0^2 d there, with overlaps sigma_0 |x_p|; learning rate 0.02 (m / 20)^(1/3) where the signal is weak and
/// less in proportion where n SNR^2 > 1. Columns: ratio (NaN where |grad L| has not fallen to 1e-6 of its largest value
/// within `longest` steps), steps.
Measurement trained_equals(double m, long longest);

}  // namespace featdyn::verify
