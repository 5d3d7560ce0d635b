#pragma once

#include "verify/finding/finding.hpp"

/// Probabilities and quantiles of distributions, Boost.Math's; one source compiles its templates.
namespace featdyn::verify {

/// t with P(T > t) = tail of Student's t with so many degrees of freedom > 0; tail in (0, 1).
double student_quantile(double degrees_of_freedom, double tail);

/// P(X <= k) of X binomial(trials, p), 0 <= k <= trials.
double binomial_cdf(double trials, double p, double k);

/// Clopper and Pearson's exact interval of a probability, `tail` outside on either side; 0 <= successes <= trials > 0.
Range clopper_pearson(double successes, double trials, double tail);

}  // namespace featdyn::verify
