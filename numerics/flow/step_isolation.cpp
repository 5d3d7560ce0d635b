#include "numerics/flow/step_isolation.hpp"

#include <cmath>

namespace featdyn::numerics {
namespace {

constexpr int deepest = 40;  // halvings of a step

struct Range {
  double lower = 0, upper = 0;
  void add(double centre, double radius) {
    lower += centre - radius;
    upper += centre + radius;
  }
  void add(double factor, const Range& x) {
    lower += factor * (factor > 0 ? x.lower : x.upper);
    upper += factor * (factor > 0 ? x.upper : x.lower);
  }
};

/// Enclosures of a function and its slope on a part of the step.
struct Enclosed {
  Range value, slope;
};
using EnclosedMeans = std::array<Enclosed, mean_count>;

/// p(centre + radius u) for u in [-1, 1]: value, slope in u, and how far both move.
struct Local {
  double value, slope, value_radius, slope_radius;
};

/// Adds weight |p|.
void add_size(const Local& p, double weight, Enclosed& sum) {
  const double size = std::abs(p.value);
  if (size > p.value_radius) {
    sum.value.add(weight * size, weight * p.value_radius);
    sum.slope.add(weight * std::copysign(1.0, p.value) * p.slope, weight * p.slope_radius);
  } else {
    sum.value.upper += weight * (size + p.value_radius);
    sum.slope.add(0, weight * (std::abs(p.slope) + p.slope_radius));
  }
}

/// Column k: the coefficients of (centre + radius u)^k.
Matrix<double> shift(Index size, const Bracket& part) {
  const double centre = (part.from + part.to) / 2, radius = (part.to - part.from) / 2;
  Matrix<double> result = Matrix<double>::Zero(size, size);
  result(0, 0) = 1;
  for (Index k = 1; k < size; ++k)
    for (Index j = 0; j <= k; ++j)
      result(j, k) = centre * result(j, k - 1) + (j > 0 ? radius * result(j - 1, k - 1) : 0);
  return result;
}

Local local(const Matrix<double>& shifted, Index entry) {
  Local p{shifted(0, entry), shifted(1, entry), std::abs(shifted(1, entry)), 0};
  for (Index k = 2; k < shifted.rows(); ++k) {
    p.value_radius += std::abs(shifted(k, entry));
    p.slope_radius += static_cast<double>(k) * std::abs(shifted(k, entry));
  }
  return p;
}

EnclosedMeans enclose(const StepPolynomials& step, const Bracket& part) {
  const auto at = [](Mean mean) { return static_cast<std::size_t>(mean); };
  const Matrix<double> to_part = shift(step.entries.rows(), part), shifted = to_part * step.entries,
                       weight = to_part * step.weight;
  const auto signals = std::count(step.is_signal.begin(), step.is_signal.end(), true);
  EnclosedMeans means;
  for (Index e = 0; e < shifted.cols(); ++e) {
    const bool signal = step.is_signal[static_cast<std::size_t>(e)];
    const double share = 1 / static_cast<double>(signal ? signals : shifted.cols() - signals);
    Local p = local(shifted, e);
    add_size(p, share, means[at(signal ? Mean::signal_size : Mean::noise_size)]);
    p.value += step.growth(0, e) - step.entries(0, e);
    add_size(p, share, means[at(signal ? Mean::signal_growth : Mean::noise_growth)]);
  }
  const Local p = local(weight, 0);
  means[at(Mean::weight)].value.add(p.value, p.value_radius);
  means[at(Mean::weight)].slope.add(p.slope, p.slope_radius);
  return means;
}

Enclosed enclose(const MeanForm<double>& form, const EnclosedMeans& means) {
  Enclosed result{.value = {form.constant, form.constant}, .slope = {}};
  for (std::size_t q = 0; q < mean_count; ++q) {
    result.value.add(form.coefficients[q], means[q].value);
    result.slope.add(form.coefficients[q], means[q].slope);
  }
  return result;
}

bool reached_at(const StepPolynomials& step, const Event<double>& event, double s) {
  Means<double> means;
  const EnclosedMeans point = enclose(step, {s, s});
  for (std::size_t q = 0; q < mean_count; ++q) means[q] = point[q].value.upper;
  return event.reached(means);
}

std::optional<Bracket> search(const StepPolynomials& step, const Event<double>& event, const Bracket& part,
                              int depth) {
  const EnclosedMeans means = enclose(step, part);
  bool rises = true;
  for (const MeanForm<double>& form : event.forms) {
    const Enclosed g = enclose(form, means);
    if (g.value.upper < 0) return std::nullopt;
    rises = rises && (g.value.lower >= 0 || g.slope.lower > 0);
  }
  if (rises || depth == deepest) return reached_at(step, event, part.to) ? std::optional(part) : std::nullopt;
  const double middle = (part.from + part.to) / 2;
  const auto left = search(step, event, {part.from, middle}, depth + 1);
  return left ? left : search(step, event, {middle, part.to}, depth + 1);
}

}  // namespace

std::optional<Bracket> first_sign_change(const StepPolynomials& step, const Event<double>& event) {
  return search(step, event, {0, 1}, 0);
}

}  // namespace featdyn::numerics
