#include "theory/derivation.hpp"
#include "theory/kernel.hpp"
#include "theory/python_source.hpp"
#include "theory/target_sum.hpp"

namespace featdyn::theory {
namespace {

std::string weighted(const Polynomial& weight, const std::string& part) {
  return weight == Polynomial(1) ? part : "(" + weight.text() + ") " + part;
}

std::string text_sum(const TargetWeights& target, const std::string& noise_part,
                     const std::string& data_part) {
  return theory::target_sum(target, noise_part, data_part, weighted);
}

void add_denoiser(DynamicsText& text, const Assumptions& assumptions) {
  const TargetWeights target = target_weights(assumptions.target);
  const bool costs = assumptions.costs_code;
  text.loss = {
      {"loss", "sum_p c_p (sum_rs G_rs kappa_rs,p/(2 m) - sum_r (" +
                   text_sum(target, "beta G_rr tau_rp", "A_rp phi_rp") + ")/sqrt(m))" +
                   (costs ? " + sum_p c_p sum_r (code_noise^2 G_rr/m + code_penalty chi_rp)/2" : "") +
                   (assumptions.decay ? " + lambda/2 sum_r G_rr" : "")}};
  text.gradient = {
      {"grad W", "Q W + P X"},
      {"P_rp", "c_p (alpha/m sum_s G_rs dkappa_da_r - (" +
                   text_sum(target, "alpha beta G_rr dtau_da_r", "(phi_rp + alpha A_rp dphi_da_r)") +
                   ")/sqrt(m)" + (costs ? " + code_penalty alpha dchi_da_r/2)" : ")")},
      {"Q_rs",
       "sum_p c_p (kappa_rs,p + beta^2 G_rs dkappa_dc_rs)/m + delta_rs sum_p c_p (2 beta^2/m sum_u "
       "G_ru dkappa_dv_r - 2/sqrt(m) (" +
           text_sum(target, "beta (tau_rp + beta^2 G_rr dtau_dv_r)", "beta^2 A_rp dphi_dv_r") +
           (costs ? ") + code_noise^2/m + code_penalty beta^2 dchi_dv_r)" : "))") +
           (assumptions.decay ? " + lambda delta_rs" : "")}};
}

void add_classifier(DynamicsText& text, const Assumptions& assumptions) {
  const std::string decay = assumptions.decay ? " + lambda/2 sum_r G_rr" : "";
  text.loss = {{"f_i", "sum_r a_r sum_(p in i) sigma(A_rp)/m with a_r = +-1 the class of neuron r"},
               {"loss", "sum_i l(y_i f_i)/n" + decay}};
  text.gradient = {{"grad W", assumptions.decay ? "lambda W + P X" : "P X"},
                   {"P_rp", "sum_(i with p) l'(y_i f_i) y_i a_r sigma'(A_rp)/(n m)"}};
}

}  // namespace

DynamicsText dynamics_text(const Assumptions& assumptions) {
  DynamicsText text;
  const bool denoises = assumptions.objective == Objective::diffusion;
  denoises ? add_denoiser(text, assumptions) : add_classifier(text, assumptions);
  const bool has_Q = denoises || assumptions.decay;
  const std::string Q = denoises ? "Q" : "lambda";
  const auto both = [&](const char* with_Q, const char* with_P) {
    return (has_Q ? Q + " " + with_Q + " + " : "") + with_P;
  };
  text.step = {{"U", both("A", "P K")},
               {"H", both("G", "P A^T")},
               {"g", both("H^T", "P U^T")},
               {"A'", "A - eta U"},
               {"G'", "G - eta (H + H^T) + eta^2 g"}};
  text.flow = {{"dA/dt", "-U"}, {"dG/dt", "-(H + H^T)"}};
  return text;
}

}  // namespace featdyn::theory
