#include <boost/test/unit_test.hpp>
#include <chrono>

#include "numerics/enclosure/rounding_check.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"

BOOST_AUTO_TEST_SUITE(numerics_rounding_check)

namespace {

using namespace featdyn::numerics;

/// The enclosure without its width: the midpoint, or the left end.
Ball collapsed(Ball x) {
  mag_zero(arb_radref(x.raw()));
  return x;
}
Interval collapsed(Interval x) {
  mpfr_set(&x.raw()->right, &x.raw()->left, MPFR_RNDN);
  return x;
}

template <class R>
void product_collapsed(Factor<R> x, Factor<R> y, Matrix<R>& result) {
  multiply<R>(x, y, result);
  for (Index i = 0; i < result.size(); ++i) result.data()[i] = collapsed(result.data()[i]);
}

template <class R>
void check_fault(EnclosureOperations<R> operations, const std::string& what) {
  const auto fault = rounding_fault(operations);
  BOOST_REQUIRE_MESSAGE(fault.has_value(), what);
  BOOST_TEST(fault->starts_with(what + " at "), *fault);
}

using Enclosures = std::tuple<Ball, Interval>;

}  // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(the_operations_of_the_program_enclose, R, Enclosures) {
  const auto start = std::chrono::steady_clock::now();
  BOOST_TEST(!rounding_fault<R>().has_value());
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  BOOST_TEST_MESSAGE(taken.count() << " ms");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_operation_that_rounds_to_a_point_is_seen, R, Enclosures) {
  using Operations = EnclosureOperations<R>;
  const Operations sound = enclosure_operations<R>();
  Operations broken = sound;
  broken.add = [](const R& x, const R& y) { return collapsed(x + y); };
  check_fault(broken, "a sum");
  (broken = sound).subtract = [](const R& x, const R& y) { return collapsed(x - y); };
  check_fault(broken, "a difference");
  (broken = sound).multiply = [](const R& x, const R& y) { return collapsed(x * y); };
  check_fault(broken, "a product");
  (broken = sound).divide = [](const R& x, const R& y) { return collapsed(x / y); };
  check_fault(broken, "a quotient");
  (broken = sound).root = [](const R& x) { return collapsed(sqrt(x)); };
  check_fault(broken, "a square root");
  (broken = sound).exponential = [](const R& x) { return collapsed(exp(x)); };
  check_fault(broken, "an exponential");
  (broken = sound).expm1 = [](const R& x) { return collapsed(expm1(x)); };
  check_fault(broken, "e^x - 1");
  (broken = sound).log1p = [](const R& x) { return collapsed(log1p(x)); };
  check_fault(broken, "log(1 + x)");
  (broken = sound).logistic = [](const R& x) { return collapsed(R(R(1) / (R(1) + exp(x)))); };
  check_fault(broken, "a logistic function");
  (broken = sound).softplus = [](const R& x) { return collapsed(log1p(exp(x))); };
  check_fault(broken, "log(1 + e^x)");
  (broken = sound).product = &product_collapsed<R>;
  check_fault(broken, "a dot product");
}

/// Rounding at double's precision only while more is asked for.
BOOST_AUTO_TEST_CASE(too_low_a_precision_without_its_error_is_seen) {
  auto broken = enclosure_operations<Ball>();
  broken.multiply = [](const Ball& x, const Ball& y) {
    Ball result = x * y;
    arf_set_round(arb_midref(result.raw()), arb_midref(result.raw()), 53, ARF_RND_NEAR);
    return result;
  };
  BOOST_TEST(rounding_fault(broken).value() == "a product at 64 bits is not enclosed by its result");
}

BOOST_AUTO_TEST_SUITE_END()
