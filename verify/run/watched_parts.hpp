#pragma once

#include <memory>
#include <vector>

#include "numerics/methods/on_scales.hpp"

namespace featdyn::verify {

/// The networks whose rounding is watched when a method trains: itself, or one for each noise scale. Their
/// overlaps and Gram matrices stand below each other in the method's.
template <class M>
struct WatchedParts {
  using Part = M;
  static std::vector<numerics::PartOfMethod<M>> of(M& method, const numerics::Problem& problem) {
    return {{.method = &method, .problem = &problem, .value = nullptr}};
  }
  /// The same training, each part by make(its problem).
  template <class Make>
  static std::unique_ptr<M> again(const numerics::Problem& problem, const Make& make) {
    return make(problem);
  }
};
template <class M>
struct WatchedParts<numerics::OnScales<M>> {
  using Part = M;
  static std::vector<numerics::PartOfMethod<M>> of(numerics::OnScales<M>& method, const numerics::Problem&) {
    return method.parts();
  }
  template <class Make>
  static std::unique_ptr<numerics::OnScales<M>> again(const numerics::Problem& problem, const Make& make) {
    return std::make_unique<numerics::OnScales<M>>(problem, make);
  }
};

}  // namespace featdyn::verify
