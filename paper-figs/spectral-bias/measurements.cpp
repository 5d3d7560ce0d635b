#include "paper-figs/spectral-bias/measurements.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "numerics/flow/flow.hpp"
#include "numerics/methods/on_scales.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/spectrum/linear_denoiser.hpp"
#include "numerics/spectrum/mode_columns.hpp"
#include "numerics/training/train.hpp"

namespace featdyn::figures {
namespace {

using numerics::Criterion;
using numerics::Layers;
using numerics::LinearDenoiser;
using numerics::Problem;
using verify::Row;
using Snapshot = numerics::Snapshot<double>;

std::vector<std::string> numbered(std::vector<std::string> columns,
                                  std::initializer_list<const char*> names) {
  for (const char* name : names)
    for (int a = 1; a <= shown_modes; ++a) columns.push_back(fmt::format("{}_{}", name, a));
  return columns;
}

/// A number of every shown mode; NaN where the data lack it.
template <class Value>
void append(Row& row, std::size_t modes, const Value& value) {
  for (std::size_t a = 0; a < shown_modes; ++a) row.values.push_back(a < modes ? value(a) : NAN);
}

double number(const numerics::Decimal& decimal) {
  return theory::to_real<double>(decimal.value);
}

Layers layers_of(const numerics::Settings& settings) {
  return settings.architecture.one_layer ? Layers::one : Layers::two;
}

template <class M, class Show>
Row train(M& method, const Problem& problem, const Show& show) {
  Row row{.status = "finished", .values = {}};
  const auto outcome = numerics::train(method, numerics::select_overlaps(problem),
                                       numerics::learning_rate<double>(problem.settings),
                                       numerics::RecordSteps(problem.settings.training),
                                       numerics::Observer<double>{.record = [&](const Snapshot& now) {
                                         const double tau = paper_time(problem.settings, now.record.time);
                                         row.values.push_back(tau);
                                         show(row, tau, now.A);
                                       }});
  if (outcome.status != numerics::Status::finished) row.status = "failed";
  return row;
}

Row measure_weights(const Problem& problem) {
  const numerics::ModeColumns<double> columns(problem);
  const auto& lambda = columns.modes().lambda;
  const LinearDenoiser law = law_of(problem.settings, layers_of(problem.settings));
  const double scale = number(*problem.settings.diffusion.beta);
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem),
                                          numerics::learning_rate<double>(problem.settings));
  return train(recurrence, problem, [&](Row& row, double tau, const numerics::Matrix<double>& A) {
    const auto weights = columns.values(A);
    append(row, lambda.size(), [&](std::size_t a) { return weights[a]; });
    append(row, lambda.size(), [&](std::size_t a) { return law.weight(lambda[a], scale, tau); });
  });
}

/// When a curve first comes to a level from the side of its first point, by a power law between two points; NaN where
/// it does not.
double first_passage(const std::vector<double>& tau, const std::vector<double>& values, double level) {
  const bool rises = values.front() < level;
  for (std::size_t k = 1; k < tau.size(); ++k) {
    if (rises ? values[k] < level : values[k] > level) continue;
    if (!(tau[k - 1] > 0)) return NAN;
    const double part = std::log(level / values[k - 1]) / std::log(values[k] / values[k - 1]);
    return tau[k - 1] * std::pow(tau[k] / tau[k - 1], part);
  }
  return NAN;
}

/// The generated variances of a run, and when they pass.
struct Generated {
  LinearDenoiser law;
  std::vector<double> lambda, tau = {};
  std::vector<std::vector<double>> values = {};  ///< of each record

  double passage(std::size_t a, Criterion criterion) const {
    std::vector<double> curve;
    for (const auto& now : values) curve.push_back(now[a]);
    return first_passage(tau, curve,
                         numerics::mean_of(criterion, law.generated_start(), law.generated_end(lambda[a])));
  }
};

Row measure_generated(const Problem& problem) {
  const numerics::ModeColumns<double> columns(problem);
  Generated seen{.law = law_of(problem.settings, layers_of(problem.settings)),
                 .lambda = columns.modes().lambda};
  const std::size_t modes = seen.lambda.size();
  const double eta = numerics::learning_rate<double>(problem.settings);
  numerics::OnScales<numerics::Flow<double>> flows(problem, [&](const Problem& at) {
    return std::make_unique<numerics::Flow<double>>(
        at, numerics::initial_state<double>(at), eta,
        numerics::FlowOptions<double>{.integrator = numerics::Integrator::taylor, .tolerance = 1e-12});
  });
  constexpr std::size_t only_last = 3 * static_cast<std::size_t>(shown_modes);
  Row row = train(flows, problem, [&](Row& now, double tau, const numerics::Matrix<double>& A) {
    seen.tau.push_back(tau);
    seen.values.push_back(columns.values(A));
    const auto& values = seen.values.back();
    append(now, modes, [&](std::size_t a) { return values[a]; });
    append(now, modes, [&](std::size_t a) { return seen.law.generated(seen.lambda[a], tau); });
    now.values.push_back(values.back());
    now.values.insert(now.values.end(), only_last, NAN);
  });
  if (row.values.size() < only_last) return row;
  row.values.erase(row.values.end() - static_cast<std::ptrdiff_t>(only_last), row.values.end());
  append(row, modes, [&](std::size_t a) { return seen.lambda[a]; });
  for (const Criterion criterion : {Criterion::harmonic, Criterion::geometric})
    append(row, modes, [&](std::size_t a) { return seen.passage(a, criterion); });
  return row;
}

}  // namespace

double paper_time(const numerics::Settings& settings, double time) {
  return time / (settings.architecture.one_layer ? 2 : 2 * std::sqrt(static_cast<double>(settings.width)));
}

LinearDenoiser law_of(const numerics::Settings& settings, Layers layers) {
  LinearDenoiser law{.layers = layers, .start = number(settings.init.modes.at(0))};
  const numerics::ScalesSettings& scales = settings.diffusion.scales;
  if (scales.empty()) return law;
  law.least_scale = number(scales.from ? *scales.from : scales.betas.front());
  law.largest_scale = number(scales.to ? *scales.to : scales.betas.back());
  return law;
}

verify::Measurement mode_weights() {
  return {.name = "weights of modes and their laws",
          .columns = numbered({"tau"}, {"weight", "law"}),
          .measure = measure_weights};
}

verify::Measurement generated_variances() {
  auto columns = numbered({"tau"}, {"generated", "law"});
  columns.emplace_back("error");
  return {.name = "generated variances and their laws",
          .version = 2,
          .columns = numbered(columns, {"lambda", "harmonic", "geometric"}),
          .measure = measure_generated};
}

}  // namespace featdyn::figures
