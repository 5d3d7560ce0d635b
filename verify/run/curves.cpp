#include "verify/run/curves.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "numerics/data/data_extension.hpp"
#include "numerics/data/signal_noise.hpp"
#include "verify/draw/frame.hpp"
#include "verify/draw/gnuplot_text.hpp"
#include "verify/draw/plot.hpp"
#include "verify/run/trajectory_file.hpp"

namespace featdyn::verify {
namespace {

/// What is put around what others have named: files, data models.
using Shown = std::string (*)(std::string_view);

struct Describe {
  Shown shown;

  std::string operator()(const numerics::TwoPatchSettings& data) const {
    return fmt::format("two-patch data, d = {}, n = {}, |μ| = {}, σ_ξ = {}", data.dimension, data.samples,
                       data.signal_norm.text, data.noise_std.text);
  }
  std::string operator()(const numerics::SignalNoiseSettings& data) const {
    const numerics::Matrix<double> signals = signal_vectors(data);
    std::string norms;
    for (numerics::Index j = 0; j < signals.rows(); ++j)
      norms += fmt::format("{}{:.4g}", j == 0 ? "" : ", ", signals.row(j).norm());
    return fmt::format("{} + {} patches, d = {}, n = {}, {} classes, |μ| = {}, σ_ξ = {}", data.signal_patches,
                       data.noise_patches, data.dimension, data.samples, data.classes, norms,
                       data.noise_std.text);
  }
  std::string operator()(const numerics::FileSettings& data) const {
    return "data from " + shown(data.patches.filename().string());
  }
  std::string operator()(const numerics::NoisyMnistSettings& data) const {
    return fmt::format("noisy MNIST, digits {}, {} each, scale {}", fmt::join(data.digits, ", "),
                       data.samples_per_digit, data.signal_scale.text);
  }
  std::string operator()(const numerics::ExtensionDataSettings& data) const {
    std::string line = shown(data.model->name) + " data";
    for (const auto& [key, value] : data.values.numbers)
      line += fmt::format(", {} = {}", shown(key), value.text);
    return line;
  }
  std::string operator()(const numerics::SpectrumSettings& data) const {
    const auto& file = data.covariance ? data.covariance : data.images;
    if (file) return "the spectrum of " + shown(file->filename().string());
    if (data.exponent) return fmt::format("{} modes with λ_k = k^-{}", data.count(), data.exponent->text);
    return fmt::format("{} modes{}", data.count(), data.is_log_normal ? " of log-normal quantiles" : "");
  }
};

std::string line_of(const numerics::Settings& settings, Shown shown) {
  std::string line = std::visit(Describe{shown}, settings.data) + fmt::format("; m = {}", settings.width);
  if (settings.objective == theory::Objective::diffusion) {
    const auto [alpha, beta] = numerics::signal_and_noise_level<double>(settings.diffusion);
    const auto& scales = settings.diffusion.scales.betas;
    if (!scales.empty())
      line += fmt::format(", β from {:.4g} to {:.4g}", theory::to_real<double>(scales.front().value),
                          theory::to_real<double>(scales.back().value));
    else
      line += settings.diffusion.time ? fmt::format(", t = {}", settings.diffusion.time->text)
                                      : fmt::format(", α = {:.4g}, β = {:.4g}", alpha, beta);
  }
  if (settings.init.std) line += fmt::format(", σ_0 = {}", settings.init.std->text);
  return line + fmt::format(", η = {}; seeds {} and {}", settings.training.learning_rate.text,
                            settings.data_seed, settings.init.seed);
}

}  // namespace

std::string setting_line(const numerics::Settings& settings) {
  return line_of(settings, [](std::string_view name) { return std::string(name); });
}

std::string setting_caption(const numerics::Settings& settings) {
  return line_of(settings, gnuplot_plain);
}

namespace {

double largest_overlap(const std::filesystem::path& trajectory) {
  double largest = 0;
  for (const numerics::Record<double>& record : read_trajectory(trajectory))
    largest = std::max({largest, record.signal_max, record.noise_max.value_or(0)});
  return largest;
}

/// Whether time has to be logarithmic to show what happens.
bool is_early(const std::filesystem::path& trajectory, bool has_noise) {
  std::vector<std::string> columns{"signal_mean"};
  if (has_noise) columns.emplace_back("noise_mean");
  return happens_early(Csv(trajectory), "step", columns);
}

}  // namespace

bool draw_curves(const std::filesystem::path& csv, const std::filesystem::path& stem,
                 const numerics::Problem& problem, const std::string& method, std::string& why) {
  const bool diffuses = problem.settings.objective == theory::Objective::diffusion;
  bool has_noise = false;
  for (const auto& info : problem.data.info) has_noise = has_noise || !info.is_signal;
  const bool log_x = !problem.settings.training.record_every || is_early(csv, has_noise);
  const auto line = [&](const char* y, const char* title, const char* colour, bool dashed) {
    return Series{.csv = csv,
                  .x = "step",
                  .y = y,
                  .title = title,
                  .colour = colour,
                  .stroke = dashed ? Stroke::dashed : Stroke::solid};
  };
  Panel overlaps{.title = diffuses ? "Overlaps of the denoiser" : "Overlaps of the classifier",
                 .x_label = "step",
                 .y_label = "|overlap|",
                 .log_x = log_x,
                 .log_y = true,
                 .y_least = least_overlap_drawn(largest_overlap(csv)),
                 .series = {}};
  overlaps.series = {line("signal_mean", "signal, mean", colour::signal, false),
                     line("signal_max", "signal, max", colour::signal, true)};
  Panel loss{.title = "Loss",
             .x_label = "step",
             .y_label = "loss",
             .log_x = log_x,
             .series = {line("loss", "", colour::plain, false)}};
  Figure figure{.columns = 2,
                .panels = {overlaps, loss},
                .caption = fmt::format("Method {}: {}.", method, setting_caption(problem.settings))};
  if (has_noise) {
    figure.panels[0].series.push_back(line("noise_mean", "noise, mean", colour::noise, false));
    figure.panels[0].series.push_back(line("noise_max", "noise, max", colour::noise, true));
    figure.panels.insert(figure.panels.begin() + 1,
                         Panel{.title = "Ratio of mean overlaps",
                               .x_label = "step",
                               .y_label = "signal / noise",
                               .log_x = log_x,
                               .series = {line("ratio", "", colour::plain, false)}});
    figure.columns = 3;
  }
  return draw(figure, stem, false, why);
}

}  // namespace featdyn::verify
