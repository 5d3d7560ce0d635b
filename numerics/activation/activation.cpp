#include "numerics/activation/activation.hpp"

#include <algorithm>

namespace featdyn::numerics {

const std::vector<Activation>& activations() {
  static const std::vector<Activation> all{rectified_linear(), rectified_square(), error_function(),
                                           hyperbolic_tangent(), gaussian_error_linear()};
  return all;
}

const Activation* find_activation(const std::string& name) {
  const auto found = std::ranges::find(activations(), name, &Activation::name);
  return found == activations().end() ? nullptr : &*found;
}

}  // namespace featdyn::numerics
