#include <omp.h>

#include <boost/test/unit_test.hpp>

#include "numerics/files/npy.hpp"
#include "tests/bytes.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_data)

using namespace featdyn;
using numerics::Dataset;
using testing::contains;
using testing::Overrides;
using testing::refusal;

namespace {

/// Settings of another data model in place of the small two-patch one.
numerics::Settings settings_of(const std::string& data, const std::filesystem::path& folder,
                               const Overrides& overrides = {}) {
  std::string text = testing::small_settings;
  text.replace(0, text.find("[network]"), "[data]\n" + data);
  auto document = numerics::Document::from_text(text, "data.toml", folder);
  for (const std::string& assignment : overrides) document.set(assignment);
  return numerics::read_settings(std::move(document));
}

Dataset with_threads(const numerics::Settings& settings, int threads) {
  const int before = omp_get_max_threads();
  omp_set_num_threads(threads);
  Dataset data = numerics::make_dataset(settings);
  omp_set_num_threads(before);
  return data;
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_patch_signals_are_orthogonal_to_everything_exactly) {
  const Dataset data = numerics::make_dataset(testing::settings({"data.dimension=200"}));
  const numerics::Matrix<double> K = data.patches * data.patches.transpose();
  BOOST_TEST(data.count() == 6);
  BOOST_TEST(K(0, 0) == 2.25);
  BOOST_TEST(K(1, 1) == 2.25);
  for (Eigen::Index j = 0; j < 2; ++j)
    for (Eigen::Index p = 0; p < 6; ++p)
      if (p != j) BOOST_TEST(K(j, p) == 0);
}

BOOST_AUTO_TEST_CASE(two_patch_noise_has_squared_norm_sigma_squared_d_within_five_deviations) {
  const Dataset data =
      numerics::make_dataset(testing::settings({"data.dimension=5002", "data.noise_std=0.5"}));
  for (Eigen::Index p = 2; p < data.count(); ++p)  // chi squared with d - 2 degrees of freedom
    BOOST_TEST(std::abs(data.patches.row(p).squaredNorm() / 0.25 - 5000) < 5 * std::sqrt(2 * 5000.0));
}

BOOST_AUTO_TEST_CASE(two_patch_samples_have_their_class_signal_and_own_noise) {
  const Dataset data = numerics::make_dataset(testing::settings());
  BOOST_TEST((data.labels == std::vector<int>{1, -1, 1, -1}));
  for (Eigen::Index i = 0; i < 4; ++i) {
    BOOST_TEST(data.sample_patches(i, 0) == (i % 2 == 0 ? 0 : 1));
    BOOST_TEST(data.sample_patches(i, 1) == 2 + i);
    BOOST_TEST(data.info[static_cast<std::size_t>(2 + i)].label == data.labels[static_cast<std::size_t>(i)]);
  }
  BOOST_TEST((data.multiplicities() == std::vector<int>{2, 2, 1, 1, 1, 1}));
  BOOST_TEST(data.incidence().sum() == 8);
  BOOST_TEST(data.info[0].is_signal);
  BOOST_TEST(!data.info[2].is_signal);
}

BOOST_AUTO_TEST_CASE(random_labels_are_both_and_depend_on_the_seed) {
  const Overrides random{"data.labels=random", "data.samples=401"};
  const auto labels = numerics::make_dataset(testing::settings(random)).labels;
  const auto positive = std::count(labels.begin(), labels.end(), 1);
  BOOST_TEST(std::abs(static_cast<double>(positive) - 200.5) < 5 * std::sqrt(401) / 2);
  BOOST_TEST((labels != numerics::make_dataset(
                            testing::settings({"data.labels=random", "data.samples=401", "data.seed=9"}))
                            .labels));
}

BOOST_AUTO_TEST_CASE(data_and_weights_do_not_depend_on_threads_and_are_independent_of_each_other) {
  const auto settings =
      testing::settings({"data.dimension=5000", "data.seed=4", "init.seed=4", "init.std=1"});
  const Dataset one = with_threads(settings, 1), two = with_threads(settings, 2);
  BOOST_TEST((one.patches.array() == two.patches.array()).all());
  const auto weights = numerics::make_initial_weights(settings, 5000);
  BOOST_TEST(std::abs(weights.squaredNorm() / 15000 - 1) < 5 * std::sqrt(2 / 15000.0));
  const double overlap = weights.row(0).normalized().dot(one.patches.row(2).normalized());
  BOOST_TEST(std::abs(overlap) < 5 / std::sqrt(5000.0));
}

BOOST_AUTO_TEST_CASE(data_that_cannot_fit_are_refused_before_they_are_made) {
  BOOST_TEST(
      contains(refusal([] { numerics::make_dataset(testing::settings({"data.dimension=100000000000"})); }),
               "data.dimension: needs"));
  BOOST_TEST(
      contains(refusal([] { testing::problem({"network.width=100000000000"}); }), "network.width: needs"));
}

BOOST_AUTO_TEST_CASE(patches_from_a_file_are_sample_major_and_not_merged) {
  const testing::TemporaryFolder folder;
  const std::vector<double> x{1, 2, 3, 4, 5, 6, 1, 2, 7, 8, 9, 10};
  numerics::write_npy(folder / "x.npy", {2, 3, 2}, x.data());
  numerics::write_file(folder / "y.npy",
                       testing::npy("<i8", "(2,)", testing::bytes_of<std::int64_t>({-1, 1})));
  const Dataset data = numerics::make_dataset(
      settings_of("model = \"file\"\npatches = \"x.npy\"\nlabels = \"y.npy\"\n", folder.path()));
  BOOST_TEST(data.count() == 6);
  BOOST_TEST(data.patches(3, 1) == 2);
  BOOST_TEST((data.labels == std::vector<int>{-1, 1}));
  BOOST_TEST(data.sample_patches(1, 2) == 5);
  BOOST_TEST(data.info[3].is_signal);
  BOOST_TEST(data.info[3].label == 1);
  BOOST_TEST(!data.info[1].is_signal);
}

BOOST_AUTO_TEST_CASE(files_that_do_not_fit_together_are_refused_at_their_setting) {
  const testing::TemporaryFolder folder;
  const std::vector<double> x{1, 2, 3, 4}, bad{1, std::nan(""), 3, 4}, y{1, 0};
  const std::string both = "model = \"file\"\npatches = \"x.npy\"\nlabels = \"y.npy\"\n";
  const auto message = [&] {
    return refusal([&] { numerics::make_dataset(settings_of(both, folder.path())); });
  };
  numerics::write_npy(folder / "x.npy", {2, 1, 2}, x.data());
  numerics::write_npy(folder / "y.npy", {2}, y.data());
  BOOST_TEST(contains(
      message(), "data.toml:4: data.labels: not a label, read 0 at sample 1, allowed: an NPY array of 2"));
  numerics::write_npy(folder / "y.npy", {1}, y.data());
  BOOST_TEST(contains(message(), "data.labels: wrong shape, read shape (1)"));
  numerics::write_npy(folder / "x.npy", {2, 1, 2}, bad.data());
  BOOST_TEST(contains(message(), "data.toml:3: data.patches: not finite, read nan at entry 1"));
  numerics::write_npy(folder / "x.npy", {4}, x.data());
  BOOST_TEST(contains(message(), "data.patches: wrong shape or type, read shape (4) of '<f8'"));
}

BOOST_AUTO_TEST_CASE(classification_from_a_file_needs_labels) {
  const testing::TemporaryFolder folder;
  numerics::write_npy(folder / "x.npy", {1, 1, 1}, std::vector<double>{1}.data());
  BOOST_TEST(contains(refusal([&] {
                        settings_of("model = \"file\"\npatches = \"x.npy\"\n", folder.path(),
                                    {"network.objective=classification"});
                      }),
                      "missing required key data.labels"));
}

BOOST_AUTO_TEST_CASE(noisy_mnist_takes_the_first_images_of_each_digit_in_file_order) {
  const testing::TemporaryFolder folder;
  const std::string pixels("\x00\xFF\x01\x02\x33\x04\x05\x06\xCC\x07", 10);  // 5 images of 1 x 2
  numerics::write_file(folder / "images", testing::idx({5, 1, 2}, pixels));
  numerics::write_file(folder / "labels", testing::idx({5}, std::string("\x01\x07\x00\x07\x00", 5)));
  const std::string data =
      "model = \"noisy-mnist\"\nimages = \"images\"\nlabels = \"labels\"\ndigits = [7, 0]\nsamples_per_digit "
      "= 2\n"
      "signal_scale = 0.5\nnoise_std = 2\n";
  const Dataset set = numerics::make_dataset(settings_of(data, folder.path()));
  BOOST_TEST((set.labels == std::vector<int>{1, 1, -1, -1}));
  BOOST_TEST(set.count() == 8);
  BOOST_TEST(set.patches(0, 0) == 1 / 255.0 * 0.5);     // image 1, the first 7
  BOOST_TEST(set.patches(2, 1) == 6 / 255.0 * 0.5);     // image 3
  BOOST_TEST(set.patches(4, 0) == 0x33 / 255.0 * 0.5);  // image 2, the first 0
  BOOST_TEST(set.patches(6, 0) == 0xCC / 255.0 * 0.5);  // image 4
  BOOST_TEST(set.info[4].is_signal);
  BOOST_TEST(set.info[5].label == -1);
  BOOST_TEST(set.patches.row(1).norm() > 0);
  BOOST_TEST(contains(refusal([&] {
                        numerics::make_dataset(
                            settings_of(data, folder.path(), {"data.samples_per_digit=3"}));
                      }),
                      "too many, read 3, allowed: at most 2, the images of digit 7"));
  numerics::write_file(folder / "labels", testing::idx({1}, "\x01"));
  BOOST_TEST(contains(refusal([&] { numerics::make_dataset(settings_of(data, folder.path())); }),
                      "the files do not belong together, read 1 labels, allowed: 5"));
}

BOOST_AUTO_TEST_CASE(
    three_digits_are_three_classes_of_the_denoiser_and_one_against_the_rest_for_the_classifier) {
  const testing::TemporaryFolder folder;
  numerics::write_file(folder / "images", testing::idx({4, 1, 1}, std::string("\x0A\x0B\x0C\x0D", 4)));
  numerics::write_file(folder / "labels", testing::idx({4}, std::string("\x03\x01\x02\x01", 4)));
  const std::string data =
      "model = \"noisy-mnist\"\nimages = \"images\"\nlabels = \"labels\"\nsamples_per_digit = 1\n"
      "signal_scale = 255\n";
  const auto digits = [&](const std::string& list, const Overrides& overrides = {}) {
    return settings_of(data + "digits = " + list + "\n", folder.path(), overrides);
  };
  const Dataset set = numerics::make_dataset(digits("[2, 3, 1]"));
  BOOST_TEST((set.labels == std::vector<int>{0, 1, 2}));
  BOOST_TEST(set.count() == 6);
  BOOST_TEST((set.patches(0, 0) == 12 && set.patches(2, 0) == 10 && set.patches(4, 0) == 11));
  const Overrides classifier{"network.objective=classification"};
  BOOST_TEST((numerics::make_dataset(digits("[2, 3, 1]", classifier)).labels == std::vector<int>{1, -1, -1}));
  BOOST_TEST(contains(refusal([&] { digits("[2, 3, 2]"); }),
                      "data.digits: wrong type, read [2, 3, 2], allowed: two or more different digits"));
  BOOST_TEST(contains(refusal([&] { digits("[2]"); }), "two or more different digits"));
}

BOOST_AUTO_TEST_CASE(initial_weights_come_from_their_file_and_must_fit) {
  const testing::TemporaryFolder folder;
  const auto W = testing::waves(3, 12, 1, 0);
  numerics::write_npy(folder / "w.npy", {3, 12}, W.data());
  const std::string weights = "init.weights=" + (folder / "w.npy").string();
  BOOST_TEST((testing::problem({weights}).weights.array() == W.array()).all());
  BOOST_TEST(contains(refusal([&] {
                        testing::problem({weights, "network.width=4"});
                      }),
                      "init.weights: wrong shape or type, read shape (3, 12) of '<f8', allowed: (4, 12)"));
}

BOOST_AUTO_TEST_SUITE_END()
