// Activation and loss in settings: by formulas, and what these are read as.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "numerics/settings/function_settings.hpp"
#include "tests/refusal.hpp"
#include "tests/trained.hpp"

BOOST_AUTO_TEST_SUITE(numerics_function_settings)

namespace data = boost::unit_test::data;
using namespace featdyn;
using namespace featdyn::numerics;
using testing::by_network, testing::by_recurrence, testing::contains, testing::distance, testing::refusal;

namespace {

const std::string classifier = "network.objective=classification";

std::string literal(const std::string& key, const testing::Overrides& overrides) {
  for (const auto& [path, text] : used_parameters(testing::settings(overrides)))
    if (path == key) return text;
  return "";
}
std::string activation(const std::string& formula) {
  return literal("network.activation", {"network.activation=\"" + formula + "\""});
}
std::string loss(const std::string& formula) {
  return literal("network.loss", {classifier, "network.loss=\"" + formula + "\""});
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_polynomial_is_its_coefficients) {
  BOOST_TEST(activation("z^2") == "[0, 0, 1]");
  BOOST_TEST(activation("z^3 - z/8 + 1e-1") == "[0.1, -0.125, 0, 1]");
  BOOST_TEST(activation("(z + 1)(z - 1)") == "[-1, 0, 1]");
  BOOST_TEST(activation("z^2/3") == "\"1/3*z^2\"");
  BOOST_TEST(activation("1/3*z^2") == "\"1/3*z^2\"");
  const Matrix<double> formula = by_recurrence({"network.activation=\"z^2 + z/2\""});
  BOOST_TEST(distance(formula, by_recurrence({"network.activation=[0, 0.5, 1]"})) == 0);
}

BOOST_AUTO_TEST_CASE(a_function_of_the_programs_own_is_its_name) {
  BOOST_TEST(activation("relu(z)") == "\"relu\"");
  BOOST_TEST(activation("relu(z)^2") == "\"squared-relu\"");
  BOOST_TEST(activation("erf(z)") == "\"erf\"");
  BOOST_TEST(activation("relu(z)^3") == "\"relu(z)^3\"");
  BOOST_TEST(activation("z/(1+exp( -z ))") == "\"z / (1 + exp(-z))\"");
  BOOST_TEST(loss("log(1 + exp(-z))") == "\"logistic\"");
  BOOST_TEST(loss("(z - 1)^2/2") == "\"square\"");
  BOOST_TEST(loss("exp(-z)") == "\"exponential\"");
  BOOST_TEST(loss("(1 - z)^4") == "\"(1 - z)^4\"");
  BOOST_TEST(loss("log(1 + exp(1 - z))") == "\"log(1 + exp(1 - z))\"");
}

BOOST_AUTO_TEST_CASE(settings_as_used_are_read_back) {
  for (const char* formula : {"z^2/3", "relu(z)^3", "z / (1 + exp(-z))", "max(z, z/10)"}) {
    const std::string once = activation(formula);
    BOOST_TEST(activation(once.substr(1, once.size() - 2)) == once);
  }
}

BOOST_DATA_TEST_CASE(recurrence_and_network_agree_on_formulas,
                     data::make({"relu(z)^3", "relu(z)^4", "max(z, z/10)", "z / (1 + exp(-z))", "erf(z/2)",
                                 "z^2/3 + relu(z)", "exp(z/2) - 1", "sqrt(2) z^2"}),
                     formula) {
  for (const char* std : {"init.std=0.1", "init.std=0.5"})
    for (const char* target : {"diffusion.target=noise", "diffusion.target=data"}) {
      const testing::Overrides overrides{std::string("network.activation=\"") + formula + "\"", std, target};
      BOOST_TEST(distance(by_recurrence(overrides), by_network(overrides)) <= 1e-11, formula);
    }
  const testing::Overrides classifies{std::string("network.activation=\"") + formula + "\"", classifier};
  BOOST_TEST(distance(by_recurrence(classifies), by_network(classifies)) <= 1e-12, formula);
}

BOOST_DATA_TEST_CASE(recurrence_and_network_agree_on_losses,
                     data::make({"log(1 + exp(1 - z))", "(1 - z)^4/4", "1 - tanh(z)", "exp(-z) + z^2/20"}),
                     formula) {
  const testing::Overrides overrides{classifier, std::string("network.loss=\"") + formula + "\""};
  BOOST_TEST(distance(by_recurrence(overrides), by_network(overrides)) <= 1e-12, formula);
  BOOST_TEST(distance(by_recurrence(overrides), by_recurrence({classifier})) > 1e-6, formula);
}

/// The smooth hinge of sharpness 2, written out.
BOOST_AUTO_TEST_CASE(a_loss_by_formula_trains_as_the_programs_own) {
  BOOST_TEST(distance(by_recurrence({classifier, "network.loss=\"log(1 + exp(2 (1 - z)))/2\""}),
                      by_recurrence({classifier, "network.loss=smooth-hinge", "network.sharpness=2"})) <=
             1e-13);
}

BOOST_AUTO_TEST_CASE(mistakes_have_file_line_column_and_the_nearest_name) {
  const auto said = [](const std::string& line) {
    std::string text = testing::small_settings;
    const std::string old = "activation = [0, 0, 1]";
    text.replace(text.find(old), old.size(), line);
    return refusal([&] { read_settings(Document::from_text(text, "small.toml", std::filesystem::path())); });
  };
  BOOST_TEST(
      said("activation = \"z / (1 + expp(-z))\"") ==
      "small.toml:9:24: network.activation: unknown name expp, read 'expp', allowed: exp (the nearest name)");
  BOOST_TEST(contains(said("activation = \"z^\""),
                      "small.toml:9:17: network.activation: the formula ends too soon"));
  BOOST_TEST(contains(said("activation = \"reluu\""), "did you mean relu?"));
  BOOST_TEST(contains(said("activation = \"log(z)\""), "no finite number at z = -4"));
  BOOST_TEST(contains(said("activation = \"relu(tanh(z))\""), "a kink whose expectations"));
  BOOST_TEST(contains(said("activation = \"z - z\""), "the activation is 0"));
  BOOST_TEST(contains(said("activation = \"1e200 z\""), "a coefficient out of range"));
  BOOST_TEST(contains(
      refusal([] {
        testing::settings({classifier, "network.loss=\"lg(1 + z)\""});
      }),
      "network.loss: unknown name lg, read 'lg', allowed: log (the nearest name) (column 1 of the formula)"));
  BOOST_TEST(contains(refusal([] {
                        testing::settings({classifier, "network.loss=\"2 + 1\""});
                      }),
                      "a loss that is free of the margin"));
}

BOOST_AUTO_TEST_CASE(a_kink_is_allowed_where_there_is_no_noise) {
  BOOST_TEST(testing::settings({classifier, "network.activation=\"relu(tanh(z))\""}).architecture.function ==
             "relu(tanh(z))");
}

BOOST_AUTO_TEST_SUITE_END()
