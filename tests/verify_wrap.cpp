#include <boost/test/unit_test.hpp>

#include "verify/terminal/wrap.hpp"

BOOST_AUTO_TEST_SUITE(verify_wrap)

using featdyn::verify::wrapped;

BOOST_AUTO_TEST_CASE(lines_are_broken_at_spaces_and_no_longer_than_asked) {
  BOOST_TEST(wrapped("one two three", 7) == "one two\nthree");
  BOOST_TEST(wrapped("one two three", 6) == "one\ntwo\nthree");
  BOOST_TEST(wrapped("one two three", 13) == "one two three");
  BOOST_TEST(wrapped("", 7) == "");
}

BOOST_AUTO_TEST_CASE(a_word_that_is_too_long_stands_alone) {
  BOOST_TEST(wrapped("a loooooooong b", 4) == "a\nloooooooong\nb");
}

BOOST_AUTO_TEST_CASE(line_ends_and_indented_lines_stay) {
  BOOST_TEST(wrapped("head\n  one  two three\n\ntail of it", 6) == "head\n  one  two three\n\ntail\nof it");
}

BOOST_AUTO_TEST_CASE(characters_are_counted_not_bytes) {
  BOOST_TEST(wrapped("σσσ μμμ", 7) == "σσσ μμμ");
}

BOOST_AUTO_TEST_SUITE_END()
