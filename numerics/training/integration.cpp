#include "numerics/training/integration.hpp"

namespace featdyn::numerics {

const char* message(Integration status) {
  switch (status) {
    case Integration::reached:
      return "the end was reached";
    case Integration::not_finite:
      return "its values left the finite numbers";
    case Integration::step_vanished:
      return "the step shrank below the resolution of time, as it does before a singularity";
    case Integration::tolerance_missed:
      return "no step met the tolerance; choose a larger one, more digits or another integrator";
    case Integration::too_many_steps:
      return "it takes more than a thousand of the solver's steps for one of training; choose a smaller "
             "learning rate, a larger tolerance or another integrator";
  }
  return "";
}

}  // namespace featdyn::numerics
