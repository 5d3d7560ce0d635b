#include "verify/theorem/run/observation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "numerics/methods/margin_loss.hpp"
#include "numerics/training/learning_rate.hpp"
#include "numerics/training/outputs.hpp"
#include "theory/formula/error.hpp"
#include "verify/experiment/settled.hpp"
#include "verify/theorem/file/observable_extension.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;

Table2 table_of(const Matrix<double>& matrix) {
  return {.columns = matrix.cols(), .values = {matrix.data(), matrix.data() + matrix.size()}};
}
Table2 number(double value) {
  return {.columns = 1, .values = {value}};
}
Table2 list(std::vector<double> values) {
  return {.columns = 1, .values = std::move(values)};
}

Matrix<double> patch_products(const numerics::Problem& problem) {
  const auto& X = problem.data.patches;
  return problem.products ? Matrix<double>(problem.products->K) : Matrix<double>(X * X.transpose());
}

/// How many values an index of a user's own observable takes.
long count_of_index(formula::IndexKind kind, const numerics::Problem& problem, const Matrix<double>& A) {
  if (kind == formula::IndexKind::neuron) return A.rows();
  if (kind == formula::IndexKind::sample) return problem.data.samples();
  if (kind == formula::IndexKind::label) return std::ssize(facts_of(problem, false).class_labels);
  return A.cols();
}

[[noreturn]] void refuse(const char* what, const char* allowed) {
  throw formula::FormulaError({}, "a quantity that these runs do not have", what, allowed);
}

}  // namespace

Observation::Observation(const numerics::Problem& problem, bool with_modes)
    : problem_(problem), selection_(numerics::select_overlaps(problem)) {
  if (problem.settings.draws_label_factors()) factors_.emplace(problem.settings, problem.data.samples());
  if (numerics::has_test_error(problem.settings)) tests_.emplace(problem);
  if (with_modes) modes_ = numerics::modes_of<double>(problem);
  if (with_modes && !problem.settings.diffusion.scales.empty()) columns_.emplace(problem);
}

void Observation::visit(const StepState& now) {
  largest_gradient_ = std::max(largest_gradient_, now.gradient_norm);
  at_rest_ = now.gradient_norm <= settled_gradient * largest_gradient_;
}

std::vector<double> Observation::outputs(const StepState& now, const char* name) const {
  const auto& settings = problem_.settings;
  if (settings.objective != theory::Objective::classification || settings.has_several_outputs() ||
      settings.architecture.second_layer == theory::SecondLayer::trained)
    refuse(name, "a classifier with two classes and a fixed second layer");
  return numerics::outputs_of(problem_, now.A);
}

/// Of the labels that the step from this state is told, less the penalty of weight decay.
double Observation::told_loss(const StepState& now) const {
  if (!factors_) return now.loss;
  const std::vector<double> f = outputs(now, "loss_told"), factors = factors_->of_step(now.step);
  const auto loss = problem_.settings.assumptions().loss;
  double sum = 0;
  for (std::size_t i = 0; i < f.size(); ++i)
    sum += numerics::margin_cost<double>(loss, factors[i] * problem_.data.labels[i] * f[i]).value;
  return sum / static_cast<double>(f.size());
}

std::vector<double> Observation::generated(const StepState& now) const {
  std::vector<double> values = columns_->values(now.A);
  values.pop_back();  // the error of the rule
  return values;
}

std::vector<double> Observation::columns(const StepState& now) const {
  const auto row =
      numerics::summarise<double>(selection_, now.step, 0.0, {now.loss, now.gradient_norm}, now.A, now.G);
  numerics::TrainingClock<double> clock(problem_.settings.training,
                                        numerics::learning_rate<double>(problem_.settings));
  return {row.signal_max,
          row.signal_mean,
          row.noise_max.value_or(NAN),
          row.noise_mean.value_or(NAN),
          row.ratio.value_or(NAN),
          row.weight_norm_sq_mean,
          row.gradient_norm,
          clock.at(now.step),
          at_rest_ ? 1.0 : 0.0};
}

Table2 Observation::of_extension(const ObservableExtension& own, const StepState& now) const {
  if (K_.size() == 0) K_ = patch_products(problem_);
  ObservedValues seen = own.values(now.A, now.G, K_);
  std::vector<long> allowed;
  for (const formula::IndexKind kind : own.indices) allowed.push_back(count_of_index(kind, problem_, now.A));
  if (seen.shape != allowed)
    throw formula::FormulaError(
        {}, "an observable of another shape than its indices",
        fmt::format("{}({})", own.name, fmt::join(seen.shape, " x ")),
        allowed.empty() ? "one number" : fmt::format("{}", fmt::join(allowed, " x ")));
  return {.columns = allowed.size() == 2 ? allowed[1] : 1, .values = std::move(seen.values)};
}

Table2 Observation::table(Observed what, const StepState& now) const {
  switch (what) {
    case Observed::overlaps:
      return table_of(now.A);
    case Observed::gram:
      return table_of(now.G);
    case Observed::coefficients:
      if (now.coefficients == nullptr) refuse("gamma or rho", "runs by the signal-noise decomposition");
      return table_of(*now.coefficients);
    case Observed::outputs:
      return list(outputs(now, "f[i]"));
    case Observed::loss:
      return number(now.loss);
    case Observed::loss_told:
      return number(told_loss(now));
    case Observed::gradient:
      return number(now.gradient_norm);
    case Observed::test_error:
      if (!tests_) refuse("test_error", "a classifier on generated data with white noise");
      return number((*tests_)(now.A, now.G).error);
    case Observed::generated:
      if (problem_.settings.diffusion.scales.empty())
        refuse("generated", "a denoiser for each of diffusion.betas");
      return list(generated(now));
    case Observed::modes:
      if (!problem_.settings.diffusion.scales.empty()) refuse("mode", "one noise level, or generated[a]");
      return table_of(numerics::in_modes<double>(problem_.settings, modes_, now.A));
    case Observed::alignment:
      if (!problem_.settings.diffusion.scales.empty()) refuse("alignment", "one noise level");
      return number(
          numerics::alignment<double>(numerics::in_modes<double>(problem_.settings, modes_, now.A)));
    case Observed::columns:
      return list(columns(now));
    case Observed::extension:
      break;
  }
  return of_extension(*extension_of(what), now);
}

}  // namespace featdyn::verify
