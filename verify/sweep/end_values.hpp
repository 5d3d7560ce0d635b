#pragma once

#include "verify/grid/measurement.hpp"

namespace featdyn::verify {

/// What sweep.csv has beside the columns of every trajectory.csv.
struct EndColumns {
  bool loss_told = false, test_error = false;
  long modes = 0;  ///< how many
};
/// What any run of the grid has: settings with [sweep].
EndColumns end_columns(const numerics::Settings& base);

/// The last row of the trajectory.csv that `featdyn run` writes (its columns), n_snr_squared (n SNR^2, where
/// all signals have one), and t_signal and t_noise: the first step at which the mean growth of that kind of
/// overlap reaches its initial root mean square, over every step, recorded or not; of the flow time / learning
/// rate. In double, the flow to its default tolerance.
/// Behind these loss_told (the loss where nothing is drawn) and test_error (empty where a run has none), and the columns
/// of modes (mode_values.hpp), as asked for.
Measurement end_values(const std::string& method, const EndColumns& more = {});

}  // namespace featdyn::verify
