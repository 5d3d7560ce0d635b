#pragma once

#include <algorithm>

#include "numerics/methods/recurrence.hpp"
#include "numerics/training/outputs.hpp"
#include "numerics/training/test_error.hpp"
#include "tests/problems.hpp"
#include "verify/grid/grid.hpp"
#include "verify/templates/templates.hpp"

namespace featdyn::testing {

/// What a run of a template's classifier ends with.
struct Ended {
  double accuracy, loss;
  double output;  ///< the mean of y f over the samples
  double dead;    ///< the share of samples whose noise no neuron of their class sees
};

inline Ended ended(const std::string& name, const Overrides& overrides, std::uint64_t seed = 0) {
  auto document = numerics::Document::from_text(verify::find_template(name).text, name, ".");
  for (const std::string& assignment : overrides) document.set(assignment);
  const numerics::Problem problem =
      numerics::make_problem(verify::vary(numerics::read_settings(std::move(document)), {}, seed));
  numerics::Recurrence<double> run(problem, numerics::initial_state<double>(problem),
                                   numerics::learning_rate<double>(problem.settings));
  for (long k = 0; k < problem.settings.training.steps; ++k) run.evaluate(), run.advance();
  Ended result{.accuracy = 0, .loss = run.evaluate().loss, .output = 0, .dead = 0};
  const numerics::Matrix<double>& A = run.overlaps();
  const double m = static_cast<double>(problem.settings.width);
  result.accuracy = 1 - numerics::TestError(problem)(A, run.gram()).error;
  const std::vector<double> f = numerics::outputs_of(problem, A);
  const auto n = static_cast<double>(f.size());
  for (std::size_t i = 0; i < f.size(); ++i) {
    const int y = problem.data.labels[i];
    const auto noise = A.col(static_cast<numerics::Index>(i) + 2);
    const auto own =
        y > 0 ? noise.head(static_cast<numerics::Index>(m)) : noise.tail(static_cast<numerics::Index>(m));
    result.output += y * f[i] / n;
    result.dead += (own.maxCoeff() <= 0 ? 1 : 0) / n;
  }
  return result;
}

/// Over so many seeds.
template <class Value>
std::vector<double> over_seeds(const std::string& name, const Overrides& overrides, int seeds, Value value) {
  std::vector<double> values;
  for (int seed = 0; seed < seeds; ++seed)
    values.push_back(value(ended(name, overrides, static_cast<std::uint64_t>(seed))));
  return values;
}

inline double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

inline double median(std::vector<double> values) {
  std::ranges::sort(values);
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

}  // namespace featdyn::testing
