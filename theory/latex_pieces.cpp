#include "theory/latex_pieces.hpp"

#include "theory/target_sum.hpp"

namespace featdyn::theory {
namespace {

constexpr std::size_t terms_per_line = 4;

/// A weight of the target in front of a factor: nothing for 1, the weight in brackets where it is a sum.
std::string times(const Polynomial& weight, const std::string& factor) {
  return weight == Polynomial(1) ? factor : "(" + weight.latex() + ")\\, " + factor;
}

bool is_untied(const Assumptions& assumptions) {
  return assumptions.objective == Objective::diffusion && assumptions.second_layer != SecondLayer::tied;
}

/// U = grad W X^T, H = grad W W^T, g = grad W grad W^T where W alone is trained and knows A and G.
std::string one_block(bool has_Q, const std::string& rate) {
  const std::string U = has_Q ? "Q A + P K" : "P K", H = has_Q ? "Q G + P A^\\top" : "P A^\\top";
  const std::string g = has_Q ? "Q H^\\top + P U^\\top" : "P U^\\top";
  return section("Discrete coefficient dynamics") + "One step $W \\leftarrow W - " + rate +
         " \\nabla W$ is, exactly and free of $d$,\n" +
         display({"A &\\leftarrow A - " + rate + " U, & U &= " + U,
                  "G &\\leftarrow G - " + rate + " (H + H^\\top) + (" + rate + ")^2 g, & H &= " + H,
                  "& & g &= " + g});
}

/// Any blocks, with momentum or without.
std::string many_blocks(const Assumptions& assumptions, const std::string& rate) {
  const bool untied = is_untied(assumptions),
             both = untied && assumptions.second_layer == SecondLayer::trained;
  std::string text =
      section("Discrete coefficient dynamics") + "The blocks of rows are $R_b \\in \\{W" +
      std::string(untied ? ", V" : "") + ", X\\}$, of which $W$" + (both ? " and $V$ move" : " moves") +
      " by $R_b \\leftarrow R_b - " + rate + " S_b$ along $S_b = \\nabla R_b" +
      (assumptions.momentum ? " + \\nu S_b^{\\text{before}}" : "") +
      "$, where $\\nabla R_b = \\sum_e C_{be} R_e$ with the coefficients above and $S_b = 0$ for a "
      "block that stays. With $G_{bc} = R_b R_c^\\top$ ($A = G_{WX}$, $G = G_{WW}$" +
      (untied ? ", $B = G_{WV}$, $C = G_{VX}$, $D = G_{VV}$" : "") +
      "), one step is, exactly and free of $d$,\n";
  text += display({"G_{bc} &\\leftarrow G_{bc} - " + rate + " (H_{bc} + H_{cb}^\\top) + (" + rate +
                       ")^2 g_{bc}, & H_{bc} &= S_b R_c^\\top, & g_{bc} &= S_b S_c^\\top",
                   std::string("H_{bc} &= \\sum_e C_{be} G_{ec}") +
                       (assumptions.momentum ? " + \\nu S_b^{\\text{before}} R_c^\\top" : "") +
                       ", & g_{bc} &= \\sum_e C_{be} H_{ce}^\\top" +
                       (assumptions.momentum ? " + \\nu S_b^{\\text{before}} S_c^\\top" : "")});
  if (assumptions.momentum)
    text +=
        "The products $S_b^{\\text{before}} R_c^\\top$ and $S_b^{\\text{before}} S_c^{\\text{before}\\top}$ "
        "are "
        "states too: they become $H_{bc} - " +
        rate + " g_{bc}$ ($H_{bc}$ where $R_c$ stays) and $g_{bc}$.\n";
  return text;
}

}  // namespace

std::string display(const std::vector<std::string>& equations) {
  std::string text = "\\begin{align*}\n";
  for (std::size_t i = 0; i < equations.size(); ++i) text += (i > 0 ? " \\\\\n" : "") + equations[i];
  return text + "\n\\end{align*}\n";
}

std::string equation(const std::string& left, const Polynomial& right) {
  std::string text = left + " &= ";
  const auto terms = right.latex_terms();
  if (terms.empty()) text += "0";
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (i > 0 && i % terms_per_line == 0) text += " \\\\ &\\qquad {}";
    text += (i == 0 && terms[i][0] == '+') ? terms[i].substr(1) : " " + terms[i];
  }
  return text;
}

std::string section(const std::string& title) {
  return "\n\\section*{" + title + "}\n";
}

std::string target_sum(const TargetWeights& target, const std::string& noise_part,
                       const std::string& data_part) {
  return target_sum(target, noise_part, data_part, times);
}

