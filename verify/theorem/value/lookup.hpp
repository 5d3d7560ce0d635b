#pragma once

#include "verify/theorem/run/environment.hpp"

namespace featdyn::verify {

/// The value of a name with its indices and step, or of an inner product, along its free indices.
Array look_up(const formula::Quantity& quantity, formula::Place place, const Environment& environment);
Array look_up(const formula::InnerProduct& product, formula::Place place, const Environment& environment);

/// Which table of a run a name is read from; nothing where it is no observable.
std::optional<Observed> observed_by(const formula::Quantity& quantity);
Observed observed_by(const formula::InnerProduct& product);

/// The columns of trajectory.csv that are observables of one number.
const std::vector<std::string>& column_names();

}  // namespace featdyn::verify
