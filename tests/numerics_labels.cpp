#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "numerics/data/labels.hpp"
#include "numerics/training/observables.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_labels)

using namespace featdyn;
using numerics::Dataset;
using numerics::Index;
using testing::Overrides;
using theory::Rational;

namespace {

Dataset dataset(const Overrides& overrides) {
  return numerics::make_dataset(testing::settings(overrides));
}

/// Whether a count of `trials` has this probability, by five deviations.
bool is_binomial(long count, double trials, double probability) {
  return std::abs(static_cast<double>(count) - trials * probability) <
         5 * std::sqrt(trials * probability * (1 - probability));
}

/// Where the labels of two data sets differ.
std::vector<bool> differences(const Dataset& a, const Dataset& b) {
  std::vector<bool> result;
  for (std::size_t i = 0; i < a.labels.size(); ++i) result.push_back(a.labels[i] != b.labels[i]);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_classes_are_signs_and_more_are_numbers) {
  BOOST_TEST(numerics::label_of_class(0, 2) == 1);
  BOOST_TEST(numerics::label_of_class(1, 2) == -1);
  BOOST_TEST(numerics::label_of_class(0, 3) == 0);
  BOOST_TEST(numerics::label_of_class(2, 3) == 2);
}

BOOST_AUTO_TEST_CASE(balanced_classes_have_their_exact_shares_spread_evenly) {
  const std::vector<std::vector<Rational>> all{
      {Rational(1, 2), Rational(1, 2)},
      {Rational(3, 10), Rational(7, 10)},
      {Rational(1, 3), Rational(1, 3), Rational(1, 3)},
      {Rational(1, 2), Rational(1, 3), Rational(1, 10), Rational(1, 15)}};
  for (const auto& shares : all) {
    const auto classes = numerics::balanced_classes(shares, 30);
    for (std::size_t k = 0; k < shares.size(); ++k) {
      BOOST_TEST(Rational(std::ranges::count(classes, static_cast<long>(k))) == 30 * shares[k]);
      for (long i = 1; i < 30 && shares.size() == 2; ++i) {
        const auto had = std::count(classes.begin(), classes.begin() + i, static_cast<long>(k));
        BOOST_TEST(abs(Rational(had) - i * shares[k]) <= 1);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(random_classes_have_their_probabilities) {
  const auto classes = numerics::random_classes({Rational(1, 10), Rational(3, 5), Rational(3, 10)}, 10000, 3);
  const double probabilities[] = {0.1, 0.6, 0.3};
  for (long k = 0; k < 3; ++k)
    BOOST_TEST(is_binomial(std::ranges::count(classes, k), 10000, probabilities[k]));
}

BOOST_AUTO_TEST_CASE(a_share_of_plus_one_counts_samples_and_their_signals) {
  const Dataset data = dataset({"data.samples=20", "data.class_balance=0.3"});
  BOOST_TEST(std::ranges::count(data.labels, 1) == 6);
  BOOST_TEST((data.multiplicities()[0] == 6 && data.multiplicities()[1] == 14));
  const Dataset three =
      dataset({"data.samples=20", "data.classes=3", "data.class_balance=[0.25, 0.05, 0.7]"});
  BOOST_TEST((three.multiplicities()[0] == 5 && three.multiplicities()[1] == 1));
}

BOOST_AUTO_TEST_CASE(label_noise_flips_with_its_probability_after_the_patches_are_made) {
  const Overrides base{"data.samples=2000", "data.labels=random"};
  const auto with = [&](const char* noise) {
    Overrides overrides = base;
    overrides.emplace_back(std::string("data.label_noise=") + noise);
    return dataset(overrides);
  };
  const Dataset clean = dataset(base), noisy = with("0.1");
  BOOST_TEST((clean.patches.array() == noisy.patches.array()).all());
  BOOST_TEST((clean.sample_patches.array() == noisy.sample_patches.array()).all());
  BOOST_TEST(is_binomial(numerics::flipped_labels(noisy), 2000, 0.1));
  const auto flips = differences(clean, noisy);
  BOOST_TEST(std::ranges::count(flips, true) == numerics::flipped_labels(noisy));
  long positive = 0;
  for (std::size_t i = 0; i < flips.size(); ++i) {
    positive += flips[i] && clean.labels[i] == 1 ? 1 : 0;
    BOOST_TEST(noisy.info[2 + i].label == noisy.labels[i]);  // noise is counted to the given label
  }
  BOOST_TEST(is_binomial(positive, static_cast<double>(numerics::flipped_labels(noisy)), 0.5));
  BOOST_TEST((noisy.info[0].label == 1 && noisy.info[1].label == -1));
  BOOST_TEST(numerics::flipped_labels(clean) == 0);
  BOOST_TEST(numerics::flipped_labels(with("1")) == 2000);
}

BOOST_AUTO_TEST_CASE(more_label_noise_flips_the_same_labels_and_more) {
  const Dataset clean = dataset({"data.samples=500"});
  const auto few = differences(clean, dataset({"data.samples=500", "data.label_noise=0.1"}));
  const auto many = differences(clean, dataset({"data.samples=500", "data.label_noise=0.3"}));
  for (std::size_t i = 0; i < few.size(); ++i) BOOST_TEST((!few[i] || many[i]));
  BOOST_TEST(std::ranges::count(few, true) < std::ranges::count(many, true));
  BOOST_TEST(
      (differences(clean, dataset({"data.samples=500", "data.label_noise=0.3", "data.seed=2"})) != many));
}

/// <w_{j,r}, mu_j> and <w_{y_i,r}, xi_i> with y_i the label given to sample i.
BOOST_AUTO_TEST_CASE(a_classifiers_noise_overlaps_are_read_at_the_given_label) {
  const auto problem = testing::problem({"network.objective=classification", "data.label_noise=1"});
  const auto columns = numerics::select_overlaps(problem).columns;
  const Index expected[] = {0, 3, 3, 0, 3, 0};  // all labels are flipped: -1, +1, -1, +1
  for (std::size_t p = 0; p < columns.size(); ++p) BOOST_TEST(columns[p].first_neuron == expected[p]);
}

BOOST_AUTO_TEST_SUITE_END()
