#include <boost/test/unit_test.hpp>
#include <cmath>

#include "verify/theorem/value/array_value.hpp"

BOOST_AUTO_TEST_SUITE(verify_theorem_arrays)

using namespace featdyn::verify;
using featdyn::formula::Reduced;

namespace {

const Array rows{.axes = {{"r", 2}}, .values = {1, 2}}, columns{.axes = {{"j", 3}}, .values = {10, 20, 30}};

Array sum_of(const Array& x, const Array& y) {
  return combined(x, y, [](double a, double b) { return a + b; });
}

}  // namespace

BOOST_AUTO_TEST_CASE(arrays_are_combined_along_the_axes_of_both) {
  const Array sum = sum_of(rows, columns);
  BOOST_TEST(sum.axes.size() == 2U);
  BOOST_TEST(sum.values == (std::vector<double>{11, 21, 31, 12, 22, 32}), boost::test_tools::per_element());
  const Array turned = sum_of(columns, rows);
  BOOST_TEST(turned.values == (std::vector<double>{11, 12, 21, 22, 31, 32}),
             boost::test_tools::per_element());
  BOOST_TEST(sum_of(sum, turned).values == (std::vector<double>{22, 42, 62, 24, 44, 64}),
             boost::test_tools::per_element());
  BOOST_TEST(sum_of(Array::of(1), rows).values == (std::vector<double>{2, 3}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_index_has_one_size) {
  const Array other{.axes = {{"r", 3}}, .values = {1, 2, 3}};
  BOOST_CHECK_THROW(sum_of(rows, other), std::logic_error);
}

BOOST_AUTO_TEST_CASE(reductions_are_over_the_named_axes) {
  const Array table = sum_of(rows, columns);
  const auto over = [&](Reduced kind, std::vector<std::string> indices) {
    return reduced(table, {.kind = kind, .indices = std::move(indices)}).values;
  };
  BOOST_TEST(over(Reduced::max, {"r"}) == (std::vector<double>{12, 22, 32}),
             boost::test_tools::per_element());
  BOOST_TEST(over(Reduced::sum, {"j"}) == (std::vector<double>{63, 66}), boost::test_tools::per_element());
  BOOST_TEST(over(Reduced::min, {"r", "j"}).front() == 11);
  BOOST_TEST(over(Reduced::mean, {"r", "j"}).front() == 21.5);
  BOOST_TEST(std::abs(over(Reduced::rms, {"j"}).front() - std::sqrt((121. + 441 + 961) / 3)) < 1e-12);
}

BOOST_AUTO_TEST_CASE(what_is_masked_has_no_say_and_a_nan_stays) {
  const Array mask{.axes = {{"j", 3}}, .values = {0, 1, 1}}, none{.axes = {{"j", 3}}, .values = {0, 0, 0}};
  BOOST_TEST(reduced(columns, {.kind = Reduced::min, .indices = {"j"}}, &mask).number() == 20);
  BOOST_TEST(reduced(columns, {.kind = Reduced::count, .indices = {"j"}}, &mask).number() == 2);
  BOOST_TEST(reduced(columns, {.kind = Reduced::sum, .indices = {"j"}}, &none).number() == 0);
  BOOST_TEST(std::isnan(reduced(columns, {.kind = Reduced::max, .indices = {"j"}}, &none).number()));
  const Array broken{.axes = {{"j", 3}}, .values = {1, NAN, 3}};
  for (const auto kind : {Reduced::max, Reduced::min, Reduced::mean})
    BOOST_TEST(std::isnan(reduced(broken, {.kind = kind, .indices = {"j"}}).number()));
}

BOOST_AUTO_TEST_SUITE_END()
