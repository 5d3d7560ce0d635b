#pragma once

#include <string>

#include "verify/experiment/study.hpp"

namespace featdyn::verify {

// Why a claim says nothing under the study's changed assumption, in a sentence; empty where it does.

/// Sizes, and a stability limit that is that of plain gradient descent of one layer.
std::string sense_of_condition(const Study& study);
/// The denoiser's first stage, and its growth from step to step.
std::string sense_of_ratio(const Study& study);
std::string sense_of_growth(const Study& study);
/// Where the denoiser comes to rest, and the law of that.
std::string sense_of_rest(const Study& study);
std::string sense_of_saturation(const Study& study);
/// The classifier's winner, and its exponential rates.
std::string sense_of_regime(const Study& study);
std::string sense_of_rates(const Study& study);

}  // namespace featdyn::verify
