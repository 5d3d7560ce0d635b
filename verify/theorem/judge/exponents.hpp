#pragma once

#include <string>
#include <vector>

#include "verify/theorem/judge/trials.hpp"

namespace featdyn::verify {

/// y ~ prod x_i^exponent_i: of each seed by least squares over its points, then over the seeds.
struct Exponent {
  std::string name;
  double value;
  Range interval;  ///< 95 %, Student's over the seeds; of one seed its own fit's
};

/// One run's numbers for a fit; `of_seed` says which ones are not independent.
struct Sample {
  int of_seed;
  std::vector<double> x;  ///< logarithms
  double y;               ///< logarithm
};
/// One exponent a name; of names along which the samples do not vary none. NaN where a y is not finite.
std::vector<Exponent> fitted_exponents(const std::vector<std::string>& names,
                                       const std::vector<Sample>& samples);

/// The mean of values that belong to seeds: of each seed first, then over the seeds, with Student's interval.
struct Mean {
  double value;
  Range interval;
};
Mean mean_over_seeds(const std::vector<Sample>& samples);

}  // namespace featdyn::verify
