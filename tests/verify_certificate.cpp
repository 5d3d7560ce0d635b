#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "numerics/methods/recurrence.hpp"
#include "numerics/scalar/interval.hpp"
#include "tests/certificates.hpp"
#include "tests/refusal.hpp"
#include "verify/certificate/certificate.hpp"
#include "verify/certificate/decimal_grid.hpp"
#include "verify/certificate/effort.hpp"

BOOST_AUTO_TEST_SUITE(verify_certificate)

namespace {

using namespace featdyn;
using nlohmann::ordered_json;
using numerics::Ball, numerics::Bounds, numerics::Interval, numerics::PrecisionScope;
using testing::contains, testing::End, testing::end_of, testing::refusal;
using theory::Rational;
using verify::Certificate, verify::DecimalGrid, verify::Verdict;

constexpr long steps = 30;

numerics::Problem problem_of(const std::string& objective, const std::string& learning_rate = "0.01") {
  return testing::problem({"network.objective=" + objective, "network.activation=[0, 0.5, 1]",
                           "training.steps=30", "training.learning_rate=" + learning_rate});
}

ordered_json certificate_of(const std::string& objective, const std::string& width = "1e-20") {
  return ordered_json::parse(testing::certificate_text(problem_of(objective), steps, width));
}

std::vector<verify::Check> checked(const ordered_json& document) {
  return verify::check(verify::read_certificate(document.dump(), "certificate"), {});
}

bool holds(const ordered_json& document) {
  return end_of(document.dump()) == End::holds;
}

/// The first check that fails, by its name.
std::string failing(const ordered_json& document) {
  for (const verify::Check& item : checked(document))
    if (item.verdict != Verdict::holds) return item.what;
  return "nothing";
}

/// The text with its last digit before any exponent changed to the next.
std::string altered(std::string number) {
  char& digit = number[std::min(number.find('e'), number.size()) - 1];
  digit = digit == '9' ? '8' : static_cast<char>(digit + 1);
  return number;
}

const std::vector<std::string> objectives{"diffusion", "classification"};

}  // namespace

BOOST_AUTO_TEST_CASE(a_grid_rounds_outwards_on_both_sides_of_zero) {
  const DecimalGrid grid(3);
  const Rational third(1, 3);
  BOOST_TEST(grid.text(grid.below(third)) == "3.33e-1");
  BOOST_TEST(grid.text(grid.above(third)) == "3.34e-1");
  BOOST_TEST(grid.text(grid.below(-third)) == "-3.34e-1");
  BOOST_TEST(grid.text(grid.above(-third)) == "-3.33e-1");
  BOOST_TEST(grid.text(grid.below(Rational(-1, 8))) == "-1.25e-1");
  BOOST_TEST(grid.text(grid.above(Rational(-1, 8))) == "-1.25e-1");
  BOOST_TEST(grid.text(grid.above(Rational(-1, 9999))) == "0");
  BOOST_TEST(grid.text(Rational(1200)) == "1.2e3");
  BOOST_TEST(DecimalGrid::for_width(Rational(1, 100)).places() == 3);
}

