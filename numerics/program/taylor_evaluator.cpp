#include "numerics/program/taylor_evaluator.inl"

namespace featdyn::numerics {

template class TaylorEvaluator<double>;

}  // namespace featdyn::numerics
