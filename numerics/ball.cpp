// The recurrence in rigorous balls.
#include "numerics/evaluator.inl"
#include "numerics/problem.inl"
#include "numerics/recurrence.hpp"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

static_assert(Method<Recurrence<Ball>>);

template class Evaluator<Ball>;
FEATDYN_INSTANTIATE_PROBLEM(Ball)

}  // namespace featdyn::numerics
