#include <boost/test/unit_test.hpp>

#include "numerics/methods/recurrence.hpp"
#include "tests/calculator.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "theory/derivation.hpp"

BOOST_AUTO_TEST_SUITE(theory_latex_pieces)

using namespace featdyn;
using testing::contains;
using Values = numerics::Matrix<double>;

namespace {

/// The gradient that the LaTeX document prints for a denoiser with a second layer of its own and noise
/// target, entry by entry, from the polynomials as they are printed.
struct PrintedGradient {
  Values Q, P, S, U;
};

PrintedGradient printed_gradient(const numerics::Problem& problem, const numerics::InitialState<double>& at) {
  std::map<std::string, std::string> printed;
  for (const auto& [name, value] : theory::derive(problem.settings.assumptions()))
    printed[name] = value.text();
  const auto [alpha, beta] = numerics::signal_and_noise_level<double>(problem.settings.diffusion);
  const auto c = numerics::patch_weights<double>(problem.data);
  const auto m = static_cast<double>(at.A.rows());
  const double b2 = beta * beta;
  const numerics::Index neurons = at.A.rows(), patches = at.A.cols();
  PrintedGradient result{.Q = Values::Zero(neurons, neurons),
                         .P = Values::Zero(neurons, patches),
                         .S = Values::Zero(neurons, neurons),
                         .U = Values::Zero(neurons, neurons)};
  for (numerics::Index r = 0; r < neurons; ++r)
    for (numerics::Index p = 0; p < patches; ++p) {
      const auto of = [&](const char* name, numerics::Index s) {
        return testing::calculate<double>(printed.at(name), {{"a_r", alpha * at.A(r, p)},
                                                             {"a_s", alpha * at.A(s, p)},
                                                             {"v_r", b2 * at.G(r, r)},
                                                             {"v_s", b2 * at.G(s, s)},
                                                             {"c_rs", b2 * at.G(r, s)}});
      };
      double pull = 0, spread = 0;
      for (numerics::Index s = 0; s < neurons; ++s) {
        pull += at.D(r, s) * of("dkappa_da_r", s);
        spread += at.D(r, s) * of("dkappa_dv_r", s);
        result.Q(r, s) += c(0, p) * b2 / m * at.D(r, s) * of("dkappa_dc_rs", s);
        result.U(r, s) += c(0, p) / m * of("kappa", s);
      }
      result.P(r, p) =
          c(0, p) * (alpha / m * pull - alpha * beta * at.B(r, r) * of("dtau_da_r", r) / std::sqrt(m));
      result.Q(r, r) +=
          c(0, p) * (2 * b2 / m * spread - 2 * b2 * beta * at.B(r, r) * of("dtau_dv_r", r) / std::sqrt(m));
      result.S(r, r) -= c(0, p) * beta * of("tau", r) / std::sqrt(m);
    }
  return result;
}

theory::Assumptions assumptions(theory::Objective objective, theory::SecondLayer second_layer) {
  return {.objective = objective,
          .activation = {0, 1, 1},
          .target = theory::Target::velocity,
          .second_layer = second_layer};
}

void check_document(const std::string& text) {
  const auto count = [&](const std::string& what) {
    long found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
  };
  BOOST_TEST(contains(text, "\\begin{document}"));
  BOOST_TEST(contains(text, "\\end{document}"));
  BOOST_TEST(count("\\begin{") == count("\\end{"));
  BOOST_TEST(count("{") == count("}"));
  BOOST_TEST(count("$") % 2 == 0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_printed_gradient_of_an_untied_denoiser_is_the_one_that_is_run) {
  for (const char* activation : {"[0, 0, 1]", "[0.25, 0, 1, 0.5]"}) BOOST_TEST_CONTEXT(activation) {
      auto problem = testing::tiny_problem(
          {std::string("network.activation=") + activation, "network.second_layer=trained"});
      problem.second_layer = testing::waves(3, 2, 0.6, 2.2);
      const auto start = numerics::initial_state<double>(problem);
      auto step = numerics::make_training_step<double>(problem, start, 0.01);
      for (const auto& [name, value] : numerics::initial_states(problem, start)) step.input(name) = value;
      step.run();
      const PrintedGradient printed = printed_gradient(problem, start);
      constexpr double tolerance = 1e-12;  // sums of fewer than 1000 products of numbers below 100
      BOOST_TEST((step.output("P") - printed.P).norm() <= tolerance);
      BOOST_TEST((step.output("Q") - printed.Q).norm() <= tolerance);
      BOOST_TEST((step.output("S") - printed.S).norm() <= tolerance);
      BOOST_TEST((step.output("V.W") - printed.S).norm() <= tolerance);
      BOOST_TEST((step.output("V.V") - printed.U).norm() <= tolerance);
      BOOST_TEST(step.output("V.X").isZero(0));
    }
}

BOOST_AUTO_TEST_CASE(documents_of_every_piece_are_whole_and_name_it) {
  using theory::Objective, theory::SecondLayer;
  for (const auto objective : {Objective::diffusion, Objective::classification})
    for (const auto second_layer : {SecondLayer::tied, SecondLayer::fixed, SecondLayer::trained}) {
      auto pieces = assumptions(objective, second_layer);
      check_document(theory::as_latex(pieces));
      pieces.times = 3;
      pieces.weighted_times = objective == Objective::diffusion;
      pieces.decay = pieces.momentum = pieces.rate_varies = pieces.batches = true;
      const std::string text = theory::as_latex(pieces);
      check_document(text);
      for (const char* part : {"Weight decay", "on a batch", "\\eta s_k", "\\nu S_b"})
        BOOST_TEST(contains(text, part), part);
    }
}

BOOST_AUTO_TEST_CASE(the_classifiers_loss_is_printed_as_a_calculator_reads_it) {
  auto pieces = assumptions(theory::Objective::classification, theory::SecondLayer::fixed);
  const auto text = [&](theory::MarginLoss kind) {
    pieces.loss = {.kind = kind, .sharpness = 4};
    const auto printed = theory::formulas_of(pieces);
    return printed[0].text + "; " + printed[1].text;
  };
  BOOST_TEST(text(theory::MarginLoss::logistic) == "log(1 + exp(-z)); -1/(1 + exp(z))");
  BOOST_TEST(text(theory::MarginLoss::exponential) == "exp(-z); -exp(-z)");
  BOOST_TEST(text(theory::MarginLoss::square) == "(1 - z)^2/2; z - 1");
  BOOST_TEST(text(theory::MarginLoss::smooth_hinge) ==
             "log(1 + exp((4)*(1 - z)))/(4); -1/(1 + exp((4)*(z - 1)))");
}

BOOST_AUTO_TEST_SUITE_END()
