#pragma once

#include <optional>
#include <vector>

#include "numerics/training/events.hpp"

namespace featdyn::numerics {

/// One step of the flow as polynomials in s from 0 at its start to 1 at its end.
struct StepPolynomials {
  Matrix<double> entries;       ///< order + 1 x entries: coefficients of the selected entries of A
  Matrix<double> growth;        ///< 1 x entries: their growth since A(0) at s = 0
  std::vector<bool> is_signal;  ///< per entry
  Matrix<double> weight;        ///< order + 1 x 1: coefficients of mean |w_r|^2
};

struct Bracket {
  double from, to;
};

/// Where in the step the event is reached first: g < 0 before `from`, and between `from` and `to` it changes
/// sign once, upwards. Every part of the step that is passed over is excluded by a bound of g on it (Taylor's
/// about its centre), so that no double root is missed that stays above 0 for longer than 2^-40 of the step.
/// Where bounds do not tell after very many parts, and on polynomials that left the finite numbers, what is
/// left is judged by the signs at its ends.
std::optional<Bracket> first_sign_change(const StepPolynomials& step, const Event<double>& event);
/// The same of several events, each by itself.
std::vector<std::optional<Bracket>> first_sign_changes(const StepPolynomials& step,
                                                       const std::vector<Event<double>>& events);

}  // namespace featdyn::numerics
