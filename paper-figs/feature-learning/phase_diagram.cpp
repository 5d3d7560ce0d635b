#include <fmt/format.h>

#include <cmath>

#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/theorem/domain/domain.hpp"

namespace featdyn::figures {
namespace {

constexpr verify::Interval of_n{8, 128}, of_snr{0.04, 0.6};

/// Cells of a logarithmic grid; n is even in each.
Table phase_table(const Request& request, const char* name, const char* model) {
  Table result{.name = name,
               .keys = {"n", "snr", "n_low", "n_high", "snr_low", "snr_high", "snr_of_2"},
               .groups = {},
               .measurement = final_ratio()};
  const auto numbers = verify::two_patch(request.setting(model));
  const int cells = request.choose(9, 17);
  const auto n = verify::spaced(of_n.low, of_n.high, 2 * cells + 1),
             snr = verify::spaced(of_snr.low, of_snr.high, 2 * cells + 1);
  for (std::size_t i = 1; i < n.size(); i += 2)
    for (std::size_t k = 1; k < snr.size(); k += 2) {
      const double samples = 2 * std::round(n[i] / 2);
      const auto setting = request.setting(
          model, {fmt::format("data.samples={:.0f}", samples), "training.record_every=100000",
                  fmt::format("data.signal_norm={:.4g}", snr[k] * numbers.noise_std * std::sqrt(numbers.d))});
      result.groups.push_back(
          request.group({samples, snr[k], n[i - 1], n[i + 1], snr[k - 1], snr[k + 1], std::sqrt(2 / samples)},
                        setting, request.choose(1, 5)));
    }
  return result;
}

verify::Panel phase_panel(const Data& data, const char* name, const char* title) {
  const auto csv = data.path(name);
  return {.title = title,
          .x_label = "n",
          .y_label = "SNR",
          .log_x = true,
          .log_y = true,
          .series = {dashed(csv, "n", "snr_of_2", "n SNR^2 = 2", verify::colour::law)},
          .map = verify::HeatMap{.csv = csv,
                                 .x = "n",
                                 .y = "snr",
                                 .x_low = "n_low",
                                 .x_high = "n_high",
                                 .y_low = "snr_low",
                                 .y_high = "snr_high",
                                 .z = "log10_ratio",
                                 .z_label = "log_{10} signal / noise",
                                 .x_range = of_n,
                                 .y_range = of_snr,
                                 .z_range = {-1, 1},
                                 .diverging = true,
                                 .absent = "diverged"}};
}

}  // namespace

/// Asked for by the paper's readers [P]: who wins, over n and SNR.
Plan plan_phase_diagram(const Request& request) {
  std::vector<Table> tables{phase_table(request, "denoiser", "figure-2-low"),
                            phase_table(request, "classifier", "classification")};
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            const Csv denoiser = data.read("denoiser"), classifier = data.read("classifier");
            const auto power = [](double exponent) { return std::pow(10, exponent); };
            return {.figure = {.columns = 2,
                               .panels = {phase_panel(data, "denoiser", "Denoiser"),
                                          phase_panel(data, "classifier", "Classifier")},
                               .caption = fmt::format("{}; {} in each cell; colours end at 1/10 and 10.",
                                                      setting_sentence(tables), seeds_phrase(tables))},
                    .caption = fmt::format(
                        "Mean overlap with the signal over that with the noise at the last step: white is "
                        "balance, blue the signal's win, orange the noise's. Over the whole plane the "
                        "denoiser's goes from {:.2g} to {:.2g}, the classifier's from {:.1g} to {:.1g}; it "
                        "switches near the dashed line n SNR^2 = 2, where its two growth rates cross.",
                        power(denoiser.least("log10_ratio")), power(denoiser.greatest("log10_ratio")),
                        power(classifier.least("log10_ratio")), power(classifier.greatest("log10_ratio")))};
          }};
}

}  // namespace featdyn::figures
