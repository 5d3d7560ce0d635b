#include <boost/test/unit_test.hpp>

#include "verify/theorem/judge/repeating_command.hpp"

BOOST_AUTO_TEST_SUITE(verify_repeating_command)

using featdyn::verify::with_settings;

BOOST_AUTO_TEST_CASE(a_setting_stands_once_in_a_command_and_the_last_one_counts) {
  BOOST_TEST(with_settings("featdyn verify a.toml --scale quick", {"data.seed=3", "over.seeds=1"}) ==
             "featdyn verify a.toml --scale quick --set data.seed=3 --set over.seeds=1");
  BOOST_TEST(with_settings("featdyn verify a.toml --set data.seed=1 --set init.seed=2 --set network.width=4",
                           {"data.seed=3", "init.seed=4"}) ==
             "featdyn verify a.toml --set network.width=4 --set data.seed=3 --set init.seed=4");
}

BOOST_AUTO_TEST_CASE(a_seed_that_both_seeds_replace_goes) {
  BOOST_TEST(with_settings("featdyn verify a --seed 7", {"data.seed=3", "init.seed=4"}) ==
             "featdyn verify a --set data.seed=3 --set init.seed=4");
  BOOST_TEST(with_settings("featdyn verify a --seed 7", {"data.seed=3"}) ==
             "featdyn verify a --seed 7 --set data.seed=3");
}

BOOST_AUTO_TEST_CASE(words_in_quotes_stay_whole) {
  BOOST_TEST(with_settings("featdyn verify 'my file.toml' --set 'network.activation=z + z^2' --set d=1",
                           {"network.activation=z^2 + 1"}) ==
             "featdyn verify 'my file.toml' --set d=1 --set 'network.activation=z^2 + 1'");
  BOOST_TEST(with_settings("featdyn verify 'it'\\''s here.toml' --set data.seed=1", {"data.seed=2"}) ==
             "featdyn verify 'it'\\''s here.toml' --set data.seed=2");
}

BOOST_AUTO_TEST_SUITE_END()
