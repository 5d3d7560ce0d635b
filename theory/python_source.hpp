#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "theory/model.hpp"

namespace featdyn::theory {

/// Why these assumptions' dynamics are not written as formulas of A and G alone; nothing where they are: tied
/// denoisers, and classifiers with a fixed second layer on inputs without noise, at one time, with plain steps.
std::optional<std::string> reason_against_formulas(const Assumptions& assumptions);

/// Loss, gradient, one step and the flow in A (m x N), G (m x m) and K (N x N), index by index: name and formula.
struct DynamicsText {
  std::vector<std::pair<std::string, std::string>> loss, gradient, step, flow;
};
/// Requires that there is no reason against it, as what follows.
DynamicsText dynamics_text(const Assumptions& assumptions);

/// Python source with `loss(A, G, ...)` and `step(A, G, ...)`, which returns the next A and G, over NumPy arrays.
/// Denoisers take K and the patches' weights c (N); classifiers K, labels y (n), how often each patch is in each
/// sample, incidence (n x N), and each neuron's class, signs (m). `numbers`: a line that defines eta, m, of
/// denoisers alpha and beta, with decay lambda_,
/// with noise or cost of the code code_noise and code_penalty.
std::string as_numpy(const Assumptions& assumptions, const std::string& numbers);

/// Python source that defines the same with SymPy: kernels in plain symbols a_r, a_s, v_r, v_s, c_rs, and where
/// there is no reason against it loss, gradient (P, Q), step (A_next, G_next) and flow (dA_dt, dG_dt) as sums of
/// indexed symbols.
std::string as_sympy(const Assumptions& assumptions);

}  // namespace featdyn::theory
