#include <boost/test/unit_test.hpp>

#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/templates/templates.hpp"

BOOST_AUTO_TEST_SUITE(verify_templates)

using namespace featdyn;

BOOST_AUTO_TEST_CASE(every_template_is_a_settings_file_or_names_files_that_are_not_there) {
  for (const auto& item : verify::templates()) {
    const std::string message = testing::refusal(
        [&] { numerics::read_settings(numerics::Document::from_text(item.text, "t.toml", "/nonexistent")); });
    BOOST_TEST((message == "nothing was thrown" || testing::contains(message, "no such file")), message);
  }
}

BOOST_AUTO_TEST_CASE(the_contracts_templates_exist_and_others_are_refused) {
  for (const char* name :
       {"figure-2-low", "figure-2-high", "classification", "noisy-mnist", "data-assumptions", "sweep"})
    BOOST_TEST(verify::find_template(name).name == std::string(name));
  BOOST_TEST(testing::contains(testing::refusal([] { verify::find_template("figure-9"); }), "figure-9"));
}

BOOST_AUTO_TEST_SUITE_END()
