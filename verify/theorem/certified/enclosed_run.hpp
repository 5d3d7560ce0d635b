#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "numerics/problem/problem.hpp"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::verify {

using numerics::Ball;

/// What certainly holds the exact state of a run at a step.
struct EnclosedState {
  numerics::Matrix<Ball> A, G;  ///< neurons x patches, neurons x neurons
  Ball loss, gradient_norm;
};

/// The exact discrete run from exact data, in balls.
struct EnclosedRun {
  std::map<long, EnclosedState> states;  ///< by step
  long reached = 0;                      ///< the last step with balls that say something
  std::optional<EnclosedState> rest = {};
};

/// Which steps are kept, all up to the last one where none is named.
struct KeptSteps {
  std::set<long> steps;
  long last;
};
/// At the working precision. Ends early where a ball of an overlap is wider than 1 or not finite.
EnclosedRun enclosed_run(const numerics::Problem& problem, const KeptSteps& kept);

/// The stationary point in which a run of the denoiser ends that came as far as A and G: a symmetric one which
/// interval arithmetic shows to exist, alone in its box (Krawczyk), next to A and G. Nothing where there is none.
std::optional<EnclosedState> enclosed_rest(const numerics::Problem& problem,
                                           const numerics::Matrix<double>& A,
                                           const numerics::Matrix<double>& G);

/// |x_p| of the exact data.
std::vector<Ball> enclosed_norms(const numerics::Problem& problem);
/// f(x_i) of a classifier of two classes whose second layer is fixed, by its polynomial.
std::vector<Ball> enclosed_outputs(const numerics::Problem& problem, const EnclosedState& state);

}  // namespace featdyn::verify