std::string untied_loss_and_gradient(const Assumptions& assumptions) {
  const TargetWeights target = target_weights(assumptions.target);
  const bool both = assumptions.second_layer == SecondLayer::trained;
  std::string text =
      section("Expected loss") +
      "With $B = W V^\\top$, $C = V X^\\top$, $D = V V^\\top$ and up to the constant "
      "$\\sum_p c_p \\mathbb{E}|\\text{target}|^2/2$,\n" +
      display(
          {"L &= \\sum_p c_p \\Big[ \\frac{1}{2m} \\sum_{r,s} D_{rs}\\, \\kappa_{rs,p} - \\frac{1}{\\sqrt m} "
           "\\sum_r \\big( " +
           target_sum(target, "\\beta B_{rr} \\tau_{rp}", "C_{rp} \\varphi_{0,rp}") + " \\big) \\Big]."});
  text += section("Gradient") + "$\\nabla W = Q W + P X + S V$" +
          (both ? ", $\\nabla V = S W + U V + T X$" : "") + " with\n";
  std::vector<std::string> equations{
      "P_{rp} &= c_p \\Big[ \\frac{\\alpha}{m} \\sum_s D_{rs}\\, \\partial_{a_r} \\kappa_{rs,p} - "
      "\\frac{1}{\\sqrt m} "
      "\\big( " +
          target_sum(target, "\\alpha \\beta B_{rr}\\, \\partial_{a_r} \\tau_{rp}",
                     "\\alpha C_{rp} \\varphi_{1,rp}") +
          " \\big) \\Big]",
      "Q_{rs} &= \\frac{\\beta^2}{m} \\sum_p c_p D_{rs}\\, \\partial_{c_{rs}} \\kappa_{rs,p} + \\delta_{rs} "
      "\\sum_p c_p "
      "\\Big[ \\frac{2 \\beta^2}{m} \\sum_{u} D_{ru}\\, \\partial_{v_r} \\kappa_{ru,p} \\\\ &\\qquad - "
      "\\frac{2}{\\sqrt m} \\big( " +
          target_sum(target, "\\beta^3 B_{rr}\\, \\partial_{v_r} \\tau_{rp}",
                     "\\beta^2 C_{rp}\\, \\partial_{v_r} \\varphi_{0,rp}") +
          " \\big) \\Big]",
      "S_{rs} &= -\\delta_{rs} \\frac{1}{\\sqrt m} \\sum_p c_p \\big( " +
          target_sum({.noise = target.noise, .data = 0}, "\\beta \\tau_{rp}", "") + " \\big)"};
  if (both) {
    equations.push_back("U_{rs} &= \\frac{1}{m} \\sum_p c_p \\kappa_{rs,p}");
    equations.push_back("T_{rp} &= -\\frac{c_p}{\\sqrt m} \\big( " +
                        target_sum({.noise = 0, .data = target.data}, "", "\\varphi_{0,rp}") + " \\big)");
  }
  return text + display(equations);
}

std::string dynamics_section(const Assumptions& assumptions) {
  const std::string rate = assumptions.rate_varies ? "\\eta s_k" : "\\eta";
  const bool has_Q =
      assumptions.objective == Objective::diffusion || assumptions.decay || assumptions.noised_inputs;
  const bool plain = !is_untied(assumptions) && !assumptions.momentum;
  std::string text = plain ? one_block(has_Q, rate) : many_blocks(assumptions, rate);
  if (assumptions.objective == Objective::classification && assumptions.second_layer == SecondLayer::trained)
    text += "The second layer moves beside them, $a \\leftarrow a - " + rate + " S_a$, $S_a = \\nabla a" +
            (assumptions.momentum ? " + \\nu S_a^{\\text{before}}$.\n" : "$.\n");
  if (assumptions.momentum || assumptions.batches || assumptions.label_factors) return text;
  if (plain)
    return text + section("Gradient flow") +
           display({"\\frac{dA}{dt} &= -U, & \\frac{dG}{dt} &= -(H + H^\\top)."});
  return text + section("Gradient flow") + display({"\\frac{dG_{bc}}{dt} &= -(H_{bc} + H_{cb}^\\top)."});
}

std::string pieces_section(const Assumptions& assumptions) {
  std::string text;
  if (assumptions.weighted_times)
    text += "The loss, and with it the coefficients of its gradient, is the sum of the formulas above over " +
            std::to_string(assumptions.times) +
            " times $t$ with weights $\\omega_t$, each with its own $\\alpha_t$ and $\\beta_t$.\n\n";
  if (assumptions.decay)
    text +=
        "Weight decay adds $\\frac{\\lambda}{2} |\\theta|^2$, $\\theta$ all trained parameters, to the loss, "
        "and so $\\lambda$ to the diagonal of the coefficient of each trained block on itself.\n\n";
  if (assumptions.batches)
    text +=
        "A step is taken on a batch $b$ of samples: the sum over samples divided by $n$ becomes the one over "
        "$b$ divided by $|b|$, which changes nothing but the weights of patches and samples.\n\n";
  if (assumptions.label_factors)
    text +=
        "A step is taken on labels $y_i \\epsilon_i$, $\\epsilon_i$ drawn anew at every step for every "
        "sample, which changes nothing but the labels.\n\n";
  if (assumptions.averages_patches)
    text +=
        "The output of a sample is the mean over its patches: the sum over $p \\in i$ is divided by their "
        "number.\n\n";
  if (assumptions.adds_neurons)
    text +=
        "The output is the sum over neurons: the factor $1/m$ of $f$, and with it one of its gradient, "
        "is 1.\n\n";
  if (assumptions.rate_varies) text += "Step $k$ has the learning rate $\\eta s_k$.\n\n";
  return text.empty() ? text : section("Times and update rule") + text;
}

}  // namespace featdyn::theory
