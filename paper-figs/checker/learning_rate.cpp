#include <fmt/format.h>

#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::figures {
namespace {

Table rate_table(const Request& request, const char* name, const char* norm) {
  Table result{.name = name, .keys = {"eta", "slope_1"}, .groups = {}, .measurement = flow_distance()};
  for (const int parts : {1, 2, 4, 8, 16}) {
    const double eta = 0.01 / parts;
    result.groups.push_back(
        request.group({eta, 10 * eta},
                      request.setting("figure-2-low", {fmt::format("data.signal_norm={}", norm),
                                                       fmt::format("training.learning_rate={}", eta),
                                                       fmt::format("training.steps={}", 2000 * parts),
                                                       fmt::format("training.record_every={}", 20 * parts)}),
                      request.choose(2, 20)));
  }
  return result;
}

}  // namespace

/// The checker's own: convergence of the recurrence to its gradient flow in the learning rate.
Plan plan_learning_rate(const Request& request) {
  std::vector<Table> tables{rate_table(request, "low", "5"), rate_table(request, "high", "15")};
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            const auto order = [&](const char* name) {
              const Csv csv = data.read(name);
              const auto fit = verify::fit_power_law(csv.column("eta"), csv.column("distance"));
              return fmt::format("{:.3f} (95 %: {:.3f} to {:.3f})", fit.exponent, fit.exponent_interval.low,
                                 fit.exponent_interval.high);
            };
            const auto line = [&](const char* name, const Table& table, const char* colour) {
              return band_line(data.path(name), "eta", "distance",
                               n_snr_squared_phrase(table.groups[0].runs[0]), colour);
            };
            return {
                .figure = {.columns = 1,
                           .panels = {{.title = "Overlaps: the recurrence and its flow",
                                       .x_label = "learning rate η",
                                       .y_label = "largest |difference|",
                                       .log_x = true,
                                       .log_y = true,
                                       .series = {line("low", tables[0], verify::colour::sequence[2]),
                                                  line("high", tables[1], verify::colour::sequence[3]),
                                                  {.csv = data.path("low"),
                                                   .x = "eta",
                                                   .y = "slope_1",
                                                   .title = "slope 1",
                                                   .colour = verify::colour::grey,
                                                   .stroke = verify::Stroke::dashed}}}},
                           .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
                .caption = fmt::format("The largest distance between an overlap of the recurrence and of its "
                                       "gradient flow at the same times falls in proportion to the learning "
                                       "rate: fitted order {} at low and {} at high SNR.",
                                       order("low"), order("high"))};
          }};
}

}  // namespace featdyn::figures
