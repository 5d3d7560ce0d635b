// The recurrence in the intervals that re-check certificates.
#include "numerics/scalar/interval.hpp"

#include "numerics/evaluator.inl"
#include "numerics/problem.inl"
#include "numerics/recurrence.hpp"

namespace featdyn::numerics {

static_assert(Method<Recurrence<Interval>>);

template class Evaluator<Interval>;
FEATDYN_INSTANTIATE_PROBLEM(Interval)

}  // namespace featdyn::numerics
