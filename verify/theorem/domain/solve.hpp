#pragma once

#include <set>
#include <string>

#include "numerics/settings/settings.hpp"
#include "theory/formula/expression.hpp"

namespace featdyn::verify {

/// The key by which a derived quantity is set: the first of the signals' norm, sigma_0, the learning rate and
/// so on that goes into it and is not `taken`. Empty where there is none.
std::string key_to_solve_for(const formula::Expression& quantity, const numerics::Settings& settings,
                             const std::set<std::string>& taken);
/// The settings keys that go into a formula.
std::set<std::string> keys_in(const formula::Expression& formula, const numerics::Settings& settings);

/// The value of the key at which the quantity is `target`, the rest as in the settings. Throws
/// std::invalid_argument where none is found.
double solved(const formula::Expression& quantity, const std::string& key, double target,
              const numerics::Settings& settings);
/// The quantity at these settings.
double value_at(const formula::Expression& quantity, const numerics::Settings& settings);

}  // namespace featdyn::verify
