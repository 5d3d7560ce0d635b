#pragma once

#include "numerics/program/evaluation_plan.hpp"

namespace featdyn::numerics {

/// What doubles gain: fewer passes over matrices. All are equal to what was there up to rounding.

/// Matrices that one combination alone reads, products entry by entry and other combinations, become terms of it, and
/// a combination that is part of another, up to a factor, one term.
void fold_into_combinations(EvaluationPlan<double>& plan);

/// Products that a combination alone reads, with one coefficient, are added up as they are made: the later one has a
/// third operand, which stands in its result already.
void add_up_products(EvaluationPlan<double>& plan);

/// Matrices by whose transposes more than one product with a square result is made are turned once. The same bits.
void share_transposes(EvaluationPlan<double>& plan);

/// Lets buffers that are never needed at once be one, so that a step stays in the cache. Inputs, outputs, what
/// is constant, matrices with a column on the diagonal and what named functions make keep theirs.
void share_buffers(EvaluationPlan<double>& plan);

}  // namespace featdyn::numerics
