#pragma once

#include <optional>
#include <string>
#include <vector>

#include "numerics/problem/problem.hpp"

namespace featdyn::verify {

/// N x d and n x P of data, as numbers that no product of settings overflows.
struct Sizes {
  double patches, dimension, samples, per_sample;
  friend bool operator==(const Sizes&, const Sizes&) = default;
};
/// What the settings alone say of them: nothing where the data come from files or from a user's model.
std::optional<Sizes> sizes_of_settings(const numerics::Settings& settings);
Sizes sizes_of(const numerics::Dataset& data);

/// Which numbers of a certificate its settings make, and which come from files that they name.
struct Provenance {
  std::vector<std::string> made, stored;
};
Provenance provenance_of(const numerics::Settings& settings);

/// "of the numbers that config makes: ..." or "of these stored numbers only: ...".
std::string mode_of(const numerics::Settings& settings);

/// What of the problem's data and weights is not, bit by bit, what the settings make, sizes first; empty:
/// nothing. Numbers that come from files are taken as they are where they are of a fitting shape.
std::string difference_from_settings(const numerics::Problem& problem);

}  // namespace featdyn::verify
