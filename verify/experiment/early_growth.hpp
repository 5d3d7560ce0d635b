#pragma once

#include "verify/experiment/study.hpp"

namespace featdyn::verify {

/// The denoiser's early phase: T_mu = sqrt(m) / (eta alpha beta sigma_0 d |mu|), T_xi = n sqrt(m) / (2 eta
/// alpha beta sigma_0 sigma_xi d^(3/2)), in steps, and T_1, the larger [derived].
struct EarlyTimes {
  double signal, noise;
  double first_stage() const { return signal > noise ? signal : noise; }
};
EarlyTimes early_times(const TwoPatch& setting);

/// Where the first stage ends: at T_1 by its law, or where both growths are seen to beat their initial
/// overlaps.
enum class FirstStage { by_law, measured };

/// Trains to T_1 = max(T_mu, T_xi) (rounded) and on until both growths have beaten their initial overlap (at
/// most 3 T_1; where T_1 is measured, 4 times its law, and no farther than where one growth is
/// 50 times its initial overlap and the other has not beaten its own). Growth is A(k) - A(0); every step 1 ..
/// T_1, neuron and patch is looked at. Columns:
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
Measurement early_growth_until(const Trainer& trainer, FirstStage end);
/// As the study has it.
Measurement early_growth_of(const Study& study);

/// All neurons grow with positive sign on all patches, in all of these runs: descent, not ascent.
Inequality positive_growth(const Measurement& early, const std::vector<Row>& rows);

}  // namespace featdyn::verify
