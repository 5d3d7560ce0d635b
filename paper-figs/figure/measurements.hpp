#pragma once

#include "verify/grid/measurement.hpp"

namespace featdyn::figures {

// What figures measure of a run beside the measurements of verify/. A row may hold several lines.

/// The recurrence at its record steps. Columns: step; signal, noise (mean overlaps), ratio.
verify::Measurement trajectory();

/// The last step of the recurrence. Columns: ratio of the mean overlaps; log10_ratio.
verify::Measurement final_ratio();

/// The mean overlaps at the last step of a run with two signals. Columns: signal_1, signal_2, noise.
verify::Measurement final_overlaps();

/// The mean |growth| of the signal overlaps over that of the noise overlaps at T_1, as theory/theorems/theorem-3.1.ratio.toml
/// has it, to the next step. Columns: growth_ratio.
verify::Measurement growth_ratio();

/// The ratio where training ends, in the column of the branch that it ends on; NaN in the others. Columns:
/// symmetric, turned_signal and turned_noise (by one neuron or more), both (or more kinds), unsettled (not
/// there within `longest` steps).
verify::Measurement ratio_by_branch(long longest);

/// The laws of the branches at the setting's effective dimension. Columns: symmetric; turned_signal,
/// turned_noise (one neuron, found by training: some seconds).
verify::Measurement symmetric_law();
verify::Measurement turned_laws();

/// Recurrence, network and gradient flow from the same start. Columns: step; signal and noise of the three;
/// network_gap and flow_gap, the largest difference of an overlap from the recurrence's.
verify::Measurement method_gaps();

/// The largest difference of an overlap between recurrence and flow at the same times, over all records.
verify::Measurement flow_distance();

/// The recurrence in double and with 20, 30 and 50 digits beside one with `reference_digits`. Columns: step;
/// double, digits_20, digits_30, digits_50: digits agreed, -log10(largest difference of an overlap / largest
/// overlap); signal, noise.
verify::Measurement digits_agreed();
inline constexpr int reference_digits = 70;

/// The certified enclosure of the exact run by intervals of 20, 40 and 80 digits. Columns: step; width_20,
/// width_40, width_80: the decimal logarithm of the widest enclosure of an
/// overlap, NaN while it is 0 and once it is above 1.
verify::Measurement enclosure_width();

}  // namespace featdyn::figures
