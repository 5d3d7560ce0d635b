#pragma once

#include <optional>
#include <string>
#include <vector>

#include "numerics/points/krawczyk.hpp"
#include "numerics/problem/problem.hpp"
#include "verify/points/branching.hpp"

namespace featdyn::verify {

/// A stationary point of the denoiser's expected loss.
struct Branch {
  std::string kind;  ///< "simplex", "equal", "equal in span" (symmetric sets), or "trained" for any other
  double ratio = 0;  ///< mean |a| over signals / mean |a| over noise patches, all neurons; NaN: forgotten
  double loss = 0;
  double residual = 0;                           ///< |grad L|
  double tolerance = 0;                          ///< residuals above this are no stationary point
  Branching branching = {};                      ///< which neurons keep another sign
  double zeta = 0;                               ///< symmetric: squared norm of a neuron off the data span
  int reached = 0;                               ///< how many training runs ended here
  std::optional<numerics::Spectrum> spectrum;    ///< absent where the Hessian is too large
  std::optional<numerics::Existence> existence;  ///< symmetric only
  numerics::Matrix<double> A = {}, G = {};       ///< neurons x patches, neurons x neurons
  bool converged() const { return residual <= tolerance; }
};

struct BranchSearch {
  int starts = 8;  ///< training runs from further initial seeds, and from flipped symmetric points
  bool quiet = false;
};

/// Stationary points, lowest loss first: ends of training from `starts` initial seeds and from symmetric
/// points with the signs of some neurons, or of their signal or noise overlaps alone, flipped, refined by
/// Newton; and the symmetric branches, each with an existence proof. Requires the diffusion objective with at
/// least one noise patch.
std::vector<Branch> find_branches(const numerics::Problem& problem, const BranchSearch& search);

}  // namespace featdyn::verify
