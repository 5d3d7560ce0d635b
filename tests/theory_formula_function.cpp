// Functions of z: polynomials, derivatives, what a calculator reads.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/formula_mistake.hpp"
#include "tests/refusal.hpp"
#include "theory/formula/error.hpp"
#include "theory/formula/function.hpp"
#include "theory/formula/text.hpp"

BOOST_AUTO_TEST_SUITE(theory_formula_function)

namespace data = boost::unit_test::data;
using namespace featdyn;
using namespace featdyn::formula;
using testing::Mistake;
using theory::Polynomial, theory::Rational, theory::Symbol;

namespace {

Polynomial z() {
  return Polynomial(Symbol::z);
}

/// Formula, its derivative as written, the formula for a calculator.
struct Example {
  const char *f, *slope, *calculator;
};
std::ostream& operator<<(std::ostream& stream, const Example& example) {
  return stream << example.f;
}
const std::vector<Example> examples{
    {"z^3", "3 z^2", "z^3"},
    {"2 z", "2", "2*z"},
    {"7", "0", "7"},
    {"-z", "-1", "-z"},
    {"z^2/3 - z", "2 z / 3 - 1", "z^2/3 - z"},
    {"relu(z)^2", "2 relu(z)", "max(z, 0)^2"},
    {"relu(z)^3", "3 relu(z)^2", "max(z, 0)^3"},
    {"(2 z - 1)^3", "6 (2 z - 1)^2", "(2*z - 1)^3"},
    {"exp(-z)", "-exp(-z)", "exp(-z)"},
    {"log(1 + exp(-z))", "-(1 / (1 + exp(-z)) exp(-z))", "log(1 + exp(-z))"},
    {"erf(z)", "2 exp(-z^2) / sqrt(pi)", "erf(z)"},
    {"tanh(z)", "1 - tanh(z)^2", "tanh(z)"},
    {"z Phi(z)", "Phi(z) + z exp(-(z^2 / 2)) / sqrt(2 pi)", "z*((1 + erf((z)/sqrt(2)))/2)"},
    {"z / (1 + exp(-z))", "1 / (1 + exp(-z)) + z exp(-z) / (1 + exp(-z))^2", "z/(1 + exp(-z))"},
};

const std::vector<Mistake> mistakes{
    {"1 + expp(z)", 5, "unknown name expp, read 'expp', allowed: exp (the nearest name)"},
    {"z + x", 5, "unknown name x"},
    {"z + r", 5, "not a name of a function of z, read 'r'"},
    {"z[1]", 1, "z has no indices"},
    {"mean[r] z", 1, "no function of z"},
    {"z <= 1", 1, "a statement where a number is needed"},
};

}  // namespace

BOOST_AUTO_TEST_CASE(polynomials_are_expanded_exactly) {
  const auto value = [](const char* text) { return *as_polynomial(read_function(text)); };
  BOOST_TEST(
      (value("(1 - z)^2/2") == Polynomial(Rational(1, 2)) - z() + Polynomial(Rational(1, 2)) * z() * z()));
  BOOST_TEST((value("0.1 z") == Polynomial(Rational(1, 10)) * z()));
  BOOST_TEST((value("z (z - 1)(z + 1)") == z() * z() * z() - z()));
  BOOST_TEST((value("abs(-3) z / min(2, 4)") == Polynomial(Rational(3, 2)) * z()));
  BOOST_TEST((value("z^100").degree(Symbol::z) == 100U));
}

BOOST_AUTO_TEST_CASE(what_is_no_polynomial_is_not_taken_for_one) {
  for (const char* text :
       {"1/z", "z^(1/2)", "z^-1", "sqrt(2) z", "pi z", "relu(z)", "2^z", "z^101", "(z^60)^60", "z/(z - z)"})
    BOOST_TEST(!as_polynomial(read_function(text)).has_value(), text);
}

BOOST_DATA_TEST_CASE(derivatives_follow_the_rules_of_calculus, data::make(examples), example) {
  BOOST_TEST(text(derivative(read_function(example.f))) == example.slope);
}

BOOST_AUTO_TEST_CASE(a_slope_that_jumps_has_no_formula) {
  for (const char* kinked : {"relu(z)", "abs(z) + z", "exp(max(z, 1))", "relu(z)^(1/2)"})
    BOOST_TEST(!derivative(read_function(kinked)), kinked);
}

BOOST_DATA_TEST_CASE(calculators_get_every_product_and_power, data::make(examples), example) {
  BOOST_TEST(calculator_text(read_function(example.f)) == example.calculator);
}

BOOST_DATA_TEST_CASE(mistakes_have_their_column, data::make(mistakes), mistake) {
  try {
    read_function(mistake.text);
    BOOST_TEST(false, "nothing was refused");
  } catch (const FormulaError& error) {
    BOOST_TEST(error.place().column == mistake.column);
    BOOST_TEST(testing::contains(error.what(), mistake.message), error.what());
  }
}

BOOST_AUTO_TEST_SUITE_END()
