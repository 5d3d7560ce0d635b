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
  return collect("recurrence, learning rate / " + std::to_string(parts), refined, problem);
}

const std::vector<Quantity>& quantities() {
  static const std::vector<Quantity> all{
      {"overlaps", [](const RunSeries& run, std::size_t k) { return run.A[k]; }, true},
      {"gram", [](const RunSeries& run, std::size_t k) { return run.G[k]; }, true},
      {"loss", [](const RunSeries& run, std::size_t k) { return scalar(run.records[k].loss); }, true},
      {"signal_mean", [](const RunSeries& run, std::size_t k) { return scalar(run.records[k].signal_mean); },
       false},
      {"noise_mean",
       [](const RunSeries& run, std::size_t k) { return scalar(run.records[k].noise_mean.value_or(0)); },
       false},
      {"ratio", [](const RunSeries& run, std::size_t k) { return scalar(run.records[k].ratio.value_or(0)); },
       false},
      {"gradient_norm",
       [](const RunSeries& run, std::size_t k) { return scalar(run.records[k].gradient_norm); }, false}};
  return all;
}

}  // namespace featdyn::verify
