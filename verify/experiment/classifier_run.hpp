#pragma once

#include "verify/experiment/study.hpp"

namespace featdyn::verify {

/// The classifier's early phase, |l'| = 1/2, balanced classes [derived]: an own-class overlap grows by the
/// factor 1 + rate a step, from the largest of m Gaussian ones.
struct ClassifierLaw {
  double signal_rate;   ///< eta |mu|^2 / (2 m)
  double noise_rate;    ///< eta sigma_xi^2 d / (n m)
  double signal_start;  ///< s_0 = sigma_0 |mu| sqrt(2 log m)
  double noise_start;   ///< q_0 = sigma_0 sigma_xi sqrt(2 d log m)
};
ClassifierLaw classifier_law(const TwoPatch& setting);

/// Where a measured run ends: with the first kind of overlap to reach order one, or after all its steps.
enum class Until { order_one, last_step };

/// Trains a classifier on two-patch data. An overlap's size is its absolute value (the activation is even);
/// that of a signal mu_j is max_r |<w_{j,r}, mu_j>|, that of a noise patch xi_i max_r |<w_{y_i,r}, xi_i>|.
/// Columns:
///   t_signal, t_noise                  first step at which every signal's (noise patch's) size is >= 1
///   t_signal_first, t_noise_first      the same for at least one
///   signal_start, noise_start          the least size at step 0
///   signal_start_max, noise_start_max  the greatest
///   noise_at_signal, signal_at_noise   the greatest noise size at t_signal, signal size at t_noise
///   signal_rate, noise_rate            e^slope - 1, slope that of log(root mean square over neurons of their
///                                      own class and patches) by least squares over steps, while |f_i| <=
///                                      1/50 for all samples, so that |l'_i| is 1/2 to one part in 100
///   rate_steps                         how many steps that were
///   signal_max, signal_mean, noise_max, noise_mean, loss, test_error  at the last step
Measurement classifier_run(const Trainer& trainer, Until until);

/// Trains any model for all its steps. Columns: signal_max, signal_mean, noise_max, noise_mean, ratio, loss
/// and gradient_norm at the last, as trajectory.csv has them.
Measurement final_state(const Trainer& trainer);

}  // namespace featdyn::verify
