#include "verify/experiment/two_patch.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <stdexcept>

#include "numerics/data/signal_noise.hpp"
#include "numerics/problem/noise_levels.hpp"
#include "numerics/settings/noise_spectrum.hpp"

namespace featdyn::verify {
namespace {

double number(const numerics::Decimal& decimal) {
  return theory::to_real<double>(decimal.value);
}

bool has_the_papers_data(const numerics::Settings& settings) {
  return std::holds_alternative<numerics::TwoPatchSettings>(settings.data) && settings.label_noise.value == 0;
}

/// The second layer is tied for the denoiser and fixed to the classes' signs for the classifier.
bool has_the_papers_network(const numerics::Settings& settings) {
  if (settings.architecture.averages_patches || settings.architecture.adds_neurons) return false;
  const auto& a = settings.activation;
  const bool quadratic = a.size() == 3 && a[0].value == 0 && a[1].value == 0 && a[2].value == 1;
  const bool diffuses = settings.objective == theory::Objective::diffusion;
  const auto second_layer = settings.architecture.second_layer;
  const bool plain =
      diffuses ? second_layer == theory::SecondLayer::tied : second_layer != theory::SecondLayer::trained;
  return quadratic && plain && !settings.architecture.noised_inputs && !settings.architecture.costs_code() &&
         settings.architecture.loss == theory::MarginLoss::logistic &&
         settings.diffusion.target == theory::Target::noise && settings.diffusion.several.times.empty() &&
         !settings.diffusion.several.schedule;
}

/// Full batches, one learning rate, no momentum and no weight decay, from Gaussian weights.
bool is_plain_descent(const numerics::Settings& settings) {
  const auto& update = settings.training.update;
  const bool one_scale = settings.init.signal_std.empty() && !settings.init.noise_std;
  return settings.init.std && one_scale && !update.momentum && !update.weight_decay &&
         !update.rate_varies() && !update.batch_size && !settings.draws_label_factors() &&
         update.label_smoothing.value == 0;
}

/// Norms of the signals, root mean square.
double root_mean_square(const numerics::Matrix<double>& signals) {
  return signals.norm() / std::sqrt(static_cast<double>(signals.rows()));
}

/// The root of the mean variance of the noise in units of sigma_xi.
double mean_deviation(const numerics::SignalNoiseSettings& data) {
  const auto deviations = numerics::noise_deviations(data.noise_spectrum, data.noise_coordinates());
  const double squares = std::inner_product(deviations.begin(), deviations.end(), deviations.begin(), 0.0);
  return std::sqrt(squares / static_cast<double>(deviations.size()));
}

bool is_white(const numerics::SignalNoiseSettings& data) {
  return data.noise_spectrum.blocks.empty() && !data.noise_spectrum.exponent;
}

numerics::SignalNoiseSettings general_data(const numerics::Settings& settings) {
  if (const auto data = signal_noise(settings.data)) return *data;
  throw std::logic_error("two_patch: another data model");
}

std::pair<double, double> mean_levels(const numerics::DiffusionSettings& diffusion) {
  const auto levels = numerics::noise_levels<double>(diffusion);
  if (levels.size() == 1) return {levels[0].alpha, levels[0].beta};
  double alpha = 0, product = 0;
  for (const auto& level : levels)
    alpha += level.weight * level.alpha, product += level.weight * level.alpha * level.beta;
  return {alpha, product / alpha};
}

/// Literals of numbers times a factor, as an array.
std::string scaled(const std::vector<numerics::Decimal>& numbers, double factor) {
  std::string text;
  for (const auto& one : numbers)
    text += fmt::format("{}{:.17g}", text.empty() ? "" : ", ", factor * number(one));
  return "[" + text + "]";
}

std::string with_signal_norm(const numerics::Settings& settings, double norm) {
  if (settings.document.find("data.signal_norm")) return fmt::format("data.signal_norm={:.17g}", norm);
  const auto data = general_data(settings);
  const double factor = norm / root_mean_square(numerics::signal_vectors(data));
  if (data.signal_gram.empty()) return "data.signal_norms=" + scaled(data.signal_norms, factor);
  std::string rows;
  for (const auto& row : data.signal_gram) rows += (rows.empty() ? "" : ", ") + scaled(row, factor * factor);
  return "data.signal_gram=[" + rows + "]";
}

}  // namespace

double TwoPatch::n_snr_squared() const {
  return n * signal_norm * signal_norm / (noise_std * noise_std * d);
}

TwoPatch two_patch(const numerics::Settings& settings) {
  const numerics::InitSettings& init = settings.init;
  if (!init.std && !init.is_uniform()) throw std::logic_error("two_patch: weights from a file");
  const auto data = general_data(settings);
  const bool plain = std::holds_alternative<numerics::TwoPatchSettings>(settings.data) || data.antipodal;
  const auto [alpha, beta] = mean_levels(settings.diffusion);
  const auto& momentum = settings.training.update.momentum;
  return {
      .d = static_cast<double>(data.dimension),
      .n = static_cast<double>(data.samples),
      .signal_norm = plain ? number(data.signal_norms[0]) : root_mean_square(numerics::signal_vectors(data)),
      .noise_std = number(data.noise_std) * (is_white(data) ? 1 : mean_deviation(data)),
      .width = static_cast<double>(settings.width),
      .init_std = init.std ? number(*init.std) : numerics::start_bound(settings) / std::sqrt(3),
      .learning_rate = number(settings.training.learning_rate),
      .alpha = alpha,
      .beta = beta,
      .acceleration = momentum ? 1 / (1 - number(*momentum)) : 1};
}

bool has_the_papers_loss(const numerics::Settings& settings) {
  return has_the_papers_data(settings) && has_the_papers_network(settings) &&
         !settings.training.update.weight_decay;
}

bool is_the_papers_model(const numerics::Settings& settings) {
  return has_the_papers_loss(settings) && is_plain_descent(settings);
}

std::string signal_norm_for(const numerics::Settings& base, double x) {
  const TwoPatch now = two_patch(base);
  return with_signal_norm(base, std::sqrt(x * now.d / now.n) * now.noise_std);
}

std::string assignment(const numerics::Settings& settings, const std::string& key, double value) {
  if (key == "data.signal_norm") return with_signal_norm(settings, value);
  if (key == "data.noise_std")
    value *= number(general_data(settings).noise_std) / two_patch(settings).noise_std;
  return fmt::format("{}={:.10g}", key, value);
}

}  // namespace featdyn::verify
