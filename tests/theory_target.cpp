#include <boost/test/unit_test.hpp>

#include "theory/target.hpp"

BOOST_AUTO_TEST_SUITE(theory_target)

using namespace featdyn::theory;

BOOST_AUTO_TEST_CASE(each_target_is_its_sum_of_noise_and_data) {
  const Polynomial alpha = Symbol::alpha, beta = Symbol::beta;
  const auto is = [](Target target, const Polynomial& noise, const Polynomial& data) {
    return target_weights(target).noise == noise && target_weights(target).data == data;
  };
  BOOST_TEST(is(Target::noise, 1, 0));
  BOOST_TEST(is(Target::data, 0, 1));
  BOOST_TEST(is(Target::velocity, alpha, -beta));
  BOOST_TEST(is(Target::flow, 1, -1));
}

BOOST_AUTO_TEST_SUITE_END()
