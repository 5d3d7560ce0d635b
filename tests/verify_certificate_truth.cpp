// Certificates of settings drawn at random against the real network trained with 60 digits.
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "tests/certificates.hpp"

BOOST_AUTO_TEST_SUITE(verify_certificate_truth)

using namespace featdyn;
using testing::Overrides;

namespace {

/// Draws settings: every data model that needs no file, objective, layer, target, loss, schedule and update.
class Draw {
 public:
  explicit Draw(unsigned seed) : engine_(seed) {}

  Overrides settings() {
    Overrides result{"data.seed=" + number(1, 1000), "init.seed=" + number(1, 1000),
                     "network.width=" + number(1, 4), "init.std=0." + number(1, 9),
                     "training.learning_rate=0.0" + number(1, 9)};
    const bool denoises = coin();
    add(result, data());
    add(result, denoises ? denoiser() : classifier());
    add(result, update());
    if (!denoises && count(0, 3) == 0)
      result.push_back("training.label_" + one_of({"flips=0.3", "normal=[1, 0.5]", "uniform=[-1, 2]"}));
    if (count(0, 5) == 0) result.push_back("data.constant=1");
    return result;
  }
  long count(long least, long most) {
    return boost::random::uniform_int_distribution<long>(least, most)(engine_);
  }

 private:
  bool coin() { return count(0, 1) == 1; }
  std::string number(long least, long most) { return std::to_string(count(least, most)); }
  std::string one_of(const std::vector<std::string>& values) {
    return values[static_cast<std::size_t>(count(0, std::ssize(values) - 1))];
  }
  static void add(Overrides& to, const Overrides& more) { to.insert(to.end(), more.begin(), more.end()); }

  Overrides data() {
    Overrides result{"data.dimension=" + number(4, 14), "data.samples=" + std::to_string(2 * count(1, 3)),
                     "data.noise_std=" + one_of({"1", "0.5", "1.7"})};
    if (coin()) result.push_back("data.labels=random");
    if (coin()) result.push_back("data.label_noise=0.2");
    if (coin()) result.push_back("data.noise_patches=" + number(1, 2));
    if (coin()) result.push_back("data.signal_patches=" + number(1, 2));
    if (coin()) result.push_back("data.noise_spectrum=" + one_of({"1", "0.5", "[[0.5, 2], [0.5, 0.25]]"}));
    if (coin())
      result.push_back(one_of({"init.signal_std=0.3", "init.noise_std=0.05", "init.signal_std=[0.1, 0.4]"}));
    return result;
  }
  std::string activation() {
    return one_of(
        {"[0, 0, 1]", "[0, 1, 0.5]", "[0.25, 0, 1, 0.5]", "[0, 0, 0, 1]", "[0.1, 0.3, 0, 0, 0.2]", "[0, 1]"});
  }
  Overrides denoiser() {
    Overrides result{"network.activation=" + activation(),
                     "network.second_layer=" + one_of({"tied", "fixed", "trained"}),
                     "diffusion.target=" + one_of({"noise", "data", "velocity", "flow"})};
    switch (count(0, 2)) {
      case 0:
        result.push_back("diffusion.times=" + one_of({"[0.1, 0.5]", "[0.2, 0.3, 0.9]"}));
        break;
      case 1:
        result.push_back("diffusion.schedule=" + one_of({"variance-preserving", "linear", "cosine"}));
        result.push_back("diffusion.schedule_nodes=" + number(1, 6));
        break;
      default:
        result.push_back("diffusion.time=0." + number(1, 9));
    }
    return result;
  }
  Overrides classifier() {
    Overrides result{"network.objective=classification", "network.activation=" + activation(),
                     "network.second_layer=" + one_of({"fixed", "trained"}),
                     "network.loss=" + one_of({"logistic", "exponential", "square", "smooth-hinge"})};
    if (count(0, 3) == 0)
      result = {"network.objective=classification", "network.activation=" + activation(),
                "network.loss=cross-entropy"};
    if (count(0, 3) == 0) add(result, {"network.loss=square", "network.noised_inputs=true"});
    return result;
  }
  Overrides update() {
    Overrides result{"training.steps=12"};
    if (coin()) result.push_back("training.momentum=0." + number(1, 9));
    if (coin()) result.push_back("training.weight_decay=0." + number(1, 9));
    if (coin()) result.push_back("training.schedule=" + one_of({"linear", "cosine"}));
    if (coin()) result.push_back("training.warmup_steps=" + number(1, 6));
    if (coin()) result.push_back("training.batch_size=" + number(1, 2));
    return result;
  }

  boost::random::mt19937 engine_;
};

std::string shown(const Overrides& overrides) {
  std::string text;
  for (const std::string& assignment : overrides) text += " --set '" + assignment + "'";
  return text;
}

}  // namespace

/// FEATDYN_CERTIFICATES=10000 for more.
BOOST_AUTO_TEST_CASE(certificates_hold_training_with_60_digits) {
  const char* const wanted = std::getenv("FEATDYN_CERTIFICATES");
  const unsigned count = wanted ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10)) : 200;
  long certified = 0;
  for (unsigned seed = 1; seed <= count; ++seed) {
    Draw draw(seed);
    const Overrides overrides = draw.settings();
    const long steps = draw.count(0, 12);
    BOOST_TEST_CONTEXT("seed " << seed << ", " << steps << " steps:" << shown(overrides)) {
      std::optional<numerics::Problem> problem;
      try {
        problem = numerics::make_problem(testing::settings_of_pieces(overrides));
      } catch (const numerics::InputError&) {
        continue;  // pieces that do not fit together
      }
      const auto certificate =
          verify::certify(*problem, steps, draw.count(0, 1) == 0 ? "1e-30" : "1e-12", {});
      if (!certificate) continue;  // it diverges
      const std::string text = verify::certificate_text(*certificate);
      BOOST_TEST(testing::untruth(text) == "");
      if (seed % 4 == 0) BOOST_TEST((testing::end_of(text) == testing::End::holds));
      ++certified;
    }
  }
  BOOST_TEST_MESSAGE(certified << " certificates of " << count);
  BOOST_TEST(certified > count / 2);
}

BOOST_AUTO_TEST_SUITE_END()
