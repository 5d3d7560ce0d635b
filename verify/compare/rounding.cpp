#include "verify/compare/rounding.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "numerics/methods/recurrence.hpp"
#include "numerics/training/rounding_growth.hpp"

namespace featdyn::verify {
namespace {

using numerics::Matrix;
using numerics::RoundingGrowth;

/// A state as a series of one record.
RunSeries record_of(const numerics::Selection& selection, const numerics::Evaluation<double>& value,
                    const Matrix<double>& A, const Matrix<double>& G) {
  return {.method = {},
          .outcome = {},
          .records = {numerics::summarise<double>(selection, 0, 0.0, value, A, G)},
          .A = {A},
          .G = {G}};
}

/// The gradient's norm g, whose square alone is known to `error`: sqrt(g^2 + error) - g.
double moved_root(double root, double error) {
  const double moved = error / (root + std::sqrt(root * root + error));
  return error > 0 ? moved : 0;
}

/// nan counts as an unbounded error.
double or_infinity(double error) {
  return std::isnan(error) ? HUGE_VAL : error;
}

/// How far one tangent moves each quantity.
std::vector<double> moved(RoundingGrowth& growth, const RunSeries& now,
                          const numerics::Selection& selection) {
  const double unit = 0x1p-53 * growth.magnification(), root = now.records[0].gradient_norm;
  const auto& [loss, square] = growth.evaluation();
  const RunSeries there =
      record_of(selection, {.loss = loss, .gradient_norm = std::sqrt(std::max(square, 0.0))},
                growth.overlaps(), growth.gram());
  std::vector<double> result;
  for (const Quantity& quantity : quantities()) {
    const Matrix<double> a = quantity.at(now, 0), b = quantity.at(there, 0);
    const bool known = a.size() > 0 && b.size() > 0;
    const double difference = known ? (b - a).cwiseAbs().maxCoeff<Eigen::PropagateNaN>() : 0;
    const bool is_root = quantity.name == std::string("gradient_norm");
    result.push_back(
        or_infinity(is_root ? moved_root(root, unit * std::abs(square - root * root)) : unit * difference));
  }
  return result;
}

/// One fresh rounding of each quantity, in the order of quantities().
std::vector<double> fresh(const RunSeries& now, double largest_patch, double largest_gradient) {
  const double weight = std::sqrt(std::max(now.G[0].diagonal().maxCoeff(), 0.0)),
               overlap = weight * largest_patch;
  const auto& record = now.records[0];
  const double noise = record.noise_mean.value_or(0);
  const double ratio = record.ratio ? *record.ratio * (overlap / noise + overlap / record.signal_mean) : 0;
  return {overlap,
          weight * weight,
          std::abs(record.loss),
          overlap,
          overlap,
          overlap,
          overlap,
          std::isfinite(ratio) ? ratio : 0,
          record.weight_norm_sq_mean,
          largest_gradient};
}

/// The recurrence and its tangents.
class Followed {
 public:
  explicit Followed(const numerics::Problem& problem)
      : start_(numerics::initial_state<double>(problem)),
        length_(problem.data.dimension() + start_.A.cols() + start_.A.rows()),
        selection_(numerics::started(numerics::select_overlaps(problem), start_.A)),
        recurrence_(problem, start_, numerics::learning_rate<double>(problem.settings)) {
    for (const std::uint64_t stream : {1, 2})
      growths_.push_back(std::make_unique<RoundingGrowth>(
          problem, recurrence_.constants(), numerics::names_of(recurrence_.named_state()),
          RoundingGrowth::Manner{.length = length_, .from_start = false, .stream = stream}));
  }
  double unit() const { return 0x1p-53 * std::sqrt(static_cast<double>(length_)); }

  /// False where the values left the finite numbers.
  bool evaluate() {
    now_ = recurrence_.evaluate();
    largest_gradient_ = std::max(largest_gradient_, now_.gradient_norm);
    for (const auto& growth : growths_) growth->follow(recurrence_.named_state());
    return std::isfinite(now_.loss);
  }
  void advance() { recurrence_.advance(); }

  /// What is expected of each quantity here.
  std::vector<double> expected() {
    const RunSeries here = record_of(selection_, now_, recurrence_.overlaps(), recurrence_.gram());
    auto result = fresh(here, std::sqrt(start_.K.diagonal().maxCoeff()), largest_gradient_);
    for (double& value : result) value *= unit();
    for (const auto& growth : growths_) {
      const auto errors = moved(*growth, here, selection_);
      for (std::size_t q = 0; q < result.size(); ++q) result[q] = std::max(result[q], errors[q]);
    }
    return result;
  }

 private:
  numerics::InitialState<double> start_;
  numerics::Index length_;
  numerics::Selection selection_;
  numerics::Recurrence<double> recurrence_;
  std::vector<std::unique_ptr<RoundingGrowth>> growths_;
  numerics::Evaluation<double> now_{};
  double largest_gradient_ = 0;
};

}  // namespace

RoundingExpectation expect_rounding(const numerics::Problem& problem, const RunSeries& reference) {
  Followed run(problem);
  const std::size_t records = reference.records.size();
  RoundingExpectation expected{.by_quantity = {}, .unit = run.unit()};
  expected.by_quantity.assign(quantities().size(), std::vector<double>(records, HUGE_VAL));
  std::size_t k = 0;
  for (long step = 0; k < records && run.evaluate(); ++step, run.advance()) {
    if (step != reference.records[k].step) continue;
    const auto here = run.expected();
    for (std::size_t q = 0; q < here.size(); ++q) expected.by_quantity[q][k] = here[q];
    ++k;
  }
  return expected;
}

}  // namespace featdyn::verify
