#include "tests/real50.hpp"

#include "numerics/methods/decomposition.inl"
#include "numerics/methods/network.inl"
#include "numerics/problem/problem.inl"
#include "numerics/program/evaluator.inl"

namespace featdyn::numerics {

using testing::Real50;

FEATDYN_INSTANTIATE_PROBLEM(Real50)
template class Evaluator<Real50>;
template class Network<Real50>;
template class Decomposition<Real50>;

}  // namespace featdyn::numerics
