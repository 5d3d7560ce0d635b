#include "numerics/training/rounding_scales.hpp"

#include <cmath>

#include "numerics/linear/instruction_set.hpp"

namespace featdyn::numerics {
namespace {

using Norms = Eigen::VectorXd;

/// sqrt of what rounding may have left below 0.
Norms roots(const Eigen::VectorXd& squares) {
  return squares.cwiseMax(0).cwiseSqrt();
}

}  // namespace

RoundingScales::RoundingScales(const InitialState<double>& constants, Evaluator<double>& step,
                               bool from_start)
    : patch_norms_(constants.vectors ? Norms(constants.vectors->X.rowwise().norm())
                                     : roots(constants.K.diagonal())),
      inverse_norms_(patch_norms_.cwiseMax(1e-300).cwiseInverse()),
      fixed_norms_(roots(constants.D.diagonal())),
      makes_A_(from_start || step.has_input("W")),
      G_(&step.input("G")),
      V_(step.has_input("V") ? &step.input("V") : nullptr),
      D_(step.has_input("D") && step.has_output("D") ? &step.input("D") : nullptr) {}

RoundingScales::Known RoundingScales::known_of(const std::string& name, const Matrix<double>& value) const {
  if (name == "G") return Known::first_gram;
  if (name == "D") return Known::second_gram;
  if (name == "B") return Known::B;
  if (name == "C") return Known::C;
  if (name == "A") return makes_A_ ? Known::made_A : Known::unlike_A;
  return value.rows() == 1 ? Known::numbers : Known::itself;
}

void RoundingScales::find_first(Norms& scale) const {
  scale = G_->diagonal().cwiseMax(0).cwiseSqrt();
}

void RoundingScales::find_second(Norms& scale) const {
  if (V_ != nullptr)
    scale = V_->rowwise().norm();
  else if (D_ != nullptr)
    scale = D_->diagonal().cwiseMax(0).cwiseSqrt();
  else
    scale = fixed_norms_;
}

void RoundingScales::find(Known known, const Matrix<double>& value, Scale& scale) const {
  switch (known) {
    case Known::first_gram:
      find_first(scale.rows);
      scale.columns = scale.rows;
      return;
    case Known::second_gram:
      find_second(scale.rows);
      scale.columns = scale.rows;
      return;
    case Known::B:
      find_first(scale.rows);
      return find_second(scale.columns);
    case Known::C:
      find_second(scale.rows);
      scale.columns = patch_norms_;
      return;
    case Known::made_A:
      find_first(scale.rows);
      scale.columns = patch_norms_;
      return;
    case Known::unlike_A:
      // products of unlike vectors: what is known of A is no smaller than its largest cosine
      find_first(scale.rows);
      scale.rows =
          scale.rows.cwiseMin(4 * kernels().largest(value.data(), inverse_norms_.data(),
                                                    {.rows = value.rows(), .columns = value.cols()}));
      scale.columns = patch_norms_;
      return;
    case Known::numbers:
      scale.rows.setOnes(1);
      scale.columns = value.row(0).cwiseAbs();
      return;
    case Known::itself:
      scale.rows = value.rowwise().norm();
      scale.columns.setConstant(value.cols(), 1 / std::sqrt(static_cast<double>(value.cols())));
  }
}

}  // namespace featdyn::numerics
