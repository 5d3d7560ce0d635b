#include <boost/test/unit_test.hpp>

#include "verify/command/line_number.hpp"

BOOST_AUTO_TEST_SUITE(verify_line_number)

using featdyn::verify::line_number;

BOOST_AUTO_TEST_CASE(the_line_of_a_message_is_the_first_number_between_colons_before_a_blank) {
  const std::string message = "--set a:b=1:2:12: of c.toml:3: this";
  BOOST_TEST(message.substr(line_number(message).at) == ":12: of c.toml:3: this");
  BOOST_TEST(line_number(message).size == 5);
  for (const char* none : {"", ":", ": 1", "a:: b", "a:1:b", "a:1:"})
    BOOST_TEST(line_number(none).at == std::string::npos);
  const std::string longest = std::string(1'000'000, ':') + "7: x";
  BOOST_TEST(longest.substr(line_number(longest).at) == ":7: x");
}

BOOST_AUTO_TEST_SUITE_END()
