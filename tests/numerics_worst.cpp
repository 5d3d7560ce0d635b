#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "numerics/scalar/worst.hpp"

BOOST_AUTO_TEST_SUITE(numerics_worst)

using featdyn::numerics::worst_of;

BOOST_AUTO_TEST_CASE(the_greater_error_is_the_worse) {
  BOOST_TEST(worst_of(1.0, 2.0) == 2);
  BOOST_TEST(worst_of(2.0, 1.0) == 2);
  BOOST_TEST(worst_of(0.0, std::numeric_limits<double>::infinity()) ==
             std::numeric_limits<double>::infinity());
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_worse_than_any_and_stays) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  double worst = 0;
  for (const double error : {1.0, nan, 3.0, std::numeric_limits<double>::infinity()})
    worst = worst_of(worst, error);
  BOOST_TEST(std::isnan(worst));
}

BOOST_AUTO_TEST_SUITE_END()
