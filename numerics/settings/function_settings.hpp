#pragma once

#include <string>
#include <vector>

#include "numerics/settings/reader.hpp"

namespace featdyn::numerics {

/// network.activation: the coefficients of a polynomial, or a function by its name or its formula.
struct ActivationChoice {
  std::vector<Decimal> coefficients;
  std::string function;  ///< empty for a polynomial
};
/// From coefficients, a name, or a formula in z; a formula that says a polynomial or a function of the
/// program's own is read as that. Throws InputError at line and, in a formula, column.
ActivationChoice read_activation(const Reader& in);
/// As it is used, in TOML; what it is read back from.
std::string activation_literal(const Settings& settings);

/// network.loss: a loss of the margin by its name or its formula.
struct LossChoice {
  theory::MarginLoss kind = theory::MarginLoss::logistic;
  std::string named;  ///< the name of a user's own, or the formula
};
LossChoice read_loss(const Reader& in);
std::string loss_literal(const ArchitectureSettings& architecture);
theory::MarginLossChoice loss_of(const ArchitectureSettings& architecture);

/// Refuses an activation whose expectations over noise no method here finds: one with a kink that is no
/// piecewise polynomial, or with a derivative that is infinite.
void require_expectations(const Reader& in, const Settings& settings);

}  // namespace featdyn::numerics