BOOST_AUTO_TEST_CASE(a_decimal_of_the_grid_has_one_text) {
  const DecimalGrid grid(3);
  for (const char* text : {"0", "1e0", "-1e0", "1.25e-1", "-1.2e3", "1e-3", "9.999e0"})
    BOOST_TEST(grid.is_text(text), text);
  for (const char* text :
       {"",        "-0",   "1",         "1.0e0",  "10e-1", "0.125", "+1e0",    "1e+0", "1E0",   "1e00",
        "1.e0",    ".1e1", "1e",        "e1",     "-",     "1_2e0", " 1e0",    "1e0 ", "0x1p0", "1e-4",
        "1.25e-2", "nan",  "1e-200000", "1e1000", "--1e0", "1e--1", "1.2.3e0", "01e0", "0e0",   "1e0\n"})
    BOOST_TEST(!grid.is_text(text), text);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(bounds_hold_a_third_and_are_exact_for_a_double, R,
                              decltype(std::tuple<Ball, Interval>())) {
  const PrecisionScope scope(80);
  const Bounds third = bounds(R(1) / R(3)), double_tenth = bounds(R(0.1)), minus = bounds(-R(3));
  BOOST_TEST((third.lower < Rational(1, 3) && Rational(1, 3) < third.upper));
  BOOST_TEST(log10_width(R(1) / R(3)) < -23);
  BOOST_TEST((double_tenth.lower == Rational(0.1) && double_tenth.upper == Rational(0.1)));
  BOOST_TEST((minus.lower == -3 && minus.upper == -3));
  BOOST_TEST(!isfinite(R(1) / (R(1) / R(3) - R(2) / R(6))));
}

BOOST_DATA_TEST_CASE(functions_of_intervals_hold_those_of_their_numbers,
                     boost::unit_test::data::make({-30.5, -1e-3, 0.25, 1.0, 17.75}), x) {
  const auto of = []<class R>(const R& y) {
    return std::array<R, 4>{exp(y), expm1(y), sqrt(y * y), log1p(exp(y))};
  };
  const auto enclosures = [&] {
    const PrecisionScope scope(70);
    return of(Interval(x));
  }();
  const PrecisionScope scope(400);
  const auto values = of(Ball(x));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Bounds outer = bounds(enclosures[i]), inner = bounds(values[i]);
    BOOST_TEST((outer.lower <= inner.lower && inner.upper <= outer.upper));
    BOOST_TEST(log10_width(enclosures[i]) < 10 - 20);
  }
}

BOOST_DATA_TEST_CASE(a_certificate_is_narrower_than_asked_and_holds_the_run, objectives, objective) {
  const numerics::Problem problem = problem_of(objective);
  const Certificate certificate = *verify::certify(problem, steps, "1e-20", {});
  const PrecisionScope scope(400);
  numerics::Recurrence<Ball> run(problem, numerics::initial_state<Ball>(problem),
                                 numerics::learning_rate<Ball>(problem.settings));
  for (long k = 0; k < steps; ++k) {
    run.evaluate();
    run.advance();
  }
  for (numerics::Index r = 0; r < run.overlaps().rows(); ++r)
    for (numerics::Index p = 0; p < run.overlaps().cols(); ++p) {
      const auto at = [&](const auto& rows) {
        return theory::rational_from_decimal(rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(p)]);
      };
      const Bounds exact = bounds(run.overlaps()(r, p));
      BOOST_TEST((at(certificate.lower) <= exact.lower && exact.upper <= at(certificate.upper)));
      BOOST_TEST((at(certificate.upper) - at(certificate.lower) < theory::rational_from_decimal("1e-20")));
    }
}

BOOST_DATA_TEST_CASE(another_arithmetic_confirms_a_certificate, objectives, objective) {
  BOOST_TEST(holds(certificate_of(objective)));
  BOOST_TEST(holds(certificate_of(objective, "0.25")));
  BOOST_TEST(holds(certificate_of(objective, "1e-200")));
}

BOOST_DATA_TEST_CASE(one_altered_digit_does_not_follow, objectives, objective) {
  const ordered_json honest = certificate_of(objective);
  for (const char* side : {"lower", "upper"})  // inwards or outwards, as the signs have it
    for (std::size_t p = 0; p < honest["final"][side][1].size(); ++p) {
      ordered_json forged = honest;
      auto& number = forged["final"][side][1][p];
      number = altered(number);
      const std::string what = failing(forged);
      BOOST_TEST((what == "final" || what == "width"));
    }
  for (const char* what : {"patches", "weights"}) {
    ordered_json forged = honest;
    auto& row = forged["data"][what][1];
    std::string number = row[2];
    char& digit = number[number.find('p') - 1];
    digit = digit == '1' ? '2' : '1';
    row[2] = number;
    BOOST_TEST(failing(forged) == "data");
  }
}

/// Both passed once: data made again might differ by 1e-9.
BOOST_AUTO_TEST_CASE(two_disjoint_certificates_of_one_config_do_not_both_hold) {
  const auto problem = problem_of("diffusion");
  auto other = problem;
  other.settings =
      testing::settings({"network.activation=[0, 0.5, 1]", "training.steps=30", "init.std=0.1000000000999"});
  other = numerics::make_problem(other.settings);
  other.settings = problem.settings;
  const std::string one = testing::certificate_text(problem, steps, "1e-20"),
                    two = testing::certificate_text(other, steps, "1e-20");
  BOOST_TEST((end_of(one) == End::holds));
  BOOST_TEST(failing(ordered_json::parse(two)) == "data");
}

