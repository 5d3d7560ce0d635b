#include "verify/theorem/judge/exponents.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "numerics/linear/least_squares.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

using Groups = std::map<int, std::vector<const Sample*>>;

Groups by_seed(const std::vector<Sample>& samples) {
  Groups groups;
  for (const Sample& sample : samples) groups[sample.of_seed].push_back(&sample);
  return groups;
}

/// Whether the samples of a seed move along x_k.
bool varies(const std::vector<const Sample*>& group, std::size_t k) {
  return std::ranges::any_of(group, [&](const Sample* one) {
    return std::abs(one->x[k] - group.front()->x[k]) > 1e-9 * (1 + std::abs(one->x[k]));
  });
}

/// One seed's exponents along the columns that vary, by least squares; with half widths of their own where
/// there are more points than unknowns.
struct Fit {
  Eigen::VectorXd slopes, halves;
};
Fit fit(const std::vector<const Sample*>& group, const std::vector<std::size_t>& columns) {
  const auto rows = static_cast<Eigen::Index>(group.size()),
             unknowns = static_cast<Eigen::Index>(columns.size()) + 1;
  Eigen::MatrixXd design(rows, unknowns);
  Eigen::VectorXd target(rows);
  for (Eigen::Index k = 0; k < rows; ++k) {
    design(k, 0) = 1;
    for (Eigen::Index c = 1; c < unknowns; ++c)
      design(k, c) = group[static_cast<std::size_t>(k)]->x[columns[static_cast<std::size_t>(c - 1)]];
    target[k] = group[static_cast<std::size_t>(k)]->y;
  }
  const auto [coefficients, freedom, deviations] = numerics::linear_fit(design, target);
  Fit result{.slopes = coefficients.tail(unknowns - 1), .halves = Eigen::VectorXd::Zero(unknowns - 1)};
  if (freedom > 0) result.halves = student(freedom) * deviations.tail(unknowns - 1);
  return result;
}

/// Over seeds, each its own estimate.
Mean mean_of_seeds(const std::vector<double>& values, double own_half) {
  if (values.size() == 1)
    return {.value = values[0], .interval = {values[0] - own_half, values[0] + own_half}};
  if (std::ranges::any_of(values, [](double x) { return std::isnan(x); }))
    return {.value = NAN, .interval = {NAN, NAN}};
  const Estimate mean = mean_of(values);
  return {.value = mean.value, .interval = mean.interval};
}

}  // namespace

std::vector<Exponent> fitted_exponents(const std::vector<std::string>& names,
                                       const std::vector<Sample>& samples) {
  const Groups groups = by_seed(samples);
  std::vector<std::size_t> columns;
  for (std::size_t k = 0; k < names.size(); ++k)
    if (std::ranges::any_of(groups, [&](const auto& group) { return varies(group.second, k); }))
      columns.push_back(k);
  std::vector<Exponent> exponents;
  for (const std::size_t column : columns)
    exponents.push_back({.name = names[column], .value = NAN, .interval = {NAN, NAN}});
  std::vector<std::vector<double>> slopes(columns.size());
  Eigen::VectorXd halves = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(columns.size()));
  for (const auto& [seed, group] : groups) {
    const bool moves = std::ranges::all_of(columns, [&](std::size_t k) { return varies(group, k); });
    if (!moves || group.size() <= columns.size()) continue;
    const Fit one = fit(group, columns);
    for (std::size_t k = 0; k < columns.size(); ++k)
      slopes[k].push_back(one.slopes[static_cast<Eigen::Index>(k)]);
    halves = one.halves;
  }
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (slopes[k].empty()) continue;
    const Mean mean = mean_of_seeds(slopes[k], halves[static_cast<Eigen::Index>(k)]);
    exponents[k].value = mean.value;
    exponents[k].interval = mean.interval;
  }
  return exponents;
}

Mean mean_over_seeds(const std::vector<Sample>& samples) {
  std::vector<double> means;
  for (const auto& [seed, group] : by_seed(samples)) {
    double sum = 0;
    for (const Sample* sample : group) sum += sample->y;
    means.push_back(sum / static_cast<double>(group.size()));
  }
  if (means.empty()) return {.value = NAN, .interval = {NAN, NAN}};
  return mean_of_seeds(means, 0);
}

}  // namespace featdyn::verify
