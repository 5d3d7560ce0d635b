#pragma once

#include "numerics/spectrum/linear_denoiser.hpp"
#include "verify/grid/measurement.hpp"

namespace featdyn::figures {

/// How many modes have columns; those that the data lack are NaN.
inline constexpr int shown_modes = 6;

/// The paper's learning rate x time: eta t/2 with one layer, eta t/(2 sqrt m) with two.
double paper_time(const numerics::Settings& settings, double time);

/// The law of an aligned start that is the same for all modes, with the scales of the settings.
numerics::LinearDenoiser law_of(const numerics::Settings& settings, numerics::Layers layers);

/// The weights of the modes at the record steps of the recurrence, and their exact laws. Columns: tau (the paper's
/// learning rate x time), weight_1 .., law_1 ..
verify::Measurement mode_weights();

/// The variance of samples along the modes, by gradient flows at every noise scale of the settings, and its
/// exact law. Columns: tau, generated_1 .., law_1 .., error (the largest relative one of the rule over scales); on the
/// last line lambda_1 .. and when the variance passed the harmonic and the geometric mean of its start and its end
/// (between two records by a power law): harmonic_1 .., geometric_1 ...
verify::Measurement generated_variances();

/// When the exact law passes these means, and has come to the part `settled_part` of its end for good, for every mode of
/// the data, and the power laws that the rising modes fit best: nothing is trained. Columns: lambda; for one layer and
/// two harmonic, geometric, settled, fitted_harmonic, fitted_geometric, power_harmonic, power_geometric.
verify::Measurement passage_times();
inline constexpr double settled_part = 0.01;

/// The powers that fit best to the same times. Columns: for one layer and two harmonic, geometric, settled of rising
/// modes, and of falling ones; NaN where there are fewer than three.
verify::Measurement passage_powers();

/// When the weight of each mode of a gradient flow passes half its end, and when the law of an aligned start does. Columns:
/// lambda, start (its weight at step 0), half, law, apart (|half/law - 1|).
verify::Measurement half_times();

}  // namespace featdyn::figures
