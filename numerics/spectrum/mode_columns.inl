// Definitions of the templates of mode_columns.hpp; included by one source file per scalar type.
#pragma once

#include <fmt/format.h>

#include <cmath>

#include "numerics/scalar/worst.hpp"
#include "numerics/spectrum/mode_columns.hpp"

namespace featdyn::numerics {

template <class R>
GeneratedVariance<R> generated_variance(const ScaleRule& rule, double largest_scale,
                                        const Matrix<R>& weights) {
  using std::abs, std::exp;
  GeneratedVariance<R> result;
  for (Index a = 0; a < weights.cols(); ++a) {
    R fine(0), coarse(0);
    for (Index s = 0; s < weights.rows(); ++s) {
      const R lack = R(1) - weights(s, a);
      fine += R(rule.weights[static_cast<std::size_t>(s)]) * lack;
      coarse += R(rule.coarse[static_cast<std::size_t>(s)]) * lack;
    }
    result.values.push_back(R(largest_scale) * R(largest_scale) * exp(R(R(-2) * fine)));
    result.errors.push_back(exp(R(R(2) * abs(R(fine - coarse)))) - R(1));
  }
  return result;
}

template <class R>
Matrix<R> weights_on_scales(const Settings& settings, const Modes<R>& modes, const Matrix<R>& A) {
  const auto scales = static_cast<Index>(settings.diffusion.scales.betas.size());
  const Index rows = A.rows() / scales;
  Matrix<R> weights(scales, static_cast<Index>(modes.lambda.size()));
  for (Index s = 0; s < scales; ++s)
    weights.row(s) =
        in_modes<R>(settings, modes, Matrix<R>(A.middleRows(s * rows, rows))).diagonal().transpose();
  return weights;
}

template <class R>
ModeColumns<R>::ModeColumns(const Problem& problem) : settings_(problem.settings) {
  const ScalesSettings& scales = settings_.diffusion.scales;
  if (!shows_modes(settings_) && scales.empty()) return;
  modes_ = modes_of<R>(problem);
  for (std::size_t a = 1; a <= modes_.lambda.size(); ++a)
    names_.push_back(fmt::format("{}_{}", scales.empty() ? "mode" : "generated", a));
  names_.emplace_back(scales.empty() ? "alignment" : "generated_error");
  if (!scales.empty()) rule_ = rule_of(scales);
}

template <class R>
std::vector<R> ModeColumns<R>::values(const Matrix<R>& A) const {
  if (names_.empty()) return {};
  const ScalesSettings& scales = settings_.diffusion.scales;
  if (scales.empty()) {
    const Matrix<R> D = in_modes<R>(settings_, modes_, A);
    std::vector<R> result;
    for (Index a = 0; a < D.rows(); ++a) result.push_back(D(a, a));
    result.push_back(alignment<R>(D));
    return result;
  }
  const Decimal& largest = scales.to ? *scales.to : scales.betas.back();
  const auto generated = generated_variance<R>(rule_, theory::to_real<double>(largest.value),
                                               weights_on_scales<R>(settings_, modes_, A));
  std::vector<R> result = generated.values;
  R worst(0);
  for (const R& error : generated.errors) worst = worst_of(worst, error);
  result.push_back(worst);
  return result;
}

#define FEATDYN_INSTANTIATE_MODE_COLUMNS(R)                                                        \
  template GeneratedVariance<R> generated_variance<R>(const ScaleRule&, double, const Matrix<R>&); \
  template Matrix<R> weights_on_scales<R>(const Settings&, const Modes<R>&, const Matrix<R>&);     \
  template class ModeColumns<R>;

}  // namespace featdyn::numerics
