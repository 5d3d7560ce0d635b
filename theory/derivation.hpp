#pragma once

#include <string>
#include <vector>

#include "theory/model.hpp"

namespace featdyn::theory {

/// A derived formula with its name, e.g. kappa or dkappa_da_r.
struct Definition {
  std::string name;
  Polynomial value;
};

/// What follows from the assumptions, as named polynomials. Diffusion: phi, tau, kappa in (a_r, a_s, v_r,
/// v_s, c_rs) and their partial derivatives; classification: sigma and its derivative in z. Nothing for an
/// activation that is no polynomial: see formulas_of.
std::vector<Definition> derive(const Assumptions& assumptions);

/// An identity between derived polynomials: proved when their difference is exactly 0.
struct Identity {
  std::string name;
  Polynomial difference;
  bool proved() const { return difference.is_zero(); }
};

/// The identities that the derivation of a denoiser rests on: Mehler against Isserlis, Stein's lemma
/// E[Z sigma(a + Z)] = v E[sigma'(a + Z)], Price's theorem d phi_k/dv = phi_{k+2}/2 and
/// d kappa/dc = E[sigma'(z_r) sigma'(z_s)], and kappa's symmetry in (r, s).
std::vector<Identity> identities(const Polynomial& sigma);

/// One definition a line, "kappa = ...", for any calculator.
std::string as_text(const std::vector<Definition>& definitions);

/// A formula that is no polynomial, as any calculator reads it.
struct Formula {
  std::string name, text;
};
/// An activation that is no polynomial, "sigma"; a classifier's loss and, but of a named one, its slope in
/// the margin z, "loss" and "dloss_dz".
std::vector<Formula> formulas_of(const Assumptions& assumptions);

/// A LaTeX document: assumptions, kernels, expected loss, gradient, discrete coefficient dynamics, gradient
/// flow.
std::string as_latex(const Assumptions& assumptions);

}  // namespace featdyn::theory
