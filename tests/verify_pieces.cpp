#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/pieces.hpp"
#include "tests/refusal.hpp"
#include "verify/certificate/certificate.hpp"
#include "verify/compare/compare.hpp"
#include "verify/compare/flow_check.hpp"
#include "verify/compare/monte_carlo_check.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/run.hpp"
#include "verify/run/run_reason.hpp"

BOOST_AUTO_TEST_SUITE(verify_pieces)

using namespace featdyn;
using namespace featdyn::verify;
using testing::Overrides;

namespace {

/// A piece, or several, by their keys.
struct Piece {
  const char* name;
  Overrides overrides;
};
std::ostream& operator<<(std::ostream& out, const Piece& piece) {
  return out << piece.name;
}

const std::string classifier = "network.objective=classification";
const std::vector<Piece> pieces{
    {"exponential loss", {classifier, "network.loss=exponential"}},
    {"square loss", {classifier, "network.loss=square"}},
    {"smooth hinge", {classifier, "network.loss=smooth-hinge", "network.sharpness=4"}},
    {"trained second layer", {classifier, "network.second_layer=trained"}},
    {"fixed second layer of vectors", {"network.second_layer=fixed"}},
    {"trained second layer of vectors",
     {"network.second_layer=trained", "network.activation=[0.5, 1, 0.5]", "diffusion.target=velocity"}},
    {"several times", {"diffusion.times=[0.1, 0.5]", "diffusion.weights=[1, 0.25]"}},
    {"variance-preserving schedule",
     {"diffusion.schedule=variance-preserving", "diffusion.schedule_nodes=6"}},
    {"linear schedule, flow target",
     {"diffusion.schedule=linear", "diffusion.schedule_nodes=4", "diffusion.target=flow"}},
    {"cosine schedule, fixed second layer",
     {"diffusion.schedule=cosine", "diffusion.schedule_nodes=4", "network.second_layer=fixed"}},
    {"momentum", {"training.momentum=0.8"}},
    {"momentum, trained second layer", {"training.momentum=0.8", "network.second_layer=trained"}},
    {"momentum, trained classifier", {classifier, "training.momentum=0.8", "network.second_layer=trained"}},
    {"weight decay", {"training.weight_decay=0.5"}},
    {"weight decay of a classifier",
     {classifier, "training.weight_decay=0.5", "network.second_layer=trained"}},
    {"cosine learning rate", {"training.schedule=cosine", "training.warmup_steps=7"}},
    {"linear learning rate of a classifier", {classifier, "training.schedule=linear"}},
    {"batches", {"training.batch_size=3"}},
    {"batches of a classifier", {classifier, "training.batch_size=3", "network.loss=square"}},
    {"relu", {"network.activation=relu"}},
    {"squared relu, trained second layer of vectors",
     {"network.activation=squared-relu", "network.second_layer=trained"}},
    {"erf at several times", {"network.activation=erf", "diffusion.times=[0.1, 0.5]"}},
    {"tanh, flow target", {"network.activation=tanh", "diffusion.target=flow"}},
    {"gelu classifier", {classifier, "network.activation=gelu"}},
    {"classifier on noised inputs",
     {classifier, "network.noised_inputs=true", "network.loss=square", "network.second_layer=trained"}},
    {"cross-entropy of three classes",
     {classifier, "network.loss=cross-entropy", "data.classes=3", "data.samples=6"}},
    {"noise on the code and its cost, data target",
     {"network.code_noise=0.5", "network.code_penalty=0.3", "diffusion.target=data"}},
    {"a code of several times that costs",
     {"network.code_penalty=0.2", "network.activation=[0.5, 1, 0.5]", "diffusion.times=[0.1, 0.5]",
      "diffusion.weights=[1, 0.25]"}},
    {"signal patches of unequal norms", {"data.signal_scales=[1, 2]"}},
    {"another initial scale along each signal", {"init.signal_std=[0.2, 0.05]", "init.noise_std=0.15"}}};

numerics::Problem problem_of(const Piece& piece) {
  return numerics::make_problem(testing::settings_of_pieces(piece.overrides));
}

bool is_polynomial(const numerics::Problem& problem) {
  return problem.settings.architecture.function.empty();
}

RunSeries series(const std::string& method, const numerics::Problem& problem) {
  return with_method(method, problem, [&](auto& object) { return collect(method, object, problem); });
}

}  // namespace

BOOST_DATA_TEST_CASE(exact_methods_differ_by_rounding, pieces, piece) {
  const auto problem = problem_of(piece);
  const RunSeries reference = series("recurrence", problem);
  const RoundingExpectation expected = expect_rounding(problem, reference);
  BOOST_TEST((reference.A.back() - reference.A.front()).norm() > 1e-4);
  for (const char* other : {"network", "decomposition"}) {
    const RunSeries run = series(other, problem);
    const BudgetLine line = judge_rounding(reference, run, differences(reference, run, &expected), expected);
    BOOST_TEST_CONTEXT(other << ": " << line.detail) BOOST_TEST((line.verdict == Verdict::holds));
  }
  if (!is_polynomial(problem)) return;
  BOOST_TEST((judge_digits(problem, reference, expected, 40).verdict == Verdict::holds));
}

