#pragma once

#include "verify/grid/measurement.hpp"

namespace featdyn::verify {

/// The last row of the trajectory.csv that `featdyn run` writes (its columns), n_snr_squared (n SNR^2, where
/// all signals have one), and t_signal and t_noise: the first step at which the mean growth of that kind of
/// overlap reaches its initial root mean square, over every step, recorded or not; of the flow time / learning
/// rate. In double, the flow to its default tolerance.
Measurement end_values(const std::string& method);

}  // namespace featdyn::verify
