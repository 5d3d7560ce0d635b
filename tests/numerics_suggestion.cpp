#include <boost/test/unit_test.hpp>

#include "numerics/settings/suggestion.hpp"

BOOST_AUTO_TEST_SUITE(numerics_suggestion)

using namespace featdyn::numerics;

BOOST_AUTO_TEST_CASE(the_nearest_name_is_the_one_that_was_meant) {
  const std::vector<std::string> names{"recurrence", "network", "network-mc", "ode", "training.steps"};
  for (const auto& [word, meant] :
       {std::pair("recurence", "recurrence"), std::pair("netwrok", "network"),
        std::pair("network_mc", "network-mc"), std::pair("oed", "ode"), std::pair("od", "ode"),
        std::pair("trainng.step", "training.steps"), std::pair("train", "training.steps"),
        std::pair("RECURRENCE", ""), std::pair("guess", ""), std::pair("", ""), std::pair("x", "")})
    BOOST_TEST(nearest(word, names) == meant, word);
  BOOST_TEST(nearest(std::string(100'000, 'o'), names).empty());
  BOOST_TEST(nearest("ode", {}).empty());
}

BOOST_AUTO_TEST_CASE(a_refusal_names_all_and_the_one_that_was_meant) {
  const auto refusal = [](const char* word) {
    try {
      refuse_name({"--method"}, "unknown method", word, {"ode", "network"});
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  BOOST_TEST(refusal("networt").ends_with(
      "unknown method, read networt, did you mean network? allowed: ode, network"));
  BOOST_TEST(refusal("magic").ends_with("unknown method, read magic, allowed: ode, network"));
}

BOOST_AUTO_TEST_SUITE_END()
