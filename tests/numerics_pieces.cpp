#include <boost/test/unit_test.hpp>

#include "numerics/data/batches.hpp"
#include "numerics/methods/decomposition.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "tests/against_oracle.hpp"
#include "tests/oracle_pieces.hpp"
#include "tests/pieces.hpp"

BOOST_AUTO_TEST_SUITE(numerics_pieces)

using namespace featdyn;
using Values = numerics::Matrix<double>;

namespace {

using oracle::Real;

std::string text_of(const numerics::Problem& problem, const char* key, const char* otherwise) {
  const auto* entry = problem.settings.document.find(key);
  return entry ? entry->text : otherwise;
}

Real number_of(const numerics::Problem& problem, const char* key, const char* otherwise) {
  return testing::exactly(theory::rational_from_decimal(text_of(problem, key, otherwise)));
}

std::vector<Real> numbers_of(const numerics::Problem& problem, const char* key) {
  std::vector<Real> result;
  if (const auto* entry = problem.settings.document.find(key))
    for (const auto& item : entry->items)
      result.push_back(testing::exactly(theory::rational_from_decimal(item.text)));
  return result;
}

/// The times from their definition: e^-t, sqrt(1 - e^-2t), noise target.
std::vector<oracle::Time> times_of(const numerics::Problem& problem) {
  auto times = numbers_of(problem, "diffusion.times"), weights = numbers_of(problem, "diffusion.weights");
  if (times.empty()) times = {number_of(problem, "diffusion.time", "0.2")};
  if (weights.empty()) weights.assign(times.size(), 1 / Real(times.size()));
  const bool velocity = text_of(problem, "diffusion.target", "noise") == "velocity";
  std::vector<oracle::Time> result;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const Real alpha = exp(-times[i]), beta = sqrt(1 - exp(-2 * times[i]));
    result.push_back({.alpha = alpha,
                      .beta = beta,
                      .noise_weight = velocity ? alpha : Real(1),
                      .data_weight = velocity ? Real(-beta) : Real(0),
                      .weight = weights[i]});
  }
  return result;
}

/// The learning rate's factor from its definition.
Real rate_at(const numerics::Problem& problem, long k) {
  const Real T = problem.settings.training.steps, warm = number_of(problem, "training.warmup_steps", "0");
  const std::string schedule = text_of(problem, "training.schedule", "constant");
  const Real pi = acos(Real(-1));
  const Real growth = k + 1 < warm ? (k + 1) / warm : Real(1);
  if (schedule == "linear") return growth * (1 - k / T);
  if (schedule == "cosine") return growth * (1 + cos(pi * k / T)) / 2;
  return growth;
}

oracle::Pieces pieces_of(const numerics::Problem& problem) {
  const oracle::Setting setting = testing::oracle_setting(problem);
  oracle::Pieces pieces{.samples = setting.samples, .activation = setting.activation, .width = setting.width};
  pieces.classifies = !testing::diffuses(problem);
  pieces.loss = text_of(problem, "network.loss", "logistic");
  pieces.second_layer = text_of(problem, "network.second_layer", pieces.classifies ? "fixed" : "tied");
  pieces.sharpness = number_of(problem, "network.sharpness", "10");
  pieces.V = testing::rows_of(problem.second_layer.value_or(problem.weights));
  pieces.times = times_of(problem);
  pieces.eta = number_of(problem, "training.learning_rate", "0");
  pieces.momentum = number_of(problem, "training.momentum", "0");
  pieces.decay = number_of(problem, "training.weight_decay", "0");
  pieces.rate = [&problem](long k) { return rate_at(problem, k); };
  if (problem.settings.training.update.batch_size)
    pieces.batch = [&problem, all = setting.samples](long k) {
      std::vector<oracle::Sample> batch;
      for (const auto i : numerics::Batches(problem.settings, problem.data.samples()).samples_of(k))
        batch.push_back(all[static_cast<std::size_t>(i)]);
      return batch;
    };
  return pieces;
}

/// w_r, and behind them what else is trained.
oracle::Weights start_of(const numerics::Problem& problem, const oracle::Pieces& pieces) {
  oracle::Weights start = testing::rows_of(problem.weights);
  if (pieces.second_layer != "trained") return start;
  if (!pieces.classifies) {
    start.insert(start.end(), pieces.V.begin(), pieces.V.end());
    return start;
  }
  oracle::Vector signs(start.size(), Real(1));
  std::fill(signs.begin() + pieces.width, signs.end(), Real(-1));
  start.push_back(signs);
  return start;
}

template <class Method>
void advance(Method& method, int steps) {
  for (int k = 0; k < steps; ++k) {
    method.evaluate();
    method.advance();
  }
}

