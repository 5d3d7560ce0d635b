#include <fmt/format.h>

#include <cmath>

#include "paper-figs/measurements.hpp"
#include "paper-figs/wording.hpp"
#include "verify/claims/points.hpp"

namespace featdyn::figures {
namespace {

constexpr double least_n = 8, greatest_n = 128, least_snr = 0.04, greatest_snr = 0.6;

/// Cells of a logarithmic grid, with centre and edges in n and SNR.
Table table(const Request& request, const char* name, const char* model) {
  const int cells = request.choose(9, 17);
  const double n_step = std::pow(greatest_n / least_n, 1.0 / cells),
               snr_step = std::pow(greatest_snr / least_snr, 1.0 / cells);
  Table result{.name = name,
               .keys = {"n", "snr", "n_low", "n_high", "snr_low", "snr_high", "snr_of_2"},
               .groups = {},
               .measurement = final_ratio()};
  for (int i = 0; i < cells; ++i)
    for (int k = 0; k < cells; ++k) {
      const double n_low = least_n * std::pow(n_step, i), snr_low = least_snr * std::pow(snr_step, k);
      const double n = 2 * std::round(n_low * std::sqrt(n_step) / 2), snr = snr_low * std::sqrt(snr_step);
      const auto base = request.setting(model);
      const auto numbers = verify::two_patch(base);
      const auto setting = request.setting(
          model, {fmt::format("data.samples={:.0f}", n), "training.record_every=100000",
                  fmt::format("data.signal_norm={:.4g}", snr * numbers.noise_std * std::sqrt(numbers.d))});
      result.groups.push_back(
          request.group({n, snr, n_low, n_low * n_step, snr_low, snr_low * snr_step, std::sqrt(2 / n)},
                        setting, request.choose(1, 5)));
    }
  return result;
}

verify::Panel panel(const Data& data, const char* name, const char* title) {
  return {.title = title,
          .x_label = "n",
          .y_label = "SNR",
          .log_x = true,
          .log_y = true,
          .series = {{.csv = data.path(name),
                      .x = "n",
                      .y = "snr_of_2",
                      .title = "n SNR^2 = 2",
                      .colour = "#000000",
                      .dashed = true}},
          .map = verify::HeatMap{.csv = data.path(name),
                                 .x = "n",
                                 .y = "snr",
                                 .x_low = "n_low",
                                 .x_high = "n_high",
                                 .y_low = "snr_low",
                                 .y_high = "snr_high",
                                 .z = "log10_ratio",
                                 .z_label = "log_{10} signal / noise",
                                 .x_range = {least_n, greatest_n},
                                 .y_range = {least_snr, greatest_snr},
                                 .z_range = {-1, 1},
                                 .diverging = true}};
}

}  // namespace

/// Asked for by the paper's readers [P]: who wins, over n and SNR.
Plan plan_phase_diagram(const Request& request) {
  std::vector<Table> tables{table(request, "denoiser", "figure-2-low"),
                            table(request, "classifier", "classification")};
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            const Csv denoiser = data.read("denoiser"), classifier = data.read("classifier");
            return {
                .figure = {.columns = 2,
                           .panels = {panel(data, "denoiser", "Denoiser"),
                                      panel(data, "classifier", "Classifier")},
                           .caption = fmt::format(
                               "{}; one run or the mean over seeds a cell; colours end at 1/10 and 10.",
                               setting_sentence(tables))},
                .caption = fmt::format("Mean overlap with the signal over that with the noise where training "
                                       "ends: white is balance, blue the signal's win, orange the noise's. "
                                       "The denoiser's goes from {:.2g} to {:.2g} over the whole plane, the "
                                       "classifier's from {:.1g} to {:.1g}, switching near the "
                                       "dashed line n SNR^2 = 2, where its two growth rates cross.",
                                       std::pow(10, denoiser.least("log10_ratio")),
                                       std::pow(10, denoiser.greatest("log10_ratio")),
                                       std::pow(10, classifier.least("log10_ratio")),
                                       std::pow(10, classifier.greatest("log10_ratio")))};
          }};
}

}  // namespace featdyn::figures