BOOST_AUTO_TEST_CASE(other_steps_settings_width_and_claims_do_not_follow) {
  const ordered_json honest = certificate_of("diffusion");
  const auto forged = [&](const char* key, const ordered_json& value) {
    ordered_json copy = honest;
    copy[key] = value;
    return copy;
  };
  std::string config = honest["config"];
  config.replace(config.find("0.01"), 4, "0.02");
  BOOST_TEST(failing(forged("steps", steps - 1)) == "claims");
  BOOST_TEST(failing(forged("config", config)) == "final");
  BOOST_TEST(failing(forged("width", 2e-20)) == "claims");
  BOOST_TEST(failing(forged("digits", 100'000)) == "digits");
  BOOST_TEST(failing(forged("digits", 22)) == "digits");
  BOOST_TEST(failing(forged("claims", ordered_json::array())) == "claims");
  BOOST_TEST(failing(forged("meaning", "all is well")) == "claims");
  BOOST_TEST(failing(forged("mode", "of these stored numbers only: patches")) == "mode");
  BOOST_TEST(!holds(forged("width", 1e-22)));
  BOOST_TEST(!holds(forged("width", 1e-21)));
  BOOST_TEST(!holds(forged("final", {{"lower", {{"0"}}}, {"upper", {{"0"}}}})));
}

BOOST_AUTO_TEST_CASE(a_run_that_diverges_has_no_certificate) {
  BOOST_TEST(!verify::certify(problem_of("diffusion", "30"), 60, "1e-5", {}).has_value());
}

BOOST_AUTO_TEST_CASE(classes_that_a_denoiser_does_not_see_are_certified_and_checked) {
  const auto problem = testing::problem({"data.classes=4", "data.noise_patches=2", "data.noise_spectrum=1"});
  BOOST_TEST((end_of(testing::certificate_text(problem, steps, "1e-20")) == End::holds));
}

BOOST_AUTO_TEST_CASE(widths_are_plain_decimals) {
  const numerics::Origin origin{"--width", 1};
  BOOST_TEST(verify::width_text("0.25", origin) == "0.25");
  BOOST_TEST(verify::width_text("1e-20", origin) == "1e-20");
  BOOST_TEST(verify::width_text("1.00000000000000000001e-20", origin) == "1e-20");
  for (const char* width : {"0", "2", "-1", "1e-301", "1_0e-3", "nan", "0x1p-3", "", "1e-20 "})
    BOOST_TEST(contains(refusal([&] { verify::width_text(width, origin); }), "allowed: 1e-300 to 1"), width);
}

BOOST_AUTO_TEST_CASE(work_is_estimated_shown_and_refused) {
  using verify::duration_text;
  BOOST_TEST(duration_text(40) == "40 s");
  BOOST_TEST(duration_text(90 * 60) == "90 min");
  BOOST_TEST(duration_text(5 * 3600) == "5 h");
  BOOST_TEST(duration_text(31'557'600e6) == "1e+06 years");
  verify::Effort effort("check", 1, true);
  effort.expect(3599);
  BOOST_TEST(
      refusal([&] { effort.expect(7200); }) ==
      "check:1: too much work, read about 2 h of computing, allowed: at most 60 min, or a larger --hours");
  BOOST_TEST(contains(refusal([&] { effort.expect(std::nan("")); }), "too much work"));
  const auto seconds = [&](const testing::Overrides& overrides, long count) {
    const auto settings = testing::settings(overrides);
    return verify::expected_seconds<Interval>(settings, *verify::sizes_of_settings(settings), "1e-20", count);
  };
  BOOST_TEST(seconds({}, 10) < 1);
  BOOST_TEST(seconds({}, 1'000'000'000'000) > 24 * 3600);
  BOOST_TEST(seconds({"data.dimension=10000000", "data.samples=30", "network.width=20"}, 10) > 60);
}

BOOST_AUTO_TEST_SUITE_END()
