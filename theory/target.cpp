#include "theory/target.hpp"

#include <stdexcept>

namespace featdyn::theory {

TargetWeights target_weights(Target target) {
  switch (target) {
    case Target::noise:
      return {.noise = 1, .data = 0};
    case Target::data:
      return {.noise = 0, .data = 1};
    case Target::velocity:
      return {.noise = Symbol::alpha, .data = -Polynomial(Symbol::beta)};
    case Target::flow:
      return {.noise = 1, .data = -1};
  }
  throw std::logic_error("target_weights: not a target");
}

}  // namespace featdyn::theory
