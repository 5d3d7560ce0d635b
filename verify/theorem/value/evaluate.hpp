#pragma once

#include "verify/theorem/run/environment.hpp"

namespace featdyn::verify {

/// The value of a formula, along the axes of the indices that are free in it (`r` of the neurons, `j` of the
/// classes, ...). Definitions are expanded before. Throws formula::FormulaError where a name has no number
/// here, or an index is out of range.
Array evaluate(const formula::Expression& expression, const Environment& environment);
/// Of a formula without free indices.
double number_of(const formula::Expression& expression, const Environment& environment);

/// 1 where a condition holds along its free indices, else 0; of chains, `and`, `or` and `not` alone.
Array truth_of(const formula::Condition& condition, const Environment& environment);

/// 1 where the bound indices are within their bounds, listed values and filter, else 0, along the axes of all
/// of them and of the filter. Bindings of steps are left out.
Array admitted(const std::vector<formula::Binding>& bindings, const formula::Condition& filter,
               const Environment& environment);

/// How a comparison without tolerance comes out.
bool compare(double left, formula::Comparison comparison, double right);

/// The values an index takes, as an array along itself.
Array values_of_index(const std::string& index, const Environment& environment);

}  // namespace featdyn::verify
