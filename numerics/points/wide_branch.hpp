#pragma once

#include <array>
#include <optional>

#include "theory/wide_branch.hpp"

namespace featdyn::numerics {

template <bool rigorous>
class ArbNumber;
using theory::WideChart, theory::WideTriple;

/// The parameters of the branch in one of its charts.
template <class R>
using WideSetting = theory::WideParameters<R>;

/// Newton's method in doubles, along epsilon from the solution at epsilon = 0, then (chart strong) along 1/v. Nothing
/// where it does not converge to a point with positive overlaps and size.
std::optional<WideTriple<double>> find_wide_point(const WideSetting<double>& setting);

/// Where the branch is looked for over a box of settings: within `radius` of centre + the branch's slope times the
/// distance of (strength, epsilon, root_tau) from `at`. All are taken exactly.
struct TrialBox {
  std::array<double, 3> at, centre, radius;
};

/// A trial box with which the test below is likely to succeed over these settings; nothing where the branch is not
/// found at their midpoint or changes too much over them.
std::optional<TrialBox> find_trial_box(const WideSetting<ArbNumber<true>>& setting);

/// What is proved of a box of settings R (Ball or Interval): for each of their points exactly one solution lies in
/// the trial box, with positive overlaps and a positive part off the patches' span.
template <class R>
struct WideEnclosure {
  R ratio;      ///< X_1 / X_2; the whole line in the chart crossover
  R deviation;  ///< X_1 / X_2 = v (1 + epsilon deviation); likewise
  R relative;   ///< X_1 / (v X_2)
};

/// Krawczyk's test over the whole box. Let x(p) = x_0 + L (p - p_0), Y an approximate inverse of the equations'
/// Jacobian; for all p, -Y F(x(p), p) + (I - Y F_x(X, P)) U inside U proves that exactly one x in x(p) + U has
/// F(x, p) = 0, where X holds all x(p) + U, and F(x(p), p) is in F(x_0, p_0) + (F_x L + F_p)(X, P) (P - p_0).
/// Nothing where the test does not succeed.
template <class R>
std::optional<WideEnclosure<R>> enclose_wide_branch(const WideSetting<R>& setting, const TrialBox& box);

}  // namespace featdyn::numerics
