#include "theory/code_cost.hpp"
#include "theory/latex_pieces.hpp"

namespace featdyn::theory {

std::string code_section(const Assumptions& assumptions) {
  if (!assumptions.costs_code) return "";
  const Polynomial sigma = activation(assumptions.activation), chi = code_square(sigma);
  const std::string variance = code_variance(sigma).latex();
  return section("Noise on the code and its cost") +
         "The output is $m^{-1/2} \\sum_r (\\sigma(z_r) + s_c \\epsilon_r) w_r$ with independent "
         "$\\epsilon_r "
         "\\sim N(0, 1)$, and $\\frac{\\lambda_c}{2} \\sum_r \\sigma(z_r)^2$ of each patch is added to the "
         "loss. $\\mathbb{E}_\\epsilon (\\sigma(z_r) + s_c \\epsilon_r)^2 = \\sigma(z_r)^2 + " +
         variance +
         "$, while the mean of the code and of the product of two neurons' codes are those without "
         "$\\epsilon$. With $\\chi = \\mathbb{E}\\,\\sigma(a_r + Z_r)^2$, which is $\\kappa$ at $s = r$,\n" +
         display({equation("\\chi", chi), equation("\\partial_{a_r} \\chi", chi.derivative(Symbol::a_r)),
                  equation("\\partial_{v_r} \\chi", chi.derivative(Symbol::v_r))}) +
         "to the loss, to $P_{rp}$ and to $Q_{rr}$ above are added\n" +
         display({"& \\sum_p c_p \\sum_r \\Big[ \\frac{" + variance +
                      "}{2m} G_{rr} + \\frac{\\lambda_c}{2} \\chi_{rp} \\Big]",
                  "& \\frac{\\lambda_c}{2} \\alpha\\, c_p\\, \\partial_{a_r} \\chi_{rp}",
                  "& \\sum_p c_p \\Big[ \\frac{" + variance +
                      "}{m} + \\lambda_c \\beta^2\\, \\partial_{v_r} \\chi_{rp} \\Big]."});
}

}  // namespace featdyn::theory
