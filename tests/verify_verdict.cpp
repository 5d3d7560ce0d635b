#include <boost/test/unit_test.hpp>

#include "verify/finding/verdict.hpp"

BOOST_AUTO_TEST_SUITE(verify_verdict)

using namespace featdyn::verify;

BOOST_AUTO_TEST_CASE(one_failure_wins_over_undecided_and_undecided_over_the_rest) {
  using enum Verdict;
  BOOST_TEST(exit_code_of({}) == 0);
  BOOST_TEST(exit_code_of({holds, not_applicable}) == 0);
  BOOST_TEST(exit_code_of({holds, undecided}) == 2);
  BOOST_TEST(exit_code_of({undecided, fails, holds}) == 1);
  BOOST_TEST(exit_code_of({fails}) == 1);
  BOOST_TEST(exit_code::bad_input == 3);
}

BOOST_AUTO_TEST_CASE(verdicts_are_printed_as_the_contract_names_them) {
  BOOST_TEST(std::string(name(Verdict::holds)) == "holds");
  BOOST_TEST(std::string(name(Verdict::fails)) == "fails");
  BOOST_TEST(std::string(name(Verdict::undecided)) == "undecided");
  BOOST_TEST(std::string(name(Verdict::not_applicable)) == "not-applicable");
}

BOOST_AUTO_TEST_SUITE_END()
