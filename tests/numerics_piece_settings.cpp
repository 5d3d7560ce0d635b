#include <boost/test/unit_test.hpp>
#include <fstream>

#include "numerics/training/learning_rate.hpp"
#include "tests/pieces.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_piece_settings)

using namespace featdyn;
using testing::contains;

namespace {

std::string message(const testing::Overrides& overrides) {
  return testing::refusal([&] { testing::settings_of_pieces(overrides); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(combinations_that_lack_something_say_what) {
  BOOST_TEST(contains(message({"network.objective=classification", "network.second_layer=tied"}),
                      "network.second_layer: the classifier's second layer is one number a neuron, which no "
                      "vector w_r can be tied to, read \"tied\", allowed: \"fixed\" or \"trained\""));
  BOOST_TEST(contains(testing::refusal([] {
                        testing::settings({"diffusion.times=[0.1]"});  // beside diffusion.time
                      }),
                      "diffusion.times: given beside diffusion.time, read [0.1], allowed: one of the two"));
  BOOST_TEST(contains(message({"diffusion.times=[0.1, 0.2]", "diffusion.schedule=linear"}),
                      "diffusion.schedule: given beside diffusion.times"));
  BOOST_TEST(
      contains(message({"diffusion.times=[0.1, 0.2]", "diffusion.weights=[1]"}),
               "diffusion.weights: not one for each of diffusion.times, read [1], allowed: 2 numbers > 0"));
  BOOST_TEST(contains(message({"diffusion.times=[0.1, -1]"}), "diffusion.times: out of range"));
  BOOST_TEST(contains(message({"diffusion.times=[0.5, 1.5]", "diffusion.target=flow"}),
                      "numbers, each a real number between 0 and 1"));
  BOOST_TEST(contains(message({"diffusion.schedule=quadratic"}),
                      "allowed: \"variance-preserving\", \"linear\", \"cosine\""));
  BOOST_TEST(contains(message({"training.momentum=1"}), "training.momentum: out of range, read 1"));
  BOOST_TEST(contains(message({"training.schedule=step"}), "allowed: \"constant\", \"linear\", \"cosine\""));
  BOOST_TEST(contains(message({"network.loss=hinge"}),
                      "allowed: \"logistic\", \"exponential\", \"square\", \"smooth-hinge\""));
}

BOOST_AUTO_TEST_CASE(a_batch_of_more_than_all_samples_is_refused) {
  BOOST_TEST(contains(testing::refusal([] { testing::problem({"training.batch_size=5"}); }),
                      "training.batch_size: more than there are samples, read 5, allowed: at most 4"));
}

BOOST_AUTO_TEST_CASE(a_second_layer_file_without_a_layer_of_vectors_is_refused) {
  const testing::TemporaryFolder folder;
  const std::string file = (folder / "v.npy").string();
  std::ofstream(file) << "anything";
  for (const char* other : {"network.second_layer=tied", "network.objective=classification"})
    BOOST_TEST(contains(message({"init.second_layer=" + file, other}),
                        "init.second_layer: this network has no second layer of vectors of its own"));
}

BOOST_AUTO_TEST_CASE(parameters_as_used_repeat_the_settings) {
  const std::vector<testing::Overrides> all{
      {"network.objective=classification", "network.loss=smooth-hinge", "network.sharpness=4",
       "network.second_layer=trained"},
      {"diffusion.times=[0.1, 0.2]", "diffusion.weights=[1, 3]", "network.second_layer=fixed"},
      {"diffusion.schedule=cosine", "diffusion.schedule_nodes=5"},
      {"training.momentum=0.5", "training.weight_decay=0.1", "training.schedule=cosine",
       "training.warmup_steps=5", "training.batch_size=2"}};
  for (const auto& overrides : all) {
    const std::string text = numerics::settings_toml(testing::settings_of_pieces(overrides));
    for (const std::string& assignment : overrides) {
      const auto equals = assignment.find('='), dot = assignment.find('.');
      BOOST_TEST(contains(text, "\n" + assignment.substr(dot + 1, equals - dot - 1) + " = "), assignment);
    }
    BOOST_TEST(numerics::settings_toml(numerics::read_settings(
                   numerics::Document::from_text(text, "again.toml", std::filesystem::path()))) == text);
  }
}

BOOST_AUTO_TEST_CASE(the_learning_rate_follows_its_schedule_and_time_is_its_sum) {
  const auto rate = [](const testing::Overrides& overrides, long k) {
    return numerics::rate_factor<double>(testing::settings(overrides).training, k);
  };
  BOOST_TEST(rate({}, 7) == 1);
  BOOST_TEST(rate({"training.schedule=linear"}, 10) == 0.75);  // of 40 steps
  BOOST_TEST(std::abs(rate({"training.schedule=cosine"}, 20) - 0.5) < 1e-15);
  BOOST_TEST(rate({"training.schedule=cosine"}, 0) == 1);
  BOOST_TEST(rate({"training.warmup_steps=4"}, 0) == 0.25);
  BOOST_TEST(rate({"training.warmup_steps=4"}, 3) == 1);
  const auto settings = testing::settings({"training.schedule=linear"});
  numerics::TrainingClock<double> clock(settings.training, 0.01);
  BOOST_TEST(std::abs(clock.at(40) - 0.01 * (40 - 39.0 * 40 / 2 / 40)) < 1e-15);
  BOOST_TEST(std::abs(clock.at(2) - 0.01 * (2 - 1.0 / 40)) < 1e-16);  // asked backwards
  for (const long k : {3L, 17L, 1L})
    BOOST_TEST(std::abs(clock.step_at(clock.at(k)) - static_cast<double>(k)) < 1e-12);
  BOOST_TEST(std::abs(clock.step_at(0.5 * (clock.at(5) + clock.at(6))) - 5.5) < 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
