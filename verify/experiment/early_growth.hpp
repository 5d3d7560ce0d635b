#pragma once

#include "verify/experiment/trainer.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/grid/grid.hpp"

namespace featdyn::verify {

/// The denoiser's early phase: T_mu = sqrt(m) / (eta alpha beta sigma_0 d |mu|), T_xi = n sqrt(m) / (2 eta
/// alpha beta sigma_0 sigma_xi d^(3/2)), in steps, and T_1, the larger [derived].
struct EarlyTimes {
  double signal, noise;
  double first_stage() const { return signal > noise ? signal : noise; }
};
EarlyTimes early_times(const TwoPatch& setting);

/// Trains to T_1 = max(T_mu, T_xi) (rounded) and on until both growths have beaten their initial overlap (at
/// most 3 T_1). Growth is A(k) - A(0); every step 1 .. T_1, neuron and patch is looked at. Columns:
///   law_signal, law_noise        T_mu and T_xi
///   t_signal, t_noise            first step with mean |growth| >= root mean square of A(0)
///   growth_ratio, overlap_ratio  mean signal / mean noise at T_1, of growths and of overlaps
///   pair_low, pair_high          least and largest of (growth_rj / growth_ri) / (n_j |mu_j|^2 / |xi_i|^2)
///                                at T_1 over all r, j, i; with _neuron, _signal, _noise
///   bend                         largest |growth(k) / (k growth(1)) - 1|; with _step, _neuron, _patch;
///                                k counts what a constant gradient would move, where steps differ
///   spread                       largest |growth_rp / mean over r - 1|; with _step, _neuron, _patch
///   least                        least growth / mean |growth| of its patch at T_1; with _neuron, _patch
///   turned                       neurons whose mean overlap is negative at T_1
Measurement early_growth(const Trainer& trainer);

}  // namespace featdyn::verify
