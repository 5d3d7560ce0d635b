#pragma once

#include <string>

#include "numerics/settings/settings.hpp"

namespace featdyn::verify {

/// The numbers of a two-patch setting, in double. Of several signals |mu| is the root mean square, of a noise
/// spectrum sigma_xi is; of several times alpha is the mean, and beta such that alpha beta is.
struct TwoPatch {
  double d, n, signal_norm, noise_std, width, init_std, learning_rate, alpha, beta;
  double acceleration = 1;  ///< 1 / (1 - nu): by momentum, of small steps in one direction
  /// n |mu|^2 / (sigma_xi^2 d)
  double n_snr_squared() const;
};
/// Throws logic_error when the data model is another one or the weights are from a file.
TwoPatch two_patch(const numerics::Settings& settings);
/// Whether the claims of the paper speak of such a setting: its data, its network with the quadratic
/// activation, target noise at one time, and plain gradient descent.
bool is_the_papers_model(const numerics::Settings& settings);
/// The same but for how it is trained: the data and the loss are the paper's.
bool has_the_papers_loss(const numerics::Settings& settings);
/// "data.signal_norm=..." such that n SNR^2 is `x` for a setting with these overrides; of several signals all
/// are scaled.
std::string signal_norm_for(const numerics::Settings& base, double x);
/// The override after which a number of two_patch(settings), named by its key, is `value`.
std::string assignment(const numerics::Settings& settings, const std::string& key, double value);

}  // namespace featdyn::verify
