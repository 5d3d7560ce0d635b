#include "verify/finding/distributions.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace featdyn::verify {

using Binomial = boost::math::binomial_distribution<>;

double student_quantile(double degrees_of_freedom, double tail) {
  return quantile(complement(boost::math::students_t(degrees_of_freedom), tail));
}

double binomial_cdf(double trials, double p, double k) {
  return cdf(Binomial(trials, p), k);
}

Range clopper_pearson(double successes, double trials, double tail) {
  return {successes == 0 ? 0.0 : Binomial::find_lower_bound_on_p(trials, successes, tail),
          successes == trials ? 1.0 : Binomial::find_upper_bound_on_p(trials, successes, tail)};
}

}  // namespace featdyn::verify
