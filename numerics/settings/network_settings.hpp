#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "numerics/settings/reader.hpp"

namespace featdyn::numerics {

/// The keys that choose network, times and update rule: reading them, listing them as used, and what they
/// make of the assumptions. Readers throw InputError at the key's line.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// The losses of network.loss that are not a user's own.
inline constexpr std::array built_in_losses{"logistic", "exponential", "square", "smooth-hinge",
                                            "cross-entropy"};
/// These and a user's own.
std::vector<std::string> loss_names();

ArchitectureSettings read_architecture(const Reader& in, theory::Objective objective);
TimesSettings read_times(const Reader& in, bool flow);
UpdateSettings read_update(const Reader& in, long steps);

void list_architecture(Parameters& out, const Settings& settings);
void list_times(Parameters& out, const TimesSettings& times);
void list_update(Parameters& out, const UpdateSettings& update, theory::Objective objective);

void choose_pieces(theory::Assumptions& assumptions, const Settings& settings);

/// Refuses combinations of pieces of which one lacks what another needs.
void require_pieces_fit(const Reader& in, const Settings& settings);

}  // namespace featdyn::numerics
