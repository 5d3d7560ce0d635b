#pragma once

#include <boost/math/differentiation/autodiff.hpp>

#include "numerics/activation/activation.hpp"

namespace featdyn::numerics {

/// The jet of a function that is written once for every kind of number, as in
///   differentiated([](const auto& z) { return z / (1 + exp(-z)); }),
/// by Boost.Math's automatic differentiation. The lambda holds nothing.
template <class F>
JetFunction differentiated(F) {
  return [](double z) -> Jet {
    const auto f = F{}(boost::math::differentiation::make_fvar<double, 3>(z));
    return {f.derivative(0), f.derivative(1), f.derivative(2), f.derivative(3)};
  };
}

}  // namespace featdyn::numerics
