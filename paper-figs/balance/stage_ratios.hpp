#pragma once

#include "verify/grid/measurement.hpp"

namespace featdyn::figures {

/// Below this ratio pictures show the signal as forgotten.
inline constexpr double least_ratio_shown = 1e-4;

/// The ratio of the mean signal and noise overlaps where the stages of a run say that signal and noise have been
/// learned (their growth has passed the start; numerics/training/events.hpp), and at rest: settled
/// (verify/experiment/settled.hpp) within `longest` steps. Columns: t_signal, t_noise (steps), at_signal, at_noise, at_rest,
/// shown_at_rest (the same, but at least least_ratio_shown), signal_at_rest, noise_at_rest (mean overlaps), steps; NaN
/// for what was not reached, and for a ratio where the noise is forgotten too.
verify::Measurement stage_ratios(long longest);

}  // namespace featdyn::figures
