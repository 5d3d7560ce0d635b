#include <boost/test/unit_test.hpp>

#include "tests/calculator.hpp"
#include "theory/polynomial.hpp"

BOOST_AUTO_TEST_SUITE(theory_polynomial)

using namespace featdyn::theory;

namespace {

const Polynomial a = Symbol::a_r, v = Symbol::v_r, c = Symbol::c_rs, z = Symbol::z;

std::vector<Polynomial> examples() {
  return {0, 1, Polynomial(Rational(-2, 3)), a, a * a - v, Polynomial(Rational(1, 2)) * c.pow(3) + z * a - 7};
}

void print(const Polynomial& f) {
  BOOST_TEST_MESSAGE(f.text());
}

}  // namespace

BOOST_AUTO_TEST_CASE(sums_and_products_obey_the_ring_axioms) {
  for (const Polynomial& f : examples())
    for (const Polynomial& g : examples())
      for (const Polynomial& h : examples()) {
        print(f);
        BOOST_TEST((f + g == g + f && f * g == g * f));
        BOOST_TEST(((f + g) + h == f + (g + h) && (f * g) * h == f * (g * h)));
        BOOST_TEST((f * (g + h) == f * g + f * h));
        BOOST_TEST(((f - f).is_zero() && f + 0 == f && f * 1 == f && -f + f == 0));
      }
}

BOOST_AUTO_TEST_CASE(the_derivative_obeys_leibniz_and_the_power_rule) {
  BOOST_TEST((a.pow(5).derivative(Symbol::a_r) == Polynomial(5) * a.pow(4)));
  BOOST_TEST(a.pow(5).derivative(Symbol::v_r).is_zero());
  for (const Polynomial& f : examples())
    for (const Polynomial& g : examples()) {
      const Symbol x = Symbol::a_r;
      BOOST_TEST(((f * g).derivative(x) == f.derivative(x) * g + f * g.derivative(x)));
    }
}

BOOST_AUTO_TEST_CASE(substitution_puts_a_polynomial_for_a_symbol) {
  const Polynomial f = z.pow(2) * a + z - 1;
  BOOST_TEST((f.substitute(Symbol::z, a + v) == (a + v) * (a + v) * a + a + v - 1));
  BOOST_TEST((f.substitute(Symbol::v_r, 5) == f));
  BOOST_TEST((f.substitute(Symbol::z, 0) == Polynomial(-1)));
  BOOST_TEST((z.substitute(Symbol::z, z * z) == z * z));
}

BOOST_AUTO_TEST_CASE(coefficients_and_degrees_take_a_polynomial_apart) {
  const Polynomial f = Polynomial(3) * z.pow(2) * a + z * v - 4;
  BOOST_TEST((f.coefficient(Symbol::z, 2) == Polynomial(3) * a));
  BOOST_TEST((f.coefficient(Symbol::z, 1) == v));
  BOOST_TEST((f.coefficient(Symbol::z, 0) == Polynomial(-4)));
  BOOST_TEST(f.coefficient(Symbol::z, 3).is_zero());
  BOOST_TEST(f.degree(Symbol::z) == 2U);
  BOOST_TEST(f.degree(Symbol::c_rs) == 0U);
  BOOST_TEST(Polynomial().degree(Symbol::z) == 0U);
}

BOOST_AUTO_TEST_CASE(powers_are_repeated_products) {
  BOOST_TEST(((a - v).pow(3) == (a - v) * (a - v) * (a - v)));
  BOOST_TEST((Polynomial().pow(0) == Polynomial(1)));
}

BOOST_AUTO_TEST_CASE(the_text_of_a_polynomial_means_that_polynomial) {
  const std::map<std::string, Rational> values{
      {"a_r", Rational(3, 7)}, {"v_r", Rational(-5, 2)}, {"c_rs", Rational(11, 3)}, {"z", Rational(1, 5)}};
  std::array<Rational, symbol_count> numbers;
  numbers.fill(0);
  for (const Symbol symbol : {Symbol::a_r, Symbol::v_r, Symbol::c_rs, Symbol::z})
    numbers[static_cast<std::size_t>(symbol)] = values.at(name(symbol).text);
  for (const Polynomial& f : examples())
    for (const Polynomial& g : examples()) {
      const Polynomial h = f * g - f;
      BOOST_TEST(featdyn::testing::calculate(h.text(), values) == h.evaluate<Rational>(numbers), h.text());
    }
}

BOOST_AUTO_TEST_CASE(text_and_latex_are_written_as_a_reader_expects) {
  const Polynomial f = Polynomial(Rational(1, 2)) * a.pow(2) * v - c + 3;
  BOOST_TEST(f.text() == "1/2*a_r^2*v_r - c_rs + 3");
  BOOST_TEST(f.latex() == "\\tfrac{1}{2} a_r^{2} v_r-c_{rs}+3");
  BOOST_TEST((Polynomial(Symbol::root).pow(2)).latex() == "(m^{-1/2})^{2}");
  BOOST_TEST(Polynomial().text() == "0");
  BOOST_TEST(Polynomial().latex() == "0");
}

BOOST_AUTO_TEST_CASE(evaluation_is_exact_over_the_rationals) {
  std::array<Rational, symbol_count> values;
  values.fill(Rational(1, 3));
  BOOST_TEST((a * v - 1).evaluate<Rational>(values) == Rational(-8, 9));
}

BOOST_AUTO_TEST_CASE(the_factorial_of_five_is_120) {
  BOOST_TEST(factorial(0) == 1);
  BOOST_TEST(factorial(5) == 120);
}

BOOST_AUTO_TEST_SUITE_END()
