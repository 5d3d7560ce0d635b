#include "theory/derivation.hpp"
#include "theory/kernel.hpp"
#include "theory/latex_pieces.hpp"

namespace featdyn::theory {
namespace {

const char* const preamble =
    "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\usepackage[margin=25mm]{geometry}\n"
    "\\allowdisplaybreaks\n\\setlength{\\parindent}{0pt}\n"
    "\\title{Coefficient dynamics, derived}\\author{featdyn}\\date{}\n\\begin{document}\n\\maketitle\n";

/// How the layers hang together.
const char* second_layer_sentence(SecondLayer kind) {
  switch (kind) {
    case SecondLayer::fixed:
      return "with fixed $v_r$, ";
    case SecondLayer::trained:
      return "with $v_r$ trained on their own, ";
    default:
      return "with tied layers $v_r = w_r$, ";
  }
}

/// sigma(z) as a formula.
std::string sigma_equation(const Assumptions& assumptions) {
  return assumptions.function.name.empty() ? equation("\\sigma(z)", activation(assumptions.activation))
                                           : "\\sigma(z) &= " + assumptions.function.latex;
}

/// Price's theorem, for an activation that is no polynomial.
std::string named_kernels() {
  return "With $Z \\sim N(0, v_r)$, $\\varphi_k(a_r, v_r) = \\mathbb{E}\\,\\sigma^{(k)}(a_r + Z)$, $\\tau = "
         "\\varphi_1$ and $\\kappa = \\mathbb{E}\\,\\sigma(z_r)\\sigma(z_s)$ for $z_r = a_r + Z_r$, in "
         "closed "
         "form or by quadrature. Their partial derivatives are, by Price's theorem,\n" +
         display({"\\partial_{a_r} \\kappa &= \\mathbb{E}\\,\\sigma'(z_r)\\sigma(z_s), & \\partial_{v_r} "
                  "\\kappa &= \\tfrac12 \\mathbb{E}\\,\\sigma''(z_r)\\sigma(z_s), & \\partial_{c_{rs}} "
                  "\\kappa &= \\mathbb{E}\\,\\sigma'(z_r)\\sigma'(z_s)",
                  "\\partial_{a_r} \\varphi_k &= \\varphi_{k+1}, & \\partial_{v_r} \\varphi_k &= \\tfrac12 "
                  "\\varphi_{k+2}."});
}

std::string polynomial_kernels(const Polynomial& sigma) {
  const Kernels kernels = derive_kernels(sigma);
  std::vector<std::string> family;
  for (std::size_t k = 0; k < kernels.phi.size(); ++k)
    family.push_back(equation("\\varphi_{" + std::to_string(k) + "}(a_r, v_r)", kernels.phi[k]));
  return "With $Z \\sim N(0, v_r)$, $\\varphi_k(a_r, v_r) = \\mathbb{E}\\,\\sigma^{(k)}(a_r + Z)$:\n" +
         display(family) +
         "$\\tau = \\varphi_1$, and $\\kappa = \\mathbb{E}\\,\\sigma(a_r + Z_r)\\sigma(a_s + Z_s) = "
         "\\sum_k \\tfrac{c_{rs}^k}{k!} \\varphi_k(a_r, v_r) \\varphi_k(a_s, v_s)$ (proved equal to "
         "Isserlis' theorem):\n" +
         display({equation("\\kappa", kernels.kappa), equation("\\tau", kernels.tau)}) +
         "Their partial derivatives:\n" +
         display({equation("\\partial_{a_r} \\kappa", kernels.kappa.derivative(Symbol::a_r)),
                  equation("\\partial_{v_r} \\kappa", kernels.kappa.derivative(Symbol::v_r)),
                  equation("\\partial_{c_{rs}} \\kappa", kernels.kappa.derivative(Symbol::c_rs)),
                  equation("\\partial_{a_r} \\tau", kernels.tau.derivative(Symbol::a_r)),
                  equation("\\partial_{v_r} \\tau", kernels.tau.derivative(Symbol::v_r))});
}

std::string denoiser_document(const Assumptions& assumptions) {
  const TargetWeights target = target_weights(assumptions.target);
  std::string text = preamble;
  text +=
      section("Assumptions") +
      "Two-layer denoiser $f(x) = m^{-1/2} \\sum_r \\sigma(\\langle w_r, x\\rangle) v_r$ " +
      second_layer_sentence(assumptions.second_layer) + "with\n" + display({sigma_equation(assumptions)}) +
      "at $x_t = \\alpha x + \\beta \\varepsilon$, $\\varepsilon \\sim N(0, I)$, trained to output the "
      "target $" +
      target_sum(target, "\\varepsilon", "x") +
      "$. Patch vectors $x_p$, the rows of $X$, have weights $c_p$. Overlaps $A = W X^\\top$, Gram matrices "
      "$G = W W^\\top$ and $K = X X^\\top$; in the kernels $a_r = \\alpha A_{rp}$, $v_r = \\beta^2 G_{rr}$, "
      "$c_{rs} = \\beta^2 G_{rs}$.\n";
  const Activation sigma = activation_of(assumptions);
  text +=
      section("Kernels") + (sigma.is_polynomial() ? polynomial_kernels(sigma.polynomial) : named_kernels());
  if (assumptions.second_layer != SecondLayer::tied)
    return text + untied_loss_and_gradient(assumptions) + pieces_section(assumptions) +
           dynamics_section(assumptions) + "\\end{document}\n";
  text +=
      section("Expected loss") + "Up to the constant $\\sum_p c_p \\mathbb{E}|\\text{target}|^2/2$,\n" +
      display(
          {"L &= \\sum_p c_p \\Big[ \\frac{1}{2m} \\sum_{r,s} G_{rs}\\, \\kappa_{rs,p} - \\frac{1}{\\sqrt m} "
           "\\sum_r \\big( " +
           target_sum(target, "\\beta G_{rr} \\tau_{rp}", "A_{rp} \\varphi_{0,rp}") + " \\big) \\Big]."});
  text +=
      section("Gradient") + "$\\nabla W = Q W + P X$ with\n" +
      display(
          {"P_{rp} &= c_p \\Big[ \\frac{\\alpha}{m} \\sum_s G_{rs}\\, \\partial_{a_r} \\kappa_{rs,p} - "
           "\\frac{1}{\\sqrt m} \\big( " +
               target_sum(target, "\\alpha \\beta G_{rr}\\, \\partial_{a_r} \\tau_{rp}",
                          "(\\varphi_{0,rp} + \\alpha A_{rp} \\varphi_{1,rp})") +
               " \\big) \\Big]",
           "Q_{rs} &= \\frac{1}{m} \\sum_p c_p \\big( \\kappa_{rs,p} + \\beta^2 G_{rs}\\, \\partial_{c_{rs}} "
           "\\kappa_{rs,p} \\big) + \\delta_{rs} \\sum_p c_p \\Big[ \\frac{2 \\beta^2}{m} \\sum_{u} "
           "G_{ru}\\, "
           "\\partial_{v_r} \\kappa_{ru,p} \\\\ &\\qquad - \\frac{2}{\\sqrt m} \\big( " +
               target_sum(target, "\\beta (\\tau_{rp} + \\beta^2 G_{rr}\\, \\partial_{v_r} \\tau_{rp})",
                          "\\beta^2 A_{rp}\\, \\partial_{v_r} \\varphi_{0,rp}") +
               " \\big) \\Big]."});
  return text + code_section(assumptions) + pieces_section(assumptions) + dynamics_section(assumptions) +
         "\\end{document}\n";
}

/// The classifier's activation and its slope.
std::vector<std::string> activation_equations(const Assumptions& assumptions) {
  const Activation sigma = activation_of(assumptions);
  return {sigma_equation(assumptions), sigma.is_polynomial()
                                           ? equation("\\sigma'(z)", sigma.polynomial.derivative(Symbol::z))
                                           : "\\sigma'(z) &= \\tfrac{d}{dz} \\sigma(z)"};
}

const char* const overlaps_sentence =
    "Overlaps $A = W X^\\top$, Gram matrices $G = W W^\\top$ and $K = X X^\\top$; $p \\in i$ runs over the "
    "patches of sample $i$ with their multiplicity.\n";

std::string cross_entropy_document(const Assumptions& assumptions) {
  return preamble + section("Assumptions") +
         "Two-layer classifier with an output $f_c(x) = \\frac1m \\sum_{r \\in c} \\sum_{p \\in x} "
         "\\sigma(\\langle w_r, x^{(p)} \\rangle)$ of $m$ neurons for each of " +
         std::to_string(assumptions.classes) + " classes $c$, the cross-entropy of its outputs, and\n" +
         display(activation_equations(assumptions)) + overlaps_sentence + section("Training loss") +
         display({"L &= \\frac1n \\sum_i \\Big( \\log \\sum_c e^{f_{ci}} - f_{y_i i} \\Big), & f_{ci} &= "
                  "\\frac1m \\sum_{r \\in c} \\sum_{p \\in i} \\sigma(A_{rp})."}) +
         section("Gradient") + "$\\nabla W = P X$, with $c(r)$ the class of neuron $r$,\n" +
         display(
             {"P_{rp} &= \\frac{1}{n m} \\sum_{i \\ni p} \\Big( \\frac{e^{f_{c(r) i}}}{\\sum_c e^{f_{ci}}} "
              "- 1[y_i = c(r)] \\Big) \\sigma'(A_{rp})"}) +
         pieces_section(assumptions) + dynamics_section(assumptions) + "\\end{document}\n";
}

/// The square loss on inputs with noise.
std::string noised_loss_and_gradient(const Assumptions& assumptions, bool trained) {
  const Activation sigma = activation_of(assumptions);
  std::vector<std::string> gradient{
      "P_{rp} &= \\frac{\\alpha a_r}{m} \\Big[ g_p \\varphi_{1,rp} + \\frac{c_p}{m} \\sum_s a_s \\big( "
      "\\partial_{a_r} \\kappa_{rs,p} - \\varphi_{1,rp} \\varphi_{0,sp} \\big) \\Big]",
      "Q_{rs} &= \\frac{\\beta^2 a_r a_s}{m^2} \\sum_p c_p\\, \\partial_{c_{rs}} \\kappa_{rs,p} + "
      "\\delta_{rs} "
      "\\frac{\\beta^2 a_r}{m} \\sum_p \\Big[ g_p \\varphi_{2,rp} + \\frac{c_p}{m} \\sum_u a_u \\big( 2\\, "
      "\\partial_{v_r} \\kappa_{ru,p} - \\varphi_{2,rp} \\varphi_{0,up} \\big) \\Big]"};
  if (trained)
    gradient.push_back(
        "\\nabla a_r &= \\frac1m \\sum_p \\Big[ g_p \\varphi_{0,rp} + \\frac{c_p}{m} \\sum_s a_s \\big( "
        "\\kappa_{rs,p} - \\varphi_{0,rp} \\varphi_{0,sp} \\big) \\Big]");
  return section("Kernels") +
         "The inputs are $\\alpha x + \\beta \\varepsilon$ with fresh $\\varepsilon \\sim N(0, I)$ for every "
         "patch; "
         "$a_r = \\alpha A_{rp}$, $v_r = \\beta^2 G_{rr}$, $c_{rs} = \\beta^2 G_{rs}$ in the kernels, whose "
         "$a_r$ is not the second layer's. " +
         (sigma.is_polynomial() ? polynomial_kernels(sigma.polynomial) : named_kernels()) +
         section("Expected training loss") +
         display({"L &= \\frac1{2n} \\sum_i (1 - y_i \\mathbb{E} f_i)^2 + \\frac{1}{2 m^2} \\sum_p c_p "
                  "\\sum_{r,s} a_r a_s \\big( \\kappa_{rs,p} - \\varphi_{0,rp} \\varphi_{0,sp} \\big), & "
                  "\\mathbb{E} f_i &= \\frac1m \\sum_r a_r \\sum_{p \\in i} \\varphi_{0,rp}."}) +
         section("Gradient") +
         "$\\nabla W = Q W + P X$ with $g_p = \\frac1n \\sum_{i \\ni p} (\\mathbb{E} f_i - y_i)$ and\n" +
         display(gradient);
}

std::string clean_loss_and_gradient(bool trained) {
  std::vector<std::string> gradient{
      "P_{rp} &= \\frac{1}{n m} \\sum_{i \\ni p} \\ell'(y_i f_i)\\, y_i\\, a_r\\, \\sigma'(A_{rp})"};
  if (trained)
    gradient.push_back(
        "\\nabla a_r &= \\frac{1}{n m} \\sum_i \\ell'(y_i f_i)\\, y_i \\sum_{p \\in i} \\sigma(A_{rp})");
  return section("Training loss") +
         display({"L &= \\frac1n \\sum_i \\ell(y_i f_i), & f_i &= \\frac1m \\sum_r a_r \\sum_{p \\in i} "
                  "\\sigma(A_{rp})."}) +
         section("Gradient") + "$\\nabla W = P X$ with\n" + display(gradient);
}

std::string classifier_document(const Assumptions& assumptions) {
  if (assumptions.loss.kind == MarginLoss::cross_entropy) return cross_entropy_document(assumptions);
  const auto loss = formulas(assumptions.loss);
  const bool trained = assumptions.second_layer == SecondLayer::trained;
  auto equations = activation_equations(assumptions);
  equations.push_back("\\ell(z) &= " + loss.latex_value);
  equations.push_back("\\ell'(z) &= " + loss.latex_slope);
  return preamble + section("Assumptions") +
         "Two-layer classifier $f(x) = \\frac1m \\sum_r a_r \\sum_{p \\in x} \\sigma(\\langle w_r, x^{(p)} "
         "\\rangle)$ with $m$ neurons $r = (j, \\cdot)$ of each class $j = \\pm 1$ and " +
         (trained ? "a trained second layer that starts at $a_r = j$, "
                  : "the fixed second layer $a_r = j$, ") +
         "the loss $\\ell(z)$ of a margin $z = y f(x)$, and\n" + display(equations) + overlaps_sentence +
         (assumptions.noised_inputs ? noised_loss_and_gradient(assumptions, trained)
                                    : clean_loss_and_gradient(trained)) +
         pieces_section(assumptions) + dynamics_section(assumptions) + "\\end{document}\n";
}

}  // namespace

std::string as_latex(const Assumptions& assumptions) {
  return assumptions.objective == Objective::classification ? classifier_document(assumptions)
                                                            : denoiser_document(assumptions);
}

}  // namespace featdyn::theory
