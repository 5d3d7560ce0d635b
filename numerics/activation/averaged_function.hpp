#pragma once

#include <functional>

#include "numerics/activation/activation.hpp"

namespace featdyn::numerics {

/// A function and, where they are known in closed form, its expectations over Gaussian noise, as Activation
/// names them.
struct AveragedFunction {
  std::function<Jet(double z)> jet;
  std::function<double(unsigned order, double a, double v)> mean = nullptr;
  std::function<PairMoments(const GaussianPair& at)> pair = nullptr;
};

/// The function as plain pointers, which the loops over entries call: it is kept as long as the process lives, in
/// one of a fixed number of places. The members are null where the function's are. Throws InputError where
/// every place is taken.
struct KeptFunction {
  JetFunction jet;
  double (*mean)(unsigned order, double a, double v);
  PairMoments (*pair)(const GaussianPair& at);
};
KeptFunction kept(AveragedFunction f);

}  // namespace featdyn::numerics
