#include <fmt/format.h>

#include <cmath>

#include "paper-figs/figure/classifier_measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/experiment/two_patch.hpp"

namespace featdyn::figures {
namespace {

constexpr const char* with_flips = "training.label_flips=0.1";

/// Centres of cells, from `first` to `last`.
struct Axis {
  double first, last, step;
  std::size_t cells() const { return static_cast<std::size_t>(std::lround((last - first) / step)) + 1; }
  double at(std::size_t cell) const { return first + static_cast<double>(cell) * step; }
  verify::Interval range() const { return {first - step / 2, last + step / 2}; }
};
Axis axis_of_n(const Request& request) {
  return {.first = 100, .last = request.choose(300.0, 700.0), .step = request.choose(200.0, 50.0)};
}
Axis axis_of_snr(const Request& request) {
  return {.first = 0.03, .last = request.choose(0.09, 0.1), .step = request.choose(0.02, 0.01)};
}

/// |mu| where the SNR is that, at the template's d and sigma_p.
std::string norm_for(const Request& request, double snr) {
  const verify::TwoPatch of = verify::two_patch(request.setting("label-noise"));
  return fmt::format("data.signal_norm={}", snr * of.noise_std * std::sqrt(of.d));
}

/// How far the logarithm of the largest overlap with the signal comes beyond 0, if stage 1, in which noise grows from
/// its largest overlap at the start to 1, and T steps of stage 2 at the rate of label-noise.stage-2 go on without end.
double excess(const verify::TwoPatch& of, double norm, double p, double steps) {
  const double largest = of.init_std * std::sqrt(2 * std::log(of.width)),
               noise = of.noise_std * std::sqrt(of.d);
  const double c = 2 * of.learning_rate * noise * noise / (of.n * of.width), variance = p * (1 - p);
  const double slope = variance * (c / 2 + c * c * ((1 - 2 * p) / 3 + variance * std::log((1 - p) / p) / 2));
  const double stage_1 = of.n * std::pow(norm / noise, 2) / 2 * std::max(0.0, -std::log(largest * noise));
  return stage_1 + steps * of.learning_rate * norm * norm / of.width * slope + std::log(largest * norm);
}

/// The SNR at which label noise just learns the signal, by those laws [derived].
double boundary(const numerics::Settings& settings) {
  const verify::TwoPatch of = verify::two_patch(settings);
  const double p = theory::to_real<double>(settings.training.update.label_factor->first.value);
  double low = 0, high = of.noise_std * std::sqrt(of.d);  // SNR = 1
  for (int k = 0; k < 60; ++k) {
    const double norm = (low + high) / 2;
    (excess(of, norm, p, static_cast<double>(settings.training.steps)) < 0 ? low : high) = norm;
  }
  return low / (of.noise_std * std::sqrt(of.d));
}

/// Cells of n and SNR with edges half way between them.
Table table(const Request& request, const char* name, const char* flips) {
  Table result{.name = name,
               .keys = {"n", "snr", "n_low", "n_high", "snr_low", "snr_high", "boundary"},
               .groups = {},
               .measurement = classifier_end()};
  const Axis along_n = axis_of_n(request), along_snr = axis_of_snr(request);
  for (std::size_t i = 0; i < along_n.cells(); ++i)
    for (std::size_t j = 0; j < along_snr.cells(); ++j) {
      const double n = along_n.at(i), snr = along_snr.at(j);
      const auto setting = [&](const char* with) {
        return request.setting("label-noise",
                               {with, fmt::format("data.samples={:.0f}", n), "training.learning_rate=1",
                                norm_for(request, snr), "training.steps=1000", "training.record_every=1000"});
      };
      result.groups.push_back(
          request.group({n, snr, n - along_n.step / 2, n + along_n.step / 2, snr - along_snr.step / 2,
                         snr + along_snr.step / 2, boundary(setting(with_flips))},
                        setting(flips), request.choose(1, 3)));
    }
  return result;
}

verify::Panel panel(const Request& request, const Data& data, const char* name, const char* title,
                    std::vector<verify::Series> series) {
  return {.title = title,
          .x_label = "n",
          .y_label = "SNR",
          .series = std::move(series),
          .map = verify::HeatMap{.csv = data.path(name),
                                 .x = "n",
                                 .y = "snr",
                                 .x_low = "n_low",
                                 .x_high = "n_high",
                                 .y_low = "snr_low",
                                 .y_high = "snr_high",
                                 .z = "accuracy",
                                 .z_label = "accuracy",
                                 .x_range = axis_of_n(request).range(),
                                 .y_range = axis_of_snr(request).range(),
                                 .z_range = {0.5, 1}}};
}

}  // namespace

/// Figure 3 of arXiv:2510.17526; what carries SNR, d, m and p are ours.
Plan plan_label_noise_map(const Request& request) {
  std::vector<Table> tables{table(request, "descent", "training.label_flips=0"),
                            table(request, "flips", with_flips)};
  return {.tables = tables, .picture = [tables, request](const Data& data) -> Picture {
            return {.figure = {.columns = 2,
                               .panels = {panel(request, data, "descent", "Gradient descent", {}),
                                          panel(request, data, "flips", "Label noise",
                                                {dashed(data.path("flips"), "n", "boundary",
                                                        "law of the boundary", verify::colour::law)})},
                               .caption = fmt::format("{}; {} in each cell.", setting_sentence(tables),
                                                      seeds_phrase(tables))},
                    .caption = fmt::format(
                        "Accuracy on fresh samples after 1,000 steps. Gradient descent reaches at "
                        "most {:.2f}, label noise {:.2f} on these cells; both fail where SNR is "
                        "smallest ({:.2f} and {:.2f} at least). Dashed: from where on the laws of stages 1 "
                        "and 2 let label "
                        "noise learn the signal.",
                        data.read("descent").greatest("accuracy"), data.read("flips").greatest("accuracy"),
                        data.read("descent").least("accuracy"), data.read("flips").least("accuracy"))};
          }};
}

}  // namespace featdyn::figures
