#include <boost/test/unit_test.hpp>

#include "numerics/problem/streamed_problem.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_streamed_problem)

using namespace featdyn;
using numerics::Problem;
using testing::Overrides, testing::settings, testing::settings_with_signals;

namespace {

/// Longer than one block of columns, more patches than one tile of rows.
const Overrides long_vectors{"data.dimension=20000", "data.samples=140"};

std::vector<numerics::Settings> models() {
  return {settings(long_vectors),
          settings_with_signals("signal_gram = [[25, 10, 0], [10, 25, 0], [0, 0, 9]]\nclasses = 3\n"
                                "noise_patches = 2\nnoise_spectrum = [[0.1, 2], [0.9, 0.5]]",
                                {"data.dimension=17000", "data.samples=6"}),
          settings_with_signals("signal_norm = 1.5\nlabel_noise = 0.4\nnoise_spectrum = 0.5",
                                {"data.dimension=16385", "network.objective=classification"})};
}

}  // namespace

BOOST_AUTO_TEST_CASE(inner_products_of_vectors_that_were_not_kept_are_the_same_bits) {
  for (const auto& model : models()) {
    const Problem kept = numerics::make_problem(model), streamed = numerics::make_streamed_problem(model);
    const auto expected = numerics::initial_state<double>(kept),
               found = numerics::initial_state<double>(streamed);
    BOOST_TEST((found.A == expected.A));
    BOOST_TEST((found.G == expected.G));
    BOOST_TEST((found.K == expected.K));
    BOOST_TEST((found.K == found.K.transpose()));
    BOOST_TEST(streamed.data.labels == kept.data.labels);
    BOOST_TEST((streamed.data.sample_patches == kept.data.sample_patches));
    BOOST_TEST(streamed.data.count() == kept.data.count());
    BOOST_TEST(streamed.data.patches.size() + streamed.weights.size() == 0);
  }
}

BOOST_AUTO_TEST_CASE(only_many_vectors_that_are_drawn_are_not_kept) {
  const Overrides many{"data.dimension=1000000", "data.samples=68"};
  const auto with = [&](const std::string& more) {
    Overrides overrides = many;
    overrides.push_back(more);
    return numerics::should_stream(settings(overrides));
  };
  BOOST_TEST(numerics::should_stream(settings(many)));
  BOOST_TEST(numerics::streamed_dimension(settings(many)) == 1000000);
  BOOST_TEST(!with("data.samples=66"));
  BOOST_TEST(!with("network.second_layer=fixed"));
  BOOST_TEST(!numerics::should_stream(settings(long_vectors)));
}

BOOST_AUTO_TEST_CASE(what_needs_the_vectors_themselves_says_so) {
  const numerics::PrecisionScope scope(128);
  const Problem streamed = numerics::make_streamed_problem(settings());
  BOOST_TEST(testing::refusal([&] { (void)numerics::initial_state<numerics::BigReal>(streamed); }) ==
             "initial_state: the vectors were not kept");
}

BOOST_AUTO_TEST_CASE(batches_that_do_not_fit_are_refused) {
  BOOST_TEST(testing::refusal([] {
               numerics::make_streamed_problem(settings({"training.batch_size=5"}));
             }).find("more than there are samples") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
