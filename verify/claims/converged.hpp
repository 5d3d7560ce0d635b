#pragma once

#include "verify/claims/study.hpp"

namespace featdyn::verify {

/// Which stationary point of the denoiser a state is near, by the signs of its neurons' mean overlaps with
/// signal and noise patches. Most neurons have both positive; on the symmetric branch all have.
struct Branching {
  long turned_signal = 0;  ///< neurons whose signal overlap alone is negative
  long turned_noise = 0;   ///< neurons whose noise overlap alone is negative
  long turned_both = 0;
  bool symmetric() const { return turned_signal + turned_noise + turned_both == 0; }
};
Branching branching(const numerics::Matrix<double>& A, const numerics::Dataset& data);

/// mean |A| over signal patches / mean |A| over noise patches, all neurons.
double overlap_ratio(const numerics::Matrix<double>& A, const numerics::Dataset& data);

/// Trains the denoiser until |grad L| is below 1e-6 of its largest value so far, at most `longest` steps.
/// Columns: ratio, loss, gradient_norm, steps, settled (1 where it got there), turned_signal, turned_noise,
/// turned_both.
Measurement converged(const Trainer& trainer, long longest);

}  // namespace featdyn::verify
