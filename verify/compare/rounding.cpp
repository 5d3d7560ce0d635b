#include "verify/compare/rounding.hpp"

#include <algorithm>
#include <cmath>

#include "numerics/data/random.hpp"
#include "numerics/methods/recurrence.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;

/// Method: the recurrence with rounding errors of relative size `unit` put into its state at every step.
class Shaken {
 public:
  using Real = double;
  Shaken(const numerics::Problem& problem, const numerics::InitialState<double>& start, double unit,
         std::uint64_t twin)
      : recurrence_(problem, start, numerics::learning_rate<double>(problem.settings)),
        patch_norms_(start.K.diagonal().cwiseSqrt()),
        second_norms_(start.D.diagonal().cwiseSqrt()),
        unit_(unit),
        engine_(numerics::stream(twin, "rounding", {})) {
    shake();
  }
  numerics::Evaluation<double> evaluate() { return recurrence_.evaluate(); }
  void advance() {
    recurrence_.advance();
    shake();
  }
  const Matrix<double>& overlaps() const { return recurrence_.overlaps(); }
  const Matrix<double>& gram() const { return recurrence_.gram(); }
  auto state() { return recurrence_.state(); }

 private:
  void shake() {
    const auto state = recurrence_.state();
    const auto& names = recurrence_.state_names();
    const Eigen::VectorXd first = norms(recurrence_.gram()), second = norms_of_second_layer(state);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string& name = names[i];
      if (name == "A") shake(*state[i], first, patch_norms_);
      if (name == "G") shake_symmetric(*state[i], first);
      if (name == "B") shake(*state[i], first, second);
      if (name == "C") shake(*state[i], second, patch_norms_);
      if (name == "D") shake_symmetric(*state[i], second);
      if (name == "a") shake(*state[i], Eigen::VectorXd::Ones(1), state[i]->row(0).transpose());
    }
  }
  void shake(Matrix<double>& products, const Eigen::VectorXd& left, const Eigen::VectorXd& right) {
    products += unit_ * left.asDiagonal() * normal(products.rows(), products.cols()) * right.asDiagonal();
  }
  void shake_symmetric(Matrix<double>& gram, const Eigen::VectorXd& left) {
    const Matrix<double> H = normal(gram.rows(), gram.cols());
    gram += unit_ / std::sqrt(2.0) * left.asDiagonal() * (H + H.transpose()) * left.asDiagonal();
  }
  static Eigen::VectorXd norms(const Matrix<double>& gram) { return gram.diagonal().cwiseMax(0).cwiseSqrt(); }
  Eigen::VectorXd norms_of_second_layer(const std::vector<Matrix<double>*>& state) const {
    const auto& names = recurrence_.state_names();
    const auto found = std::ranges::find(names, "D");
    return found == names.end() ? second_norms_
                                : norms(*state[static_cast<std::size_t>(found - names.begin())]);
  }
  Matrix<double> normal(Index rows, Index columns) {
    Matrix<double> result(rows, columns);
    numerics::fill_standard_normal(engine_, result.data(), static_cast<std::size_t>(result.size()));
    return result;
  }

  numerics::Recurrence<double> recurrence_;
  Eigen::VectorXd patch_norms_, second_norms_;  ///< second_norms_: of a second layer that stays
  double unit_;
  numerics::Engine engine_;
};

static_assert(numerics::Method<Shaken>);

}  // namespace

RoundingExpectation expect_rounding(const numerics::Problem& problem, const RunSeries& reference) {
  const auto start = numerics::initial_state<double>(problem);
  const double length = static_cast<double>(problem.data.dimension() + start.A.cols() + start.A.rows());
  RoundingExpectation expected{.by_quantity = {}, .unit = std::ldexp(1.0, -53) * std::sqrt(length)};
  const double largest_patch = std::sqrt(start.K.diagonal().maxCoeff());
  for (const Quantity& quantity : quantities())
    if (quantity.judged) expected.by_quantity.emplace_back(reference.records.size(), 0.0);

  for (std::uint64_t twin = 1; twin <= 2; ++twin) {
    Shaken shaken(problem, start, expected.unit, twin);
    const RunSeries run = collect("shaken", shaken, problem);
    for (std::size_t k = 0; k < std::min(run.records.size(), reference.records.size()); ++k) {
      const double weight = std::sqrt(reference.G[k].diagonal().maxCoeff());
      const double fresh[] = {weight * largest_patch, weight * weight, std::abs(reference.records[k].loss)};
      for (std::size_t q = 0; q < expected.by_quantity.size(); ++q) {
        const double moved =
            (quantities()[q].at(run, k) - quantities()[q].at(reference, k)).cwiseAbs().maxCoeff();
        double& so_far = expected.by_quantity[q][k];
        so_far = std::max({so_far, moved, expected.unit * fresh[q]});
      }
    }
  }
  return expected;
}

}  // namespace featdyn::verify
