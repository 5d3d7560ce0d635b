#include "numerics/program/evaluator.inl"

namespace featdyn::numerics {

template class Evaluator<double>;

}  // namespace featdyn::numerics
