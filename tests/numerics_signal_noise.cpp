#include <boost/test/unit_test.hpp>

#include "numerics/data/random.hpp"
#include "numerics/data/signal_noise.hpp"
#include "numerics/linear/gram_factor.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_signal_noise)

using namespace featdyn;
using numerics::Dataset;
using numerics::Index;
using numerics::Matrix;
using testing::Overrides, testing::settings_with_signals;

namespace {

Dataset dataset(const Overrides& overrides) {
  return numerics::make_dataset(testing::settings(overrides));
}

/// Whether a sum of `count` squares of independent N(0, 1) numbers is within five deviations of its mean.
bool is_chi_squared(double sum, double count) {
  return std::abs(sum - count) < 5 * std::sqrt(2 * count);
}

std::vector<double> ratios(const numerics::Settings& settings) {
  return signal_to_noise_ratios(std::get<numerics::SignalNoiseSettings>(settings.data));
}

using Exact = std::vector<std::vector<theory::Rational>>;

/// L D L^T.
Exact product(const numerics::GramFactor& factor) {
  Exact M(factor.L.size(), std::vector<theory::Rational>(factor.L.size(), 0));
  for (std::size_t i = 0; i < M.size(); ++i)
    for (std::size_t j = 0; j < M.size(); ++j)
      for (std::size_t a = 0; a < factor.D.size(); ++a)
        M[i][j] += factor.L[i][a] * factor.D[a] * factor.L[j][a];
  return M;
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_new_keys_noise_is_its_stream_times_sigma_from_the_third_axis_on) {
  const Dataset data = dataset({"data.noise_std=0.3", "data.seed=5"});
  for (Index i = 0; i < 4; ++i) {
    double stream[10];
    numerics::fill_normal_row(5, "noise", static_cast<std::uint64_t>(i), stream, 10);
    for (Index k = 0; k < 10; ++k) BOOST_TEST(data.patches(2 + i, 2 + k) == stream[k] * 0.3);
  }
}

BOOST_AUTO_TEST_CASE(new_keys_at_the_papers_values_are_the_papers_settings) {
  const Overrides same{"data.classes=2", "data.class_balance=[0.5, 0.50]", "data.signal_patches=1",
                       "data.noise_patches=1", "data.label_noise=0"};
  BOOST_TEST(std::holds_alternative<numerics::TwoPatchSettings>(testing::settings(same).data));
  BOOST_TEST(std::holds_alternative<numerics::SignalNoiseSettings>(
      settings_with_signals("signal_norms = [1.5, 1.5]").data));
  for (const char* other : {"data.classes=4", "data.class_balance=0.25", "data.signal_patches=2",
                            "data.noise_patches=2", "data.noise_spectrum=0"})
    BOOST_TEST_CONTEXT(other)
  BOOST_TEST(std::holds_alternative<numerics::SignalNoiseSettings>(testing::settings({other}).data));
}

BOOST_AUTO_TEST_CASE(unequal_norms_are_exact_and_signals_orthogonal) {
  const Dataset data =
      numerics::make_dataset(settings_with_signals("signal_norms = [0.1, 7, 0.3]", {"data.samples=6"}));
  const Matrix<double> K = numerics::gram<double>(data.patches);
  const double norms[] = {0.1, 7, 0.3};
  for (Index j = 0; j < 3; ++j)
    for (Index p = 0; p < data.count(); ++p)
      BOOST_TEST((p == j ? std::sqrt(K(j, j)) == norms[j] : p < 3 || j < 3 ? K(j, p) == 0 : true));
}

/// Each product of two entries, three roundings each, is off by at most 8 u |mu_i| |mu_j|.
BOOST_AUTO_TEST_CASE(correlated_signals_have_their_gram_matrix_and_noise_stays_off_their_span) {
  for (const std::string gram :
       {"[[25, 10], [10, 25]]", "[[25, -25], [-25, 25]]", "[[1, 0.1, 0.2], [0.1, 3, -1.3], [0.2, -1.3, 0.7]]",
        "[[1, 2, 3], [2, 4, 6], [3, 6, 10]]"}) {
    const auto settings = settings_with_signals("signal_gram = " + gram, {"data.samples=6"});
    const auto& asked = std::get<numerics::SignalNoiseSettings>(settings.data).signal_gram;
    const Dataset data = numerics::make_dataset(settings);
    const Matrix<double> K = data.patches * data.patches.transpose();
    const Index k = std::ssize(asked);
    for (Index i = 0; i < k; ++i) {
      for (Index j = 0; j < k; ++j) {
        const double want =
            theory::to_real<double>(asked[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].value);
        BOOST_TEST(std::abs(K(i, j) - want) <= 8 * 0x1p-53 * std::sqrt(K(i, i) * K(j, j)));
      }
      for (Index p = k; p < data.count(); ++p) BOOST_TEST(K(i, p) == 0);
    }
  }
}

/// Noise fills every axis that the signals leave: one more where they are linearly dependent.
BOOST_AUTO_TEST_CASE(dependent_signals_span_fewer_axes) {
  const Dataset data = numerics::make_dataset(settings_with_signals("signal_gram = [[4, 2], [2, 1]]"));
  BOOST_TEST(data.patches.col(0).tail(4).isZero(0));
  BOOST_TEST((data.patches.col(1).tail(4).array() != 0).all());
}

BOOST_AUTO_TEST_CASE(a_gram_matrix_is_its_exact_factors_or_not_semidefinite) {
  using theory::Rational;
  for (const Exact& M :
       {Exact{{25, 10}, {10, 25}}, Exact{{1, 2, 3}, {2, 4, 6}, {3, 6, 10}}, Exact{{0, 0}, {0, 3}},
        Exact{{Rational(1, 10), Rational(-1, 7)}, {Rational(-1, 7), Rational(10, 49)}}}) {
    const auto factor = numerics::factor_gram(M);
    BOOST_REQUIRE(factor.has_value());
    BOOST_TEST((product(*factor) == M));
    for (const Rational& d : factor->D) BOOST_TEST(d > 0);
  }
  BOOST_TEST(numerics::factor_gram({{1, 2, 3}, {2, 4, 6}, {3, 6, 10}})->D.size() == 2U);
  for (const Exact& M : {Exact{{1, 2}, {2, 1}}, Exact{{0, 1}, {1, 3}}, Exact{{-1, 0}, {0, 1}},
                         Exact{{1, 1, 0}, {1, 1, 1}, {0, 1, 5}}})
    BOOST_TEST(!numerics::factor_gram(M).has_value());
}

BOOST_AUTO_TEST_CASE(a_block_of_the_noise_has_its_variance_and_other_patches_are_uncorrelated) {
  const Dataset data = dataset({"data.dimension=4002", "data.samples=10", "data.noise_std=0.5",
                                "data.noise_spectrum=[[0.25, 3], [0.5, 0.2], [0.25, 0]]"});
  const Matrix<double> noise = data.patches.bottomRightCorner(10, 4000) / 0.5;
  BOOST_TEST(is_chi_squared(noise.leftCols(1000).squaredNorm() / 9, 10 * 1000));
  BOOST_TEST(is_chi_squared(noise.middleCols(1000, 2000).squaredNorm() / 0.04, 10 * 2000));
  BOOST_TEST(noise.rightCols(1000).isZero(0));
  const double deviation = std::sqrt(1000 * 81.0 + 2000 * 0.0016);  // of <xi_i, xi_j>: root of the sum of s^4
  for (Index i = 0; i < 10; ++i)
    for (Index j = 0; j < i; ++j) BOOST_TEST(std::abs(noise.row(i).dot(noise.row(j))) < 5 * deviation);
}

/// Between two coordinates the covariance vanishes, in each block and across blocks.
BOOST_AUTO_TEST_CASE(coordinates_of_the_noise_are_uncorrelated) {
  const Dataset data =
      dataset({"data.dimension=6", "data.samples=4000", "data.noise_spectrum=[[0.5, 2], [0.5, 1]]"});
  const Matrix<double> noise = data.patches.bottomRightCorner(4000, 4);
  const Matrix<double> covariance = noise.transpose() * noise / 4000;
  const double s[] = {2, 2, 1, 1};
  for (Index a = 0; a < 4; ++a) {
    BOOST_TEST(is_chi_squared(4000 * covariance(a, a) / (s[a] * s[a]), 4000));
    for (Index b = 0; b < a; ++b)
      BOOST_TEST(std::abs(covariance(a, b)) < 5 * s[a] * s[b] / std::sqrt(4000.0));
  }
}

BOOST_AUTO_TEST_CASE(a_power_law_has_variances_k_to_the_minus_a) {
  const Dataset data = dataset({"data.dimension=1002", "data.samples=100", "data.noise_spectrum=1.5"});
  const Matrix<double> noise = data.patches.bottomRightCorner(100, 1000);
  double all = 0;
  for (Index k = 0; k < 1000; ++k) {
    const double square = noise.col(k).squaredNorm() * std::pow(static_cast<double>(k + 1), 1.5);
    BOOST_TEST(is_chi_squared(square, 100));
    all += square;
  }
  BOOST_TEST(is_chi_squared(all, 100 * 1000));
}

BOOST_AUTO_TEST_CASE(several_patches_are_copies_of_the_signal_and_noise_of_its_own) {
  const Overrides more{"data.dimension=2002", "data.signal_patches=2", "data.noise_patches=3"};
  const Dataset one = dataset({"data.dimension=2002"}), data = dataset(more);
  BOOST_TEST(data.count() == 2 + 4 * 3);
  BOOST_TEST(data.sample_patches.cols() == 5);
  for (Index i = 0; i < 4; ++i) {
    for (Index q = 0; q < 2; ++q) BOOST_TEST(data.sample_patches(i, q) == i % 2);
    for (Index q = 0; q < 3; ++q) BOOST_TEST(data.sample_patches(i, 2 + q) == 2 + 3 * i + q);
    BOOST_TEST((data.patches.row(2 + 3 * i).array() == one.patches.row(2 + i).array()).all());
    for (Index q = 0; q < 2; ++q) {
      const double overlap = data.patches.row(2 + 3 * i + q).dot(data.patches.row(3 + 3 * i + q));
      BOOST_TEST(std::abs(overlap) < 5 * std::sqrt(2000.0));
    }
  }
  const Matrix<double> c = numerics::patch_weights<double>(data);
  BOOST_TEST(c(0, 0) == 1);  // both copies, in half the samples
  BOOST_TEST(c(0, 1) == 1);
  BOOST_TEST(std::abs(c.sum() - 5) < 1e-15);
}

BOOST_AUTO_TEST_CASE(three_classes_have_three_signals_and_labels_0_1_2) {
  const Dataset data = dataset({"data.classes=3", "data.samples=9"});
  BOOST_TEST(data.count() == 12);
  for (Index i = 0; i < 9; ++i) {
    BOOST_TEST(data.labels[static_cast<std::size_t>(i)] == i % 3);
    BOOST_TEST(data.sample_patches(i, 0) == i % 3);
    BOOST_TEST(data.sample_patches(i, 1) == 3 + i);
  }
  BOOST_TEST(data.patches.topLeftCorner(3, 3).isApprox(1.5 * Eigen::Matrix3d::Identity()));
  BOOST_TEST(data.patches.bottomLeftCorner(9, 3).isZero(0));
}

/// |mu| / sqrt(trace Sigma), where half of the noise's coordinates have the variance 4 and half none.
BOOST_AUTO_TEST_CASE(the_snr_of_each_signal_is_over_the_trace_of_the_noise) {
  const auto two = ratios(settings_with_signals("signal_norms = [3, 6]"));
  BOOST_TEST(two[0] == 3 / std::sqrt(12.0), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(two[1] == 2 * two[0], boost::test_tools::tolerance(1e-15));
  const auto coloured = ratios(settings_with_signals(
      "signal_gram = [[9, 3], [3, 36]]", {"data.noise_spectrum=[[0.5, 2], [0.5, 0]]", "data.noise_std=3"}));
  BOOST_TEST(coloured[0] == 3 / (3 * std::sqrt(2 * 12.0)), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(coloured[1] == 6 / (3 * std::sqrt(2 * 12.0)), boost::test_tools::tolerance(1e-15));
  const auto settings =
      settings_with_signals("signal_norms = [3, 6]", {"data.dimension=3002", "data.noise_spectrum=0.25"});
  const Dataset data = numerics::make_dataset(settings);
  const double trace = data.patches.bottomRows(4).squaredNorm() / 4;
  BOOST_TEST(ratios(settings)[0] == 3 / std::sqrt(trace), boost::test_tools::tolerance(0.05));
}

BOOST_AUTO_TEST_SUITE_END()
