#pragma once

#include "verify/experiment/study.hpp"

namespace featdyn::verify {

/// Condition 3.1 at a setting, one inequality a line with its slack; `samples_factor` is C of d >= C n (10).
/// The learning rate is not looked at: `largest_stable_rate` measures its limit.
std::vector<Inequality> condition_3_1(const numerics::Settings& settings, double samples_factor);
/// With the constant that the study's settings give.
std::vector<Inequality> condition_3_1(const Study& study, const numerics::Settings& settings);
/// The same, and the learning rate below the stability limit that is measured there (not under a changed
/// assumption, where runs that leave the finite numbers are counted instead).
std::vector<Inequality> assumptions_at(const Study& study, const numerics::Settings& settings);
/// The paper's model as lines, 1 where a part is the paper's and 0 where it is not; `balanced` labels
/// besides. None under a changed assumption.
std::vector<Inequality> the_papers_model(const Study& study, bool balanced = false);
/// Whether all of them hold.
bool meets(const std::vector<Inequality>& assumptions);

/// Gives a claim on the denoiser its assumptions: the paper's model, then Condition 3.1 at the base. Whether
/// all hold.
bool assume_denoiser(Finding& finding, const Study& study);

/// The learning rate above which gradient descent leaves the point that training comes to: 2 / the largest
/// eigenvalue of the Hessian, at the visited state with the smallest loss.
double largest_stable_rate(const numerics::Problem& problem);

}  // namespace featdyn::verify
