#include <boost/test/unit_test.hpp>

#include "numerics/methods/recurrence.hpp"
#include "tests/calculator.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "theory/derivation.hpp"

BOOST_AUTO_TEST_SUITE(theory_latex_document)

using namespace featdyn;
using testing::contains;
using Values = numerics::Matrix<double>;

namespace {

/// The gradient of the LaTeX document, entry by entry, from the polynomials as they are printed.
class PrintedGradient {
 public:
  PrintedGradient(const numerics::Problem& problem, Values A, Values G) : A_(std::move(A)), G_(std::move(G)) {
    for (const auto& [name, value] : theory::derive(problem.settings.assumptions()))
      printed_[name] = value.text();
    std::tie(alpha_, beta_) = numerics::signal_and_noise_level<double>(problem.settings.diffusion);
    for (const int count : problem.data.multiplicities())
      c_.push_back(count / static_cast<double>(problem.data.samples()));
    const std::string target = problem.settings.document.find("diffusion.target")->text;
    e_ = target == "data" ? 0 : target == "velocity" ? alpha_ : 1;
    q_ = target == "data" ? 1 : target == "velocity" ? -beta_ : target == "flow" ? -1 : 0;
    m_ = static_cast<double>(A_.rows());
  }

  Values P() const {
    Values result(A_.rows(), A_.cols());
    for (numerics::Index r = 0; r < A_.rows(); ++r)
      for (numerics::Index p = 0; p < A_.cols(); ++p) {
        double pull = 0;
        for (numerics::Index s = 0; s < A_.rows(); ++s) pull += G_(r, s) * of("dkappa_da_r", r, s, p);
        const double noise = alpha_ * beta_ * G_(r, r) * of("dtau_da_r", r, r, p);
        const double data = of("phi", r, r, p) + alpha_ * A_(r, p) * of("tau", r, r, p);
        result(r, p) = c_[at(p)] * (alpha_ / m_ * pull - (e_ * noise + q_ * data) / std::sqrt(m_));
      }
    return result;
  }

  Values Q() const {
    Values result = Values::Zero(G_.rows(), G_.cols());
    for (numerics::Index r = 0; r < A_.rows(); ++r)
      for (numerics::Index p = 0; p < A_.cols(); ++p) {
        const double b2 = beta_ * beta_;
        double spread = 0;
        for (numerics::Index s = 0; s < A_.rows(); ++s) {
          result(r, s) +=
              c_[at(p)] / m_ * (of("kappa", r, s, p) + b2 * G_(r, s) * of("dkappa_dc_rs", r, s, p));
          spread += G_(r, s) * of("dkappa_dv_r", r, s, p);
        }
        const double noise = beta_ * (of("tau", r, r, p) + b2 * G_(r, r) * of("dtau_dv_r", r, r, p));
        const double data = b2 * A_(r, p) * of("dphi_dv_r", r, r, p);
        result(r, r) += c_[at(p)] * (2 * b2 / m_ * spread - 2 / std::sqrt(m_) * (e_ * noise + q_ * data));
      }
    return result;
  }

 private:
  static std::size_t at(numerics::Index p) { return static_cast<std::size_t>(p); }
  double of(const std::string& name, numerics::Index r, numerics::Index s, numerics::Index p) const {
    const double b2 = beta_ * beta_;
    return testing::calculate<double>(printed_.at(name), {{"a_r", alpha_ * A_(r, p)},
                                                          {"a_s", alpha_ * A_(s, p)},
                                                          {"v_r", b2 * G_(r, r)},
                                                          {"v_s", b2 * G_(s, s)},
                                                          {"c_rs", b2 * G_(r, s)}});
  }
  Values A_, G_;
  std::map<std::string, std::string> printed_;
  std::vector<double> c_;
  double alpha_, beta_, e_, q_, m_;
};

/// Rounding: sums of fewer than 1000 products of numbers below 100, each to 2^-53.
constexpr double tolerance = 1e-12;

void check_printed_gradient(const std::string& activation, const std::string& target) {
  const auto problem =
      testing::tiny_problem({"network.activation=" + activation, "diffusion.target=" + target});
  const auto start = numerics::initial_state<double>(problem);
  auto step = numerics::make_training_step<double>(problem, start, 0.01);
  step.input("A") = start.A;
  step.input("G") = start.G;
  step.run();
  const PrintedGradient printed(problem, start.A, start.G);
  BOOST_TEST((step.output("P") - printed.P()).norm() <= tolerance * (1 + printed.P().norm()));
  BOOST_TEST((step.output("Q") - printed.Q()).norm() <= tolerance * (1 + printed.Q().norm()));
}

theory::Assumptions assumptions(theory::Objective objective) {
  return {.objective = objective, .activation = {0, 0, 1}, .target = theory::Target::velocity};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_printed_partial_derivatives_in_the_printed_formulas_are_the_gradient_that_is_run) {
  std::vector<std::string> activations = testing::activations;
  activations.insert(activations.end(), {"[1]", "[1, -2, 0, 3]"});
  for (const std::string& activation : activations)
    for (const std::string& target : testing::targets) BOOST_TEST_CONTEXT(activation << " " << target) {
        check_printed_gradient(activation, target);
      }
}

BOOST_AUTO_TEST_CASE(the_document_has_a_beginning_an_end_and_balanced_environments) {
  for (const auto objective : {theory::Objective::diffusion, theory::Objective::classification}) {
    const std::string text = theory::as_latex(assumptions(objective));
    for (const char* part :
         {"\\documentclass", "\\begin{document}", "\\end{document}", "Assumptions", "Gradient",
          "Discrete coefficient dynamics", "Gradient flow", "A &\\leftarrow A - \\eta U"})
      BOOST_TEST(contains(text, part), part);
    const auto count = [&](const std::string& what) {
      long found = 0;
      for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
      return found;
    };
    BOOST_TEST(count("\\begin{") == count("\\end{"));
    BOOST_TEST(count("{") == count("}"));
    BOOST_TEST(count("$") % 2 == 0);
  }
}

BOOST_AUTO_TEST_CASE(the_document_shows_the_target_and_is_the_same_every_time) {
  const std::string text = theory::as_latex(assumptions(theory::Objective::diffusion));
  BOOST_TEST(contains(text, "(\\alpha)\\, \\varepsilon + (-\\beta)\\, x"));
  BOOST_TEST(text == theory::as_latex(assumptions(theory::Objective::diffusion)));
}

BOOST_AUTO_TEST_SUITE_END()
