// The recurrence in rigorous balls, and in the intervals that re-check certificates.
#include "numerics/methods/recurrence.hpp"
#include "numerics/problem/problem.inl"
#include "numerics/program/evaluator.inl"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"

namespace featdyn::numerics {

static_assert(Method<Recurrence<Ball>>);
static_assert(Method<Recurrence<Interval>>);

template class Evaluator<Ball>;
FEATDYN_INSTANTIATE_PROBLEM(Ball)

template class Evaluator<Interval>;
FEATDYN_INSTANTIATE_PROBLEM(Interval)

}  // namespace featdyn::numerics
