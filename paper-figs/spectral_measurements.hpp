#pragma once

#include "verify/grid/measurement.hpp"

namespace featdyn::figures {

/// How many modes have columns; those that the data lack are NaN.
inline constexpr int shown_modes = 6;

/// The weights of the modes at the record steps of the recurrence, and their exact laws. Columns: tau (the paper's
/// learning rate x time), weight_1 .., law_1 ..
verify::Measurement mode_weights();

/// The variance of generated samples along the modes, by gradient flows at every noise scale of the settings, and its
/// exact law. Columns: tau, generated_1 .., law_1 .., error (the largest relative one of the rule over scales).
verify::Measurement generated_variances();

/// When the exact law passes the means of start and end, for every mode of the data, and the power law that the
/// rising modes of two layers fit best: nothing is trained. Columns: lambda; harmonic and geometric mean with one layer
/// and two; fitted; exponent.
verify::Measurement passage_times();

}  // namespace featdyn::figures
