#pragma once

#include <Eigen/Core>

namespace featdyn::numerics {

/// What Eigen wants to know of a real number whose operations are dear and whose memory must be initialised;
/// the base of a specialisation of Eigen::NumTraits.
template <class R>
struct CostlyRealTraits {
  using Real = R;
  using NonInteger = R;
  using Literal = R;
  using Nested = R;
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = Eigen::HugeCost,
    AddCost = Eigen::HugeCost,
    MulCost = Eigen::HugeCost
  };
};

}  // namespace featdyn::numerics
