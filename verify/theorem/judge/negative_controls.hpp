#pragma once

#include "verify/experiment/trainer.hpp"
#include "verify/theorem/judge/inquiry.hpp"

namespace featdyn::verify {

/// Runs that a law of learning should not be true of.
///   frozen          weights stay where they started
///   ascent          gradient ascent: every step with the sign turned
///   constant-ratio  every neuron's overlaps with all patches grow alike, by their mean
std::vector<Trainer> negative_controls(const Trainer& honest);

/// For each conclusion the names of the negative controls of which it holds at the ends and in the middle of the domain:
/// what it says of learning is then empty. Of crossings and of what speaks of no run none.
std::vector<std::vector<std::string>> passed_by(const Inquiry& inquiry);

}  // namespace featdyn::verify
