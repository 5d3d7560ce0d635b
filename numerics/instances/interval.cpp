// The recurrence in the intervals that re-check certificates.
#include "numerics/scalar/interval.hpp"

#include "numerics/methods/recurrence.hpp"
#include "numerics/problem/problem.inl"
#include "numerics/program/evaluator.inl"

namespace featdyn::numerics {

static_assert(Method<Recurrence<Interval>>);

template class Evaluator<Interval>;
FEATDYN_INSTANTIATE_PROBLEM(Interval)

}  // namespace featdyn::numerics