BOOST_DATA_TEST_CASE(the_flow_is_approached_in_first_order_where_there_is_one, pieces, piece) {
  const auto problem = problem_of(piece);
  const auto& update = problem.settings.training.update;
  if (update.momentum || update.batch_size) {
    const std::string message = testing::refusal([&] { require_method("ode", problem.settings); });
    BOOST_TEST(testing::contains(message, "with method ode, allowed: methods recurrence"), message);
    BOOST_TEST((estimate_step_size_error(problem, series("recurrence", problem)).verdict ==
                Verdict::not_applicable));
    return;
  }
  require_method("ode", problem.settings);
  const RunSeries flow = series("ode", problem);
  const BudgetLine order = judge_distance_to_flow(problem, series("recurrence", problem), flow);
  BOOST_TEST_CONTEXT(order.detail) BOOST_TEST((order.verdict == Verdict::holds));
  const BudgetLine integrators = judge_integrators(problem, flow);
  BOOST_TEST_CONTEXT(integrators.detail) BOOST_TEST((integrators.verdict == Verdict::holds));
}

BOOST_DATA_TEST_CASE(a_certificate_holds_the_run_and_is_checked_in_another_arithmetic, pieces, piece) {
  const auto problem = problem_of(piece);
  constexpr long steps = 6;
  if (!is_polynomial(problem)) {
    const std::string message = testing::refusal([&] { require_polynomial(problem.settings, "certify"); });
    BOOST_TEST(testing::contains(message, "for certify, allowed: coefficients of a polynomial"), message);
    return;
  }
  const auto certificate = certify(problem, steps, "1e-18", {});
  BOOST_REQUIRE(certificate.has_value());
  const std::string text = certificate_text(*certificate);
  for (const Check& item : check(read_certificate(text, "certificate"), {}))
    BOOST_TEST_CONTEXT(item.what << ": " << item.detail) BOOST_TEST((item.verdict == Verdict::holds));
  numerics::Network<double> network(problem, numerics::learning_rate<double>(problem.settings));
  for (long k = 0; k < steps; ++k) {
    network.evaluate();
    network.advance();
  }
  network.evaluate();
  for (std::size_t r = 0; r < certificate->lower.size(); ++r)
    for (std::size_t p = 0; p < certificate->lower[r].size(); ++p) {
      const double found = network.overlaps()(static_cast<long>(r), static_cast<long>(p));
      const double lower = theory::to_real<double>(theory::rational_from_decimal(certificate->lower[r][p]));
      BOOST_TEST(std::abs(found - lower) <= 1e-13);  // rounding of six steps of numbers near 1
    }
}

BOOST_DATA_TEST_CASE(the_monte_carlo_gradient_is_centred_on_the_exact_one, pieces, piece) {
  auto overrides = piece.overrides;
  overrides.emplace_back("diffusion.noise_draws=40");
  const auto problem = numerics::make_problem(testing::settings_of_pieces(overrides));
  if (!problem.settings.has_noise() || problem.settings.training.update.batch_size) {
    BOOST_TEST(testing::refusal([&] { require_method("network-mc", problem.settings); }) !=
               "nothing was thrown");
    return;
  }
  const BudgetLine line = test_gradient(problem, 20);
  BOOST_TEST_CONTEXT(line.detail) BOOST_TEST((line.verdict == Verdict::holds));
}

/// The heavy ball with another factor is another run.
BOOST_AUTO_TEST_CASE(a_slightly_different_piece_fails) {
  const Piece one{"one", {"training.momentum=0.8"}}, other{"other", {"training.momentum=0.80000001"}};
  const auto problem = problem_of(one);
  const RunSeries reference = series("recurrence", problem), run = series("network", problem_of(other));
  const RoundingExpectation expected = expect_rounding(problem, reference);
  BOOST_TEST((judge_rounding(reference, run, differences(reference, run, &expected), expected).verdict ==
              Verdict::fails));
}

BOOST_AUTO_TEST_CASE(a_divergence_is_explained_by_curvature_only_where_that_decides) {
  for (const auto& [piece, explained] :
       std::vector<std::pair<Piece, bool>>{{{"momentum", {"training.momentum=0.8"}}, true},
                                           {{"trained", {"network.second_layer=trained"}}, false},
                                           {{"batches", {"training.batch_size=3"}}, false}}) {
    const auto problem = problem_of(piece);
    const auto start = numerics::initial_state<double>(problem);
    const std::string reason = divergence_reason(problem, 7, 5, start.A, start.G);
    BOOST_TEST(testing::contains(reason, "values left the finite numbers at step 7: "), reason);
    BOOST_TEST(testing::contains(reason, "curvature") == explained, reason);
  }
}

BOOST_AUTO_TEST_SUITE_END()
