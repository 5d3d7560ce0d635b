#pragma once

#include <functional>
#include <optional>

#include "theory/formula/statement.hpp"
#include "verify/theorem/domain/facts.hpp"
#include "verify/theorem/value/reading.hpp"

namespace featdyn::verify {

/// What can be seen of a run at a step. Each is a table (observation.hpp). Observables of a user's own are counted on
/// from `extension` (observable_extension.hpp).
enum class Observed {
  overlaps,
  gram,
  coefficients,
  outputs,
  loss,
  loss_told,
  gradient,
  test_error,
  modes,
  alignment,
  generated,
  columns,
  extension
};

/// rows x columns numbers, row by row; without values every one of them is missing, a NaN.
struct Table2 {
  long columns = 1;
  std::vector<double> values;
  double operator()(long row, long column = 0) const {
    return values.empty() ? NAN : values.at(static_cast<std::size_t>(row * columns + column));
  }
};

/// What the names of a formula mean where it is evaluated: at one point of the domain, for one run.
struct Environment {
  const Facts* facts = nullptr;  ///< null where nothing is run
  /// A parameter, a constant, or a step that is bound.
  std::function<std::optional<double>(const std::string& name)> number;
  std::function<const Table2&(Observed what, const formula::Expression& step)> table = {};
  /// A `first`, or a reduction over steps.
  std::function<const Array&(const formula::Expression&)> found = {};
  /// A quantifier over steps.
  std::function<const Readings&(const formula::Condition&)> judged = {};
  /// Another kind of run of the same theorem.
  std::function<const Environment&(const std::string& run)> in_run = {};
};

}  // namespace featdyn::verify
