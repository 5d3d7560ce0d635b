// The recurrence in rigorous balls.
#include "numerics/methods/recurrence.hpp"
#include "numerics/problem/problem.inl"
#include "numerics/program/evaluator.inl"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

static_assert(Method<Recurrence<Ball>>);

template class Evaluator<Ball>;
FEATDYN_INSTANTIATE_PROBLEM(Ball)

}  // namespace featdyn::numerics