/// Recurrence, network and decomposition against literal training. The contract asks for 1e-10; rounding of
/// so few steps stays below 1e-12.
void check_training(const testing::Overrides& overrides, int steps = 4,
                    const std::optional<Values>& second_layer = std::nullopt) {
  testing::Overrides all{"network.width=2", "training.learning_rate=0.1", "training.steps=10"};
  all.insert(all.end(), overrides.begin(), overrides.end());
  auto problem = testing::tiny_problem_of_pieces(all);
  problem.second_layer = second_layer;
  const double eta = numerics::learning_rate<double>(problem.settings);
  const auto start = numerics::initial_state<double>(problem);
  numerics::Network<double> network(problem, eta);
  numerics::Recurrence<double> recurrence(problem, start, eta);
  numerics::Decomposition<double> decomposition(problem, start, eta);
  advance(network, steps);
  advance(recurrence, steps);
  advance(decomposition, steps);

  const oracle::Pieces pieces = pieces_of(problem);
  const auto parameters = oracle::train(pieces, start_of(problem, pieces), steps);
  const oracle::Weights first(parameters.begin(), parameters.begin() + problem.settings.neurons());
  const Values W = testing::as_doubles(first), A = W * problem.data.patches.transpose();
  const double loss = oracle::total_cost(pieces, pieces.samples, parameters).convert_to<double>();
  constexpr double tolerance = 1e-12;
  BOOST_TEST((network.weights() - W).norm() <= tolerance);
  BOOST_TEST((W - problem.weights).norm() > 1e-3);
  const auto check = [&](auto& method) {
    const auto now = method.evaluate();
    BOOST_TEST((method.overlaps() - A).norm() <= tolerance);
    BOOST_TEST((method.gram() - W * W.transpose()).norm() <= tolerance);
    BOOST_TEST(std::abs(now.loss - loss) <= tolerance);
    return now.gradient_norm;
  };
  const double norm = check(network);
  BOOST_TEST(std::abs(check(recurrence) - norm) <= 1e-7 * (1 + norm));  // a root of a difference
  BOOST_TEST(std::abs(check(decomposition) - norm) <= 1e-7 * (1 + norm));
}

const std::vector<std::string> losses{"logistic", "exponential", "square", "smooth-hinge"};

}  // namespace

BOOST_AUTO_TEST_CASE(every_loss_and_second_layer_of_the_classifier_trains_as_the_literal_one) {
  for (const std::string& loss : losses)
    for (const char* second_layer : {"fixed", "trained"})
      for (const char* activation : {"[0, 0, 1]", "[0, 1, 0.5, 0.25]"})
        BOOST_TEST_CONTEXT(loss << " " << second_layer << " " << activation) {
          check_training({"network.objective=classification", "network.loss=" + loss,
                          std::string("network.second_layer=") + second_layer,
                          std::string("network.activation=") + activation, "network.sharpness=3"});
        }
}

BOOST_AUTO_TEST_CASE(every_second_layer_of_the_denoiser_trains_as_the_literal_one) {
  for (const char* second_layer : {"tied", "fixed", "trained"})
    for (const char* activation : {"[0, 0, 1]", "[0.25, 1, 0.5]"})
      for (const char* target : {"noise", "velocity"})
        BOOST_TEST_CONTEXT(second_layer << " " << activation << " " << target) {
          check_training(
              {std::string("network.second_layer=") + second_layer,
               std::string("network.activation=") + activation, std::string("diffusion.target=") + target},
              3);
        }
}

BOOST_AUTO_TEST_CASE(a_given_second_layer_is_the_one_that_is_used) {
  const Values V = testing::waves(2, 2, 0.7, 2.5);
  check_training({"network.second_layer=fixed"}, 3, V);
  check_training({"network.second_layer=trained"}, 3, V);
}

BOOST_AUTO_TEST_CASE(several_times_train_on_their_weighted_sum) {
  check_training({"diffusion.times=[0.1, 0.4, 1]"}, 2);
  check_training({"diffusion.times=[0.1, 0.4]", "diffusion.weights=[0.5, 2]", "diffusion.target=velocity",
                  "network.activation=[0.25, 1, 0.5]"},
                 2);
  check_training({"diffusion.times=[0.1, 0.4]", "network.second_layer=trained"}, 2);
}

BOOST_AUTO_TEST_CASE(every_update_rule_trains_as_the_literal_one) {
  const std::vector<testing::Overrides> rules{
      {"training.momentum=0.7"},
      {"training.weight_decay=0.3"},
      {"training.schedule=linear"},
      {"training.schedule=cosine", "training.warmup_steps=3"},
      {"training.batch_size=2"},
      {"training.momentum=0.7", "training.weight_decay=0.3", "training.schedule=cosine",
       "training.warmup_steps=2", "training.batch_size=1"}};
  const std::vector<testing::Overrides> models{
      {},
      {"network.second_layer=fixed"},
      {"network.second_layer=trained"},
      {"network.objective=classification"},
      {"network.objective=classification", "network.second_layer=trained", "network.loss=square"}};
  for (const auto& rule : rules)
    for (const auto& model : models)
      BOOST_TEST_CONTEXT(rule[0] << ", model " << (model.empty() ? "" : model[0])) {
        testing::Overrides both = rule;
        both.insert(both.end(), model.begin(), model.end());
        check_training(both, 4);
      }
}

BOOST_AUTO_TEST_CASE(an_epoch_takes_every_sample_once_and_another_order_each_time) {
  const auto problem = testing::problem({"data.samples=10", "training.batch_size=4"});
  const numerics::Batches batches(problem.settings, 10);
  std::vector<std::vector<numerics::Index>> orders;
  for (long epoch = 0; epoch < 2; ++epoch) {
    std::vector<numerics::Index> order;
    for (long batch = 0; batch < 3; ++batch) {
      const auto samples = batches.samples_of(3 * epoch + batch);
      BOOST_TEST(samples.size() == (batch < 2 ? 4U : 2U));
      order.insert(order.end(), samples.begin(), samples.end());
    }
    orders.push_back(order);
    std::ranges::sort(order);
    for (std::size_t i = 0; i < 10; ++i) BOOST_TEST(order[i] == static_cast<numerics::Index>(i));
  }
  BOOST_TEST((orders[0] != orders[1]));
}

BOOST_AUTO_TEST_SUITE_END()
