#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/data/spectrum.hpp"
#include "numerics/files/atomic_file.hpp"
#include "numerics/files/idx.hpp"
#include "numerics/files/npy.hpp"
#include "numerics/settings/scale_rule.hpp"
#include "numerics/spectrum/modes.hpp"
#include "tests/refusal.hpp"
#include "tests/spectra.hpp"

BOOST_AUTO_TEST_SUITE(numerics_spectrum)

using namespace featdyn;
using namespace featdyn::numerics;
using boost::test_tools::tolerance;
using featdyn::testing::contains;
using featdyn::testing::Overrides;
using featdyn::testing::refusal;
using featdyn::testing::spectral;
using featdyn::testing::spectral_problem;

namespace {

std::vector<double> eigenvalues(const Overrides& overrides) {
  return modes_of<double>(spectral_problem(overrides)).lambda;
}

/// What the settings are refused with.
std::string refused(const Overrides& overrides) {
  return refusal([&] { spectral_problem(overrides); });
}

/// The spectral settings without data.spectrum.
Problem of_file(const std::string& line, const Overrides& overrides = {}) {
  std::string text = testing::spectral_settings;
  const auto from = text.find("spectrum = ["), to = text.find('\n', from);
  text.replace(from, to - from, line);
  return make_problem(testing::settings_of(text, overrides));
}

void require_same(const std::vector<double>& found, const std::vector<double>& wanted) {
  BOOST_TEST_REQUIRE(found.size() == wanted.size());
  for (std::size_t a = 0; a < found.size(); ++a) BOOST_TEST(found[a] == wanted[a], tolerance(1e-12));
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_second_moment_has_the_eigenvalues_that_are_asked_for) {
  const std::vector<double> all{10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.001};
  require_same(eigenvalues({}), all);
  require_same(eigenvalues({"data.centred=true"}), all);
  require_same(eigenvalues({"data.dimension=20"}), all);
  require_same(eigenvalues({"data.spectrum=[0.5, 2]"}), {2, 0.5});
  require_same(eigenvalues({"data.spectrum=1", "data.modes=4"}), {1, 1.0 / 2, 1.0 / 3, 1.0 / 4});
  const auto log_normal = eigenvalues({"data.spectrum=log-normal", "data.modes=3", "network.width=3"});
  const double x = std::exp(0.9674215661017014);  // Phi^-1(5/6)
  require_same(log_normal, {3 * x / (x + 1 + 1 / x), 3 / (x + 1 + 1 / x), 3 / x / (x + 1 + 1 / x)});
}

BOOST_AUTO_TEST_CASE(centred_data_have_mean_0) {
  const Matrix<double> X = spectral_problem({"data.centred=true"}).data.patches;
  BOOST_TEST(X.rows() == 16);
  BOOST_TEST(X.colwise().sum().cwiseAbs().maxCoeff() == 0);
  BOOST_TEST(spectral_problem().data.patches.rows() == 8);
}

BOOST_FIXTURE_TEST_CASE(a_covariance_brings_its_eigenvectors, testing::TemporaryFolder) {
  const double C[] = {2, 1, 1, 2};
  write_npy(*this / "c.npy", {2, 2}, C);
  const std::string line = "covariance = \"" + (*this / "c.npy").string() + "\"";
  const Problem problem = of_file(line, {"network.width=2"});
  require_same(modes_of<double>(problem).lambda, {3, 1});
  const Matrix<double>& X = problem.data.patches;
  const Matrix<double> moment = X.transpose() * X / 2;
  BOOST_TEST((moment - Eigen::Map<const Matrix<double>>(C, 2, 2)).cwiseAbs().maxCoeff() < 1e-14);
  require_same(modes_of<double>(of_file(line, {"network.width=2", "data.modes=1"})).lambda, {3});
  BOOST_TEST(contains(refusal([&] { of_file(line, {"data.modes=3"}); }), "rank 2"));
  const double skew[] = {2, 1, 0, 2}, negative[] = {1, 2, 2, 1};
  write_npy(*this / "c.npy", {2, 2}, skew);
  BOOST_TEST(contains(refusal([&] { of_file(line); }), "not symmetric"));
  write_npy(*this / "c.npy", {2, 2}, negative);
  BOOST_TEST(contains(refusal([&] { of_file(line); }), "eigenvalues from -1 to 3"));
}

BOOST_FIXTURE_TEST_CASE(images_bring_the_spectrum_of_their_pixels, testing::TemporaryFolder) {
  write_file(*this / "i.idx", idx_bytes({.shape = {3, 1, 2}, .values = {255, 0, 0, 255, 255, 255}}));
  const std::string line = "images = \"" + (*this / "i.idx").string() + "\"";
  require_same(modes_of<double>(of_file(line)).lambda, {1, 1.0 / 3});  // [[2, 1], [1, 2]]/3
  require_same(modes_of<double>(of_file(line, {"data.centred=true"})).lambda, {1.0 / 3, 1.0 / 9});
}

BOOST_FIXTURE_TEST_CASE(files_hold_samples_of_one_patch_with_their_mean_or_without,
                        testing::TemporaryFolder) {
  const double x[] = {1, 0, 3, 0, 2, 3};
  write_npy(*this / "x.npy", {3, 2}, x);
  std::string text = testing::spectral_settings;
  text.replace(0, text.find("[network]"),
               "[data]\nmodel = \"file\"\npatches = \"" + (*this / "x.npy").string() + "\"\n");
  const Problem whole = make_problem(testing::settings_of(text)),
                centred = make_problem(testing::settings_of(text, {"data.centred=true"}));
  BOOST_TEST(whole.data.samples() == 3);
  BOOST_TEST(whole.data.sample_patches.cols() == 1);
  BOOST_TEST(whole.data.labels.empty());
  BOOST_TEST((whole.data.patches - Eigen::Map<const Matrix<double>>(x, 3, 2)).cwiseAbs().maxCoeff() == 0);
  BOOST_TEST(centred.data.patches(0, 0) == -1);
  BOOST_TEST(centred.data.patches(2, 1) == 2);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused_with_its_line) {
  BOOST_TEST(contains(refused({"data.spectrum=[1, -1]"}), "data.spectrum: out of range"));
  BOOST_TEST(contains(refused({"data.spectrum=powers"}), "unknown name"));
  BOOST_TEST(contains(refused({"data.spectrum=2"}), "data.modes"));
  BOOST_TEST(contains(refused({"data.modes=7"}), "not the number of eigenvalues"));
  BOOST_TEST(contains(refused({"data.dimension=7"}), "at least 8"));
  BOOST_TEST(contains(refused({"network.objective=classification"}), "no classes"));
  BOOST_TEST(contains(refused({"data.label_noise=0.1"}), "no labels"));
  BOOST_TEST(contains(refused({"init.modes=[0.1, 0.2]"}), "1, or 8"));
  BOOST_TEST(contains(refused({"init.modes=-0.1"}), ">= 0"));
  BOOST_TEST(contains(refused({"init.std=0.1"}), "given beside init.modes"));
  BOOST_TEST(contains(refused({"network.width=7"}), "more modes than neurons"));
  BOOST_TEST(contains(refused({"diffusion.betas=[1, 2]"}), "another level of noise"));
  BOOST_TEST(refused({"network.layers=1", "init.modes=-0.1"}) == "nothing was thrown");
}

BOOST_AUTO_TEST_CASE(what_is_set_takes_the_place_of_all_that_the_file_says_there) {
  const auto scales = [](const std::string& betas, const std::string& assignment) {
    std::string text = testing::spectral_settings;
    text.replace(text.find("alpha = 1\nbeta = 1\n"), 19, "betas = " + betas + "\n");
    return testing::settings_of(text, {assignment}).diffusion.scales;
  };
  const std::string rule = "{ from = 0.5, to = 2, panels = 1 }";
  BOOST_TEST(scales(rule, "diffusion.betas=[1, 3, 9]").betas.size() == 3U);
  BOOST_TEST(!scales(rule, "diffusion.betas=[1, 3, 9]").from.has_value());
  BOOST_TEST(scales("[1, 3, 9]", "diffusion.betas={from=0.5, to=2, panels=2}").betas.size() == 30U);
  BOOST_TEST(scales(rule, "diffusion.betas.panels=2").betas.size() == 30U);
  BOOST_TEST(scales(rule, "diffusion.betas={panels=2}").betas.size() == 30U);
  BOOST_TEST(contains(refusal([&] { scales(rule, "diffusion.betas=[1, 1]"); }), "not increasing"));
  BOOST_TEST(
      contains(refusal([&] { scales("[1, 3, 9]", "diffusion.betas.panels=2"); }), "diffusion.betas.from"));
}

BOOST_AUTO_TEST_CASE(settings_are_repeated_by_what_they_list) {
  for (const Overrides& overrides :
       {Overrides{}, Overrides{"data.spectrum=1.5", "data.modes=8"}, Overrides{"network.layers=1"},
        Overrides{"data.centred=true", "init.modes=[1, 0, 0, 0, 0, 0, 0, 0]"}}) {
    const Settings settings = spectral(overrides);
    const Settings again = testing::settings_of(settings_toml(settings));
    BOOST_TEST(settings_toml(again) == settings_toml(settings));
    BOOST_TEST((make_problem(again).weights.array() == make_problem(settings).weights.array()).all());
  }
}

BOOST_AUTO_TEST_CASE(rules_over_scales_integrate_and_say_how_well) {
  const auto integral = [](const ScaleRule& rule, const std::vector<double>& weights) {
    double sum = 0;
    for (std::size_t k = 0; k < weights.size(); ++k)
      sum += weights[k] * theory::to_real<double>(rule.scales[k].value);
    return sum;
  };
  const auto number = [](const char* text) {
    return Decimal{.value = theory::rational_from_decimal(text), .text = text};
  };
  const ScaleRule rule = rule_of({.from = number("0.5"), .to = number("4"), .panels = 2});
  BOOST_TEST(rule.scales.size() == 30U);
  BOOST_TEST(integral(rule, rule.weights) == 3.5, tolerance(1e-13));  // int s ds/s
  BOOST_TEST(integral(rule, rule.coarse) == 3.5, tolerance(1e-11));
  const ScaleRule list = rule_of({.betas = {number("1"), number("2"), number("4"), number("8")}});
  BOOST_TEST(list.weights[1] == std::log(2), tolerance(1e-13));
  double fine = 0, coarse = 0;
  for (std::size_t k = 0; k < 4; ++k) fine += list.weights[k], coarse += list.coarse[k];
  BOOST_TEST(fine == std::log(8), tolerance(1e-13));
  BOOST_TEST(coarse == std::log(8), tolerance(1e-13));
}

BOOST_AUTO_TEST_SUITE_END()
