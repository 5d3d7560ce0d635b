#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "numerics/flow/flow.hpp"
#include "numerics/spectrum/mode_columns.hpp"
#include "paper-figs/spectral-bias/measurements.hpp"

namespace featdyn::figures {
namespace {

using numerics::Criterion;
using numerics::Layers;
using numerics::LinearDenoiser;
using numerics::ModePassage;
using numerics::Problem;
using verify::Row;

/// The power law tau = constant lambda^-power of the rising modes; NaN where there is none.
struct Fit {
  double power, offset = 0;
  explicit Fit(const std::vector<ModePassage>& found)
      : power(numerics::fitted_exponent(found, true).value_or(NAN)) {
    double count = 0;
    for (const ModePassage& each : found)
      if (each.rises) offset += std::log(each.tau) + power * std::log(each.lambda), count += 1;
    offset /= count;
  }
  double at(double lambda) const { return std::exp(offset - power * std::log(lambda)); }
};

/// The time of this mode; NaN where it has none.
double time_of(const std::vector<ModePassage>& found, double lambda) {
  const auto here = std::ranges::find(found, lambda, &ModePassage::lambda);
  return here == found.end() ? NAN : here->tau;
}

/// By harmonic and geometric mean, and by what is left.
struct Times {
  std::vector<ModePassage> harmonic, geometric, settled;
  Times(const LinearDenoiser& law, const std::vector<double>& lambda)
      : harmonic(numerics::passages(law, lambda, Criterion::harmonic)),
        geometric(numerics::passages(law, lambda, Criterion::geometric)),
        settled(numerics::settlings(law, lambda, settled_part)) {}
};

Row measure_passages(const Problem& problem) {
  const auto lambda = numerics::modes_of<double>(problem).lambda;
  const std::array both{Times(law_of(problem.settings, Layers::one), lambda),
                        Times(law_of(problem.settings, Layers::two), lambda)};
  Row row{.status = "finished", .values = {}};
  for (const double value : lambda) {
    row.values.push_back(value);
    for (const Times& times : both) {
      const Fit harmonic(times.harmonic), geometric(times.geometric);
      row.values.insert(row.values.end(), {time_of(times.harmonic, value), time_of(times.geometric, value),
                                           time_of(times.settled, value), harmonic.at(value),
                                           geometric.at(value), harmonic.power, geometric.power});
    }
  }
  return row;
}

double power_of(const std::vector<ModePassage>& found, bool rising) {
  if (std::ranges::count(found, rising, &ModePassage::rises) < 3) return NAN;
  return numerics::fitted_exponent(found, rising).value_or(NAN);
}

Row measure_powers(const Problem& problem) {
  const auto lambda = numerics::modes_of<double>(problem).lambda;
  Row row{.status = "finished", .values = {}};
  for (const Layers layers : {Layers::one, Layers::two}) {
    const Times times(law_of(problem.settings, layers), lambda);
    for (const bool rising : {true, false})
      for (const auto* found : {&times.harmonic, &times.geometric, &times.settled})
        row.values.push_back(power_of(*found, rising));
  }
  return row;
}

Row measure_half_times(const Problem& problem) {
  const numerics::Settings& settings = problem.settings;
  const numerics::ModeColumns<double> columns(problem);
  const auto& lambda = columns.modes().lambda;
  const double eta = numerics::learning_rate<double>(settings);
  numerics::Flow<double> flow(problem, numerics::initial_state<double>(problem), eta,
                              {.integrator = numerics::Integrator::taylor, .tolerance = 1e-12});
  flow.evaluate();
  const auto start = columns.values(flow.overlaps());
  const bool reached = flow.advance_to(settings.training.steps) == numerics::Integration::reached;
  flow.evaluate();
  const auto stages = flow.stages();
  Row row{.status = reached ? "finished" : "failed", .values = {}};
  for (std::size_t a = 0; a < lambda.size(); ++a) {
    const double end = numerics::end_weight<double>(problem, lambda[a]).value_or(NAN);
    const auto half =
        std::ranges::find(stages, fmt::format("mode_{}_half", a + 1), &numerics::Stage<double>::name);
    const double step = half == stages.end() ? NAN : half->step.value_or(NAN);
    const double trained = paper_time(settings, step * eta),
                 law = std::log(end / start[a] - 1) / (8 * lambda[a]);
    row.values.insert(row.values.end(), {lambda[a], start[a], trained, law, std::abs(trained / law - 1)});
  }
  return row;
}

std::vector<std::string> of_both(std::vector<std::string> columns, std::initializer_list<const char*> names) {
  for (const char* layers : {"one", "two"})
    for (const char* name : names) columns.push_back(fmt::format("{}_{}", layers, name));
  return columns;
}

}  // namespace

verify::Measurement passage_times() {
  return {.name = "passage times of generated variances by their laws",
          .version = 2,
          .columns = of_both({"lambda"}, {"harmonic", "geometric", "settled", "fitted_harmonic",
                                          "fitted_geometric", "power_harmonic", "power_geometric"}),
          .measure = measure_passages};
}

verify::Measurement passage_powers() {
  return {.name = "powers of passage times by the laws of generated variances",
          .columns = of_both({}, {"rising_harmonic", "rising_geometric", "rising_settled", "falling_harmonic",
                                  "falling_geometric", "falling_settled"}),
          .measure = measure_powers};
}

verify::Measurement half_times() {
  return {.name = "half-times of modes and their law",
          .version = 2,
          .columns = {"lambda", "start", "half", "law", "apart"},
          .measure = measure_half_times};
}

}  // namespace featdyn::figures
