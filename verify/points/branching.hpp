#pragma once

#include <array>
#include <string>

#include "numerics/data/dataset.hpp"

namespace featdyn::verify {

/// Which stationary point of the denoiser a state is near, by the signs of its neurons' mean overlaps with
/// signal and noise patches. Most neurons have both positive; on the symmetric branch all have.
struct Branching {
  long turned_signal = 0;  ///< neurons whose signal overlap alone is negative
  long turned_noise = 0;   ///< neurons whose noise overlap alone is negative
  long turned_both = 0;
  bool symmetric() const { return turned_signal + turned_noise + turned_both == 0; }
  bool operator==(const Branching&) const = default;
};
Branching branching(const numerics::Matrix<double>& A, const numerics::Dataset& data);

/// "symmetric", "1 turned in signal", "2 turned in noise", ...
std::string name(const Branching& branch);

/// mean |A| over signal patches / mean |A| over noise patches, all neurons.
double overlap_ratio(const numerics::Matrix<double>& A, const numerics::Dataset& data);

/// How much farther along the turned patches, along the others, and off both a turned neuron starts: such
/// neurons are found with larger overlaps than the rest, and less off the data.
struct StartScales {
  double turned, other, off;
};
inline constexpr std::array<StartScales, 4> stretches{
    StartScales{1, 1, 1}, {2, 1.5, 1}, {3, 2.3, 0.5}, {4, 2.4, 0.2}};

/// W (m x d) with its first neurons turned: the component of w_r in the span of the patches X (N x d) is
/// multiplied by -scales.turned on the signal patches (the first turned_signal neurons) or on the noise
/// patches (the next turned_noise) and by scales.other on the others; the rest of w_r by scales.off.
numerics::Matrix<double> turned(numerics::Matrix<double> W, const numerics::Matrix<double>& X,
                                const numerics::Dataset& data, const Branching& branch,
                                const StartScales& scales);

}  // namespace featdyn::verify
