#include "verify/compare/series.hpp"

#include "numerics/methods/recurrence.hpp"

namespace featdyn::verify {
namespace {

using numerics::Matrix;

Matrix<double> scalar(double value) {
  return Matrix<double>::Constant(1, 1, value);
}

/// Method: `parts` steps of the recurrence count as one.
class Refined {
 public:
  using Real = double;
  Refined(const numerics::Problem& problem, int parts)
      : recurrence_(problem, numerics::initial_state<double>(problem),
                    numerics::learning_rate<double>(problem.settings) / parts, parts),
        parts_(parts) {}
  numerics::Evaluation<double> evaluate() { return recurrence_.evaluate(); }
  void advance() {
    recurrence_.advance();
    for (int part = 1; part < parts_; ++part) {
      recurrence_.evaluate();
      recurrence_.advance();
    }
  }
  const Matrix<double>& overlaps() const { return recurrence_.overlaps(); }
  const Matrix<double>& gram() const { return recurrence_.gram(); }
  auto state() { return recurrence_.state(); }

 private:
  numerics::Recurrence<double> recurrence_;
  int parts_;
};

static_assert(numerics::Method<Refined>);

}  // namespace

RunSeries collect_refined(const numerics::Problem& problem, int parts) {
  Refined refined(problem, parts);
  return collect_with_bar("recurrence, learning rate / " + std::to_string(parts), refined, problem);
}

namespace {

using Column = numerics::Record<double>;

template <double Column::*column>
Matrix<double> of(const RunSeries& run, std::size_t k) {
  return scalar(run.records[k].*column);
}
template <std::optional<double> Column::*column>
Matrix<double> of(const RunSeries& run, std::size_t k) {
  const auto& value = run.records[k].*column;
  return value ? scalar(*value) : Matrix<double>();
}

constexpr double least_size = 1e-6;
/// A gradient at rest is a difference that rounding decides, and its square in inner products all the more.
constexpr double least_gradient = 1e-2;

}  // namespace

const std::vector<Quantity>& quantities() {
  static const std::vector<Quantity> all{
      {"overlaps", [](const RunSeries& run, std::size_t k) { return run.A[k]; }, least_size},
      {"gram", [](const RunSeries& run, std::size_t k) { return run.G[k]; }, least_size},
      {"loss", of<&Column::loss>, least_size},
      {"signal_max", of<&Column::signal_max>, least_size},
      {"signal_mean", of<&Column::signal_mean>, least_size},
      {"noise_max", of<&Column::noise_max>, least_size},
      {"noise_mean", of<&Column::noise_mean>, least_size},
      {"ratio", of<&Column::ratio>, least_size},
      {"weight_norm_sq_mean", of<&Column::weight_norm_sq_mean>, least_size},
      {"gradient_norm", of<&Column::gradient_norm>, least_gradient}};
  return all;
}

}  // namespace featdyn::verify
