#pragma once

#include "numerics/points/differentiated.hpp"

namespace featdyn::testing {

/// What the loss of the symmetric branch depends on: |mu|^2 / 2 = v / rho, sigma_xi^2 d / n = 1 / rho.
template <class R>
struct SymmetricModel {
  R alpha, beta, root_m, root_rho, v;
};

/// The loss as it stands in the theory's section 2, in (a_mu, a_xi, h), for numbers R of which N may carry
/// derivatives: an oracle that shares nothing with what is tested.
template <class R, class N>
N symmetric_loss(const SymmetricModel<R>& model, const N& a_mu, const N& a_xi, const N& h) {
  const auto constant = [](const R& value) {
    N result;
    result.value = value;
    return result;
  };
  const R m = model.root_m * model.root_m, rho = model.root_rho * model.root_rho;
  const N A = constant(model.alpha * model.alpha), B = constant(model.beta * model.beta);
  const N q = constant(rho / model.v) * a_mu * a_mu + constant(rho) * a_xi * a_xi;
  const N others = constant(m) * q - h, c = others / constant(m - R(1));
  N sum(0);
  for (const N& a : {a_mu, a_xi}) {
    const N a2 = a * a, both = A * a2 + B * h;
    sum = sum +
          (h * (N(3) * B * B * h * h + N(6) * A * B * a2 * h + A * A * a2 * a2) +
           others * (both * both + N(4) * A * B * a2 * c + N(2) * B * B * c * c)) /
              N(2) -
          constant(R(2) * model.alpha * model.beta * model.root_m) * a * h;
  }
  return sum;
}

}  // namespace featdyn::testing
