#pragma once

#include "tests/oracle.hpp"
#include "tests/problems.hpp"

namespace featdyn::testing {

inline oracle::Real exactly(const theory::Rational& value) {
  return theory::to_real<oracle::Real>(value);
}

inline std::vector<oracle::Vector> rows_of(const numerics::Matrix<double>& x) {
  std::vector<oracle::Vector> rows;
  for (numerics::Index r = 0; r < x.rows(); ++r) rows.emplace_back(x.row(r).begin(), x.row(r).end());
  return rows;
}

inline numerics::Matrix<double> as_doubles(const oracle::Weights& W) {
  numerics::Matrix<double> result(static_cast<numerics::Index>(W.size()),
                                  static_cast<numerics::Index>(W[0].size()));
  for (numerics::Index r = 0; r < result.rows(); ++r)
    for (numerics::Index k = 0; k < result.cols(); ++k)
      result(r, k) = W[static_cast<std::size_t>(r)][static_cast<std::size_t>(k)].convert_to<double>();
  return result;
}

inline bool diffuses(const numerics::Problem& problem) {
  return problem.settings.objective == theory::Objective::diffusion;
}

/// alpha, beta and the target, from their definitions.
inline void set_noise_process(oracle::Setting& setting, const numerics::DiffusionSettings& diffusion) {
  using theory::Target;
  const oracle::Real t = diffusion.time ? exactly(diffusion.time->value) : oracle::Real(0);
  const bool flow = diffusion.target == Target::flow;
  setting.alpha = diffusion.alpha ? exactly(diffusion.alpha->value) : flow ? 1 - t : exp(-t);
  setting.beta = diffusion.beta ? exactly(diffusion.beta->value) : flow ? t : sqrt(1 - exp(-2 * t));
  switch (diffusion.target) {
    case Target::noise:
      setting.noise_weight = 1, setting.data_weight = 0;
      break;
    case Target::data:
      setting.noise_weight = 0, setting.data_weight = 1;
      break;
    case Target::velocity:
      setting.noise_weight = setting.alpha, setting.data_weight = -setting.beta;
      break;
    case Target::flow:
      setting.noise_weight = 1, setting.data_weight = -1;
      break;
  }
}

inline oracle::Setting oracle_setting(const numerics::Problem& problem) {
  oracle::Setting setting{.samples = {}, .activation = {}, .width = problem.settings.width};
  const auto patches = rows_of(problem.data.patches);
  for (numerics::Index i = 0; i < problem.data.samples(); ++i) {
    oracle::Sample sample{.patches = {}, .label = problem.data.labels[static_cast<std::size_t>(i)]};
    for (numerics::Index q = 0; q < problem.data.sample_patches.cols(); ++q)
      sample.patches.push_back(patches[static_cast<std::size_t>(problem.data.sample_patches(i, q))]);
    setting.samples.push_back(std::move(sample));
  }
  for (const auto& coefficient : problem.settings.activation)
    setting.activation.push_back(exactly(coefficient.value));
  set_noise_process(setting, problem.settings.diffusion);
  return setting;
}

inline oracle::Loss oracle_loss(const numerics::Problem& problem) {
  return diffuses(problem) ? oracle::denoiser_loss : oracle::classifier_loss;
}

/// W after `steps` of literal training from the problem's weights.
inline oracle::Weights oracle_training(const numerics::Problem& problem, int steps) {
  return oracle::train(oracle_loss(problem), oracle_setting(problem), rows_of(problem.weights),
                       exactly(problem.settings.training.learning_rate.value), steps);
}

}  // namespace featdyn::testing
