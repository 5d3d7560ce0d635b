// What runs are made of, in doubles.
#include "numerics/methods/decomposition.inl"
#include "numerics/methods/network.inl"
#include "numerics/program/evaluator.inl"
#include "numerics/training/events.inl"

namespace featdyn::numerics {

template class Evaluator<double>;
template class Network<double>;
template class Decomposition<double>;
FEATDYN_INSTANTIATE_EVENTS(double)

}  // namespace featdyn::numerics
