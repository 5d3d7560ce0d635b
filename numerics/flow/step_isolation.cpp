#include "numerics/flow/step_isolation.hpp"

#include <algorithm>
#include <cmath>

namespace featdyn::numerics {
namespace {

constexpr int deepest = 40;          // halvings of a step
constexpr long most_parts = 20'000;  // looked at in one step

/// An interval that holds a value.
struct Enclosure {
  double lower = 0, upper = 0;
  void add(double centre, double radius) {
    lower += centre - radius;
    upper += centre + radius;
  }
  void add(double factor, const Enclosure& x) {
    lower += factor * (factor > 0 ? x.lower : x.upper);
    upper += factor * (factor > 0 ? x.upper : x.lower);
  }
};

/// Enclosures of a function and its slope in u on a part of the step, centre + radius u with u in [-1, 1].
struct Enclosed {
  Enclosure value, slope;
};

/// Coefficients of 1, u, u^2, ...
using Coefficients = Eigen::VectorXd;

Enclosed enclose(const Coefficients& p) {
  double value_radius = 0, slope_radius = 0;
  for (Index k = 1; k < p.size(); ++k) {
    value_radius += std::abs(p(k));
    if (k > 1) slope_radius += static_cast<double>(k) * std::abs(p(k));
  }
  Enclosed result;
  result.value.add(p(0), value_radius);
  result.slope.add(p.size() > 1 ? p(1) : 0, slope_radius);
  return result;
}

/// A mean on a part: a polynomial of the terms that keep their sign there, and bounds of the others.
struct LocalMean {
  Coefficients smooth;
  Enclosed kinked = {};
};
using LocalMeans = std::array<LocalMean, mean_count>;

/// Adds weight |p|.
void add_size(const Coefficients& p, double weight, LocalMean& sum) {
  const Enclosed bounds = enclose(p);
  if (bounds.value.lower > 0 || bounds.value.upper < 0) {
    sum.smooth += std::copysign(weight, p(0)) * p;
    return;
  }
  sum.kinked.value.upper += weight * std::max(-bounds.value.lower, bounds.value.upper);
  sum.kinked.slope.add(0, weight * std::max(std::abs(bounds.slope.lower), std::abs(bounds.slope.upper)));
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

LocalMeans local_means(const StepPolynomials& step, const Bracket& part) {
  const auto at = [](Mean mean) { return static_cast<std::size_t>(mean); };
  const Matrix<double> to_part = shift(step.entries.rows(), part), shifted = to_part * step.entries;
  const auto signals = std::count(step.is_signal.begin(), step.is_signal.end(), true);
  LocalMeans means;
  for (LocalMean& mean : means) mean.smooth.setZero(shifted.rows());
  Coefficients p(shifted.rows());
  for (Index e = 0; e < shifted.cols(); ++e) {
    const bool signal = step.is_signal[static_cast<std::size_t>(e)];
    const double share = 1 / static_cast<double>(signal ? signals : shifted.cols() - signals);
    p = shifted.col(e);
    add_size(p, share, means[at(signal ? Mean::signal_size : Mean::noise_size)]);
    p(0) += step.growth(0, e) - step.entries(0, e);
    add_size(p, share, means[at(signal ? Mean::signal_growth : Mean::noise_growth)]);
  }
  means[at(Mean::weight)].smooth = (to_part * step.weight).col(0);
  return means;
}

/// Of the sum as a whole: what its terms have in common cancels.
Enclosed enclose(const MeanForm<double>& form, const LocalMeans& means) {
  Coefficients smooth = Coefficients::Zero(means[0].smooth.size());
  smooth(0) = form.constant;
  for (std::size_t q = 0; q < mean_count; ++q) smooth += form.coefficients[q] * means[q].smooth;
  Enclosed result = enclose(smooth);
  for (std::size_t q = 0; q < mean_count; ++q) {
    result.value.add(form.coefficients[q], means[q].kinked.value);
    result.slope.add(form.coefficients[q], means[q].kinked.slope);
  }
  return result;
}

bool reached_at(const StepPolynomials& step, const Event<double>& event, double s) {
  Means<double> means;
  const LocalMeans point = local_means(step, {s, s});
  for (std::size_t q = 0; q < mean_count; ++q) means[q] = point[q].smooth(0) + point[q].kinked.value.upper;
  // where the polynomials left the finite numbers nothing is known to be reached
  return std::ranges::all_of(means, [](double mean) { return std::isfinite(mean); }) &&
         event.value(means) >= 0;
}

/// means: of that part.
std::optional<Bracket> search(const StepPolynomials& step, const Event<double>& event, const Bracket& part,
                              const LocalMeans& means, int depth, long& parts_left) {
  const auto by_sign = [&] { return reached_at(step, event, part.to) ? std::optional(part) : std::nullopt; };
  if (--parts_left < 0) return by_sign();
  bool rises = true;
  for (const MeanForm<double>& form : event.forms) {
    const Enclosed g = enclose(form, means);
    if (g.value.upper < 0) return std::nullopt;
    rises = rises && (g.value.lower >= 0 || g.slope.lower > 0);
  }
  if (rises || depth == deepest) return by_sign();
  const double middle = (part.from + part.to) / 2;
  const auto in = [&](const Bracket& half) {
    return search(step, event, half, local_means(step, half), depth + 1, parts_left);
  };
  const auto left = in({part.from, middle});
  return left ? left : in({middle, part.to});
}

}  // namespace

/// Most events are nowhere in a step: what the whole of it is like is found once for all of them.
std::vector<std::optional<Bracket>> first_sign_changes(const StepPolynomials& step,
                                                       const std::vector<Event<double>>& events) {
  const bool bounded = step.entries.allFinite() && step.growth.allFinite() && step.weight.allFinite();
  const Bracket whole{0, 1};
  const LocalMeans means = local_means(step, whole);
  std::vector<std::optional<Bracket>> result;
  for (const Event<double>& event : events) {
    long parts_left = bounded ? most_parts : 0;
    result.push_back(search(step, event, whole, means, 0, parts_left));
  }
  return result;
}

std::optional<Bracket> first_sign_change(const StepPolynomials& step, const Event<double>& event) {
  return first_sign_changes(step, {event})[0];
}

}  // namespace featdyn::numerics
