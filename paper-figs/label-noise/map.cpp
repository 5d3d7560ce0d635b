#include <fmt/format.h>

#include <cmath>

#include "paper-figs/classifier_measurements.hpp"
#include "paper-figs/wording.hpp"

namespace featdyn::figures {
namespace {

/// Cells of n and SNR with edges half way between them.
Table table(const Request& request, const char* name, const char* flips) {
  Table result{.name = name,
               .keys = {"n", "snr", "n_low", "n_high", "snr_low", "snr_high"},
               .groups = {},
               .measurement = classifier_end()};
  const double step_of_n = request.choose(100, 50), step_of_snr = request.choose(0.02, 0.01);
  for (double n = 100; n <= request.choose(200, 700) + 1; n += step_of_n)
    for (double snr = 0.03; snr <= 0.1 + 1e-9; snr += step_of_snr) {
      const auto setting = request.setting(
          "label-noise", {flips, fmt::format("data.samples={:.0f}", n), "training.learning_rate=1",
                          fmt::format("data.signal_norm={:.6g}", snr * 0.5 * std::sqrt(2000.0)),
                          "training.steps=1000", "training.record_every=1000"});
      result.groups.push_back(request.group(
          {n, snr, n - step_of_n / 2, n + step_of_n / 2, snr - step_of_snr / 2, snr + step_of_snr / 2},
          setting, request.choose(1, 3)));
    }
  return result;
}

verify::Panel panel(const Request& request, const Data& data, const char* name, const char* title) {
  const double n = request.choose(100, 50), snr = request.choose(0.02, 0.01);
  return {.title = title,
          .x_label = "n",
          .y_label = "SNR",
          .series = {},
          .map = verify::HeatMap{.csv = data.path(name),
                                 .x = "n",
                                 .y = "snr",
                                 .x_low = "n_low",
                                 .x_high = "n_high",
                                 .y_low = "snr_low",
                                 .y_high = "snr_high",
                                 .z = "accuracy",
                                 .z_label = "accuracy",
                                 .x_range = {100 - n / 2, request.choose(200, 700) + n / 2},
                                 .y_range = {0.03 - snr / 2, 0.1 + snr / 2},
                                 .z_range = {0.5, 1}}};
}

}  // namespace

/// Figure 3 of arXiv:2510.17526; what carries SNR, d, m and p are ours.
Plan plan_label_noise_map(const Request& request) {
  std::vector<Table> tables{table(request, "descent", "training.label_flips=0"),
                            table(request, "flips", "training.label_flips=0.1")};
  return {.tables = tables, .picture = [tables, request](const Data& data) -> Picture {
            return {.figure = {.columns = 2,
                               .panels = {panel(request, data, "descent", "Gradient descent"),
                                          panel(request, data, "flips", "Label noise")},
                               .caption = fmt::format("{}; {} in each cell.", setting_sentence(tables),
                                                      seeds_phrase(tables))},
                    .caption = fmt::format(
                        "Accuracy on fresh samples after 1,000 steps. Gradient descent reaches at "
                        "most {:.2f}, label noise {:.2f} on these cells; both fail where SNR is "
                        "smallest ({:.2f} and {:.2f} at least).",
                        data.read("descent").greatest("accuracy"), data.read("flips").greatest("accuracy"),
                        data.read("descent").least("accuracy"), data.read("flips").least("accuracy"))};
          }};
}

}  // namespace featdyn::figures
