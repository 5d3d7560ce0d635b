#include "paper-figs/spectral_measurements.hpp"

#include <fmt/format.h>

#include <cmath>

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

/// The law of an aligned start that is the same for all modes.
LinearDenoiser law_of(const numerics::Settings& settings, Layers layers) {
  LinearDenoiser law{.layers = layers, .start = number(settings.init.modes.at(0))};
  const numerics::ScalesSettings& scales = settings.diffusion.scales;
  if (scales.empty()) return law;
  law.least_scale = number(scales.from ? *scales.from : scales.betas.front());
  law.largest_scale = number(scales.to ? *scales.to : scales.betas.back());
  return law;
}

double paper_time(const numerics::Settings& settings, double time) {
  return time / (settings.architecture.one_layer ? 2 : 2 * std::sqrt(static_cast<double>(settings.width)));
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
  const LinearDenoiser law =
      law_of(problem.settings, problem.settings.architecture.one_layer ? Layers::one : Layers::two);
  const double scale = number(*problem.settings.diffusion.beta);
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem),
                                          numerics::learning_rate<double>(problem.settings));
  return train(recurrence, problem, [&](Row& row, double tau, const numerics::Matrix<double>& A) {
    const auto weights = columns.values(A);
    append(row, lambda.size(), [&](std::size_t a) { return weights[a]; });
    append(row, lambda.size(), [&](std::size_t a) { return law.weight(lambda[a], scale, tau); });
  });
}

Row measure_generated(const Problem& problem) {
  const numerics::ModeColumns<double> columns(problem);
  const auto& lambda = columns.modes().lambda;
  const LinearDenoiser law = law_of(problem.settings, Layers::two);
  const double eta = numerics::learning_rate<double>(problem.settings);
  numerics::OnScales<numerics::Flow<double>> flows(problem, [&](const Problem& at) {
    return std::make_unique<numerics::Flow<double>>(
        at, numerics::initial_state<double>(at), eta,
        numerics::FlowOptions<double>{.integrator = numerics::Integrator::taylor, .tolerance = 1e-12});
  });
  return train(flows, problem, [&](Row& row, double tau, const numerics::Matrix<double>& A) {
    const auto values = columns.values(A);
    append(row, lambda.size(), [&](std::size_t a) { return values[a]; });
    append(row, lambda.size(), [&](std::size_t a) { return law.generated(lambda[a], tau); });
    row.values.push_back(values.back());
  });
}

double passage(const LinearDenoiser& denoiser, double lambda, Criterion criterion) {
  const auto found = numerics::passages(denoiser, {lambda}, criterion);
  return found.empty() ? NAN : found[0].tau;
}

Row measure_passages(const Problem& problem) {
  const auto lambda = numerics::modes_of<double>(problem).lambda;
  const LinearDenoiser one = law_of(problem.settings, Layers::one),
                       two = law_of(problem.settings, Layers::two);
  const auto found = numerics::passages(two, lambda, Criterion::geometric);
  const double exponent = numerics::fitted_exponent(found, true).value_or(NAN);
  double offset = 0, count = 0;
  for (const numerics::ModePassage& each : found)
    if (each.rises) offset += std::log(each.tau) + exponent * std::log(each.lambda), count += 1;
  Row row{.status = "finished", .values = {}};
  for (const double value : lambda) {
    row.values.push_back(value);
    for (const LinearDenoiser& denoiser : {one, two})
      for (const Criterion criterion : {Criterion::harmonic, Criterion::geometric})
        row.values.push_back(passage(denoiser, value, criterion));
    row.values.insert(row.values.end(), {std::exp(offset / count - exponent * std::log(value)), exponent});
  }
  return row;
}

}  // namespace

verify::Measurement mode_weights() {
  return {.name = "weights of modes and their laws",
          .columns = numbered({"tau"}, {"weight", "law"}),
          .measure = measure_weights};
}

verify::Measurement generated_variances() {
  auto columns = numbered({"tau"}, {"generated", "law"});
  columns.emplace_back("error");
  return {.name = "generated variances and their laws", .columns = columns, .measure = measure_generated};
}

verify::Measurement passage_times() {
  return {.name = "passage times of generated variances by their laws",
          .columns = {"lambda", "one_harmonic", "one_geometric", "two_harmonic", "two_geometric", "fitted",
                      "exponent"},
          .measure = measure_passages};
}

}  // namespace featdyn::figures
