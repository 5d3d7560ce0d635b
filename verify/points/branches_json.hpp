#pragma once

#include <nlohmann/json_fwd.hpp>
#include <utility>

#include "verify/points/branches.hpp"

namespace featdyn::verify {

/// Throws InputError where stationary points of these settings are not searched for.
void require_stationary(const numerics::Settings& settings);
void require_noise_patches(const numerics::Problem& problem);

/// Whether its existence was proved.
bool certified(const Branch& branch);
/// Of a certified point: doubles between which its ratio lies.
std::pair<double, double> ratio_interval(const Branch& branch);
/// What stationary.json says of a point.
nlohmann::ordered_json branch_json(const Branch& branch);

}  // namespace featdyn::verify
