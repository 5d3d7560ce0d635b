#pragma once

#include "verify/grid/measurement.hpp"

namespace featdyn::figures {

// What figures of classifiers on generated data measure, by the recurrence.

/// At the record steps. Columns: step; noise_over_signal (mean overlaps of a patch's own class); loss, loss_told;
/// accuracy on fresh samples; signal (the largest overlap of a neuron with its class's signal).
verify::Measurement classifier_course();

/// At the last step. Columns: accuracy, test_error, loss; signal; dead (the share of samples whose noise no neuron of
/// their class sees); signal_over_noise (signal over the largest overlap of a neuron with a sample's noise of its class).
verify::Measurement classifier_end();

/// Means over the second half of the records. Columns: output (of y f over the samples), loss, loss_told.
verify::Measurement classifier_settled();

/// How fast the signal grows in stage 2, a step: the slope of the mean over classes of log max_r <w_{j,r}, mu_j>
/// against the step over the second half of the records. Columns: rate; eta.
verify::Measurement signal_rate();

}  // namespace featdyn::figures
