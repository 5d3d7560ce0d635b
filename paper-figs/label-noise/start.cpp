#include <fmt/format.h>

#include "paper-figs/figure/classifier_measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "paper-figs/label-noise/colours.hpp"

namespace featdyn::figures {
namespace {

struct Algorithm {
  const char *name, *flips, *title, *colour;
};
constexpr Algorithm algorithms[] = {
    {"descent", "training.label_flips=0", "gradient descent", label_noise_colour::descent},
    {"flips", "training.label_flips=0.1", "label noise", label_noise_colour::flips}};
constexpr const char* learning_rates[] = {"0.5", "1"};

std::string start_table_name(const Algorithm& algorithm, const char* eta) {
  return fmt::format("{}-{}", algorithm.name, eta);
}

Table start_table(const Request& request, const Algorithm& algorithm, const char* eta) {
  Table result{.name = start_table_name(algorithm, eta),
               .keys = {"std"},
               .groups = {},
               .measurement = classifier_end()};
  const std::vector<double> starts = request.choose(std::vector<double>{0.001, 0.01, 0.1},
                                                    std::vector<double>{0.001, 0.003, 0.01, 0.03, 0.1});
  for (const double std : starts)
    result.groups.push_back(request.group(
        {std},
        request.setting("label-noise", {algorithm.flips, fmt::format("training.learning_rate={}", eta),
                                        "training.record_every=2000", fmt::format("init.std={}", std)}),
        request.choose(3, 20)));
  return result;
}

verify::Panel start_panel(const Data& data, const char* eta) {
  verify::Panel result{.title = fmt::format("η = {}", eta),
                       .x_label = "σ_0",
                       .y_label = "accuracy",
                       .log_x = true,
                       .series = {}};
  for (const Algorithm& algorithm : algorithms)
    result.series.push_back(band_line(data.path(start_table_name(algorithm, eta)), "std", "accuracy",
                                      algorithm.title, algorithm.colour));
  return result;
}

}  // namespace

/// What Figure 2 of arXiv:2510.17526 ends with, against the size of the start, which the paper does not give.
Plan plan_label_noise_start(const Request& request) {
  std::vector<Table> tables;
  for (const char* eta : learning_rates)
    for (const Algorithm& algorithm : algorithms) tables.push_back(start_table(request, algorithm, eta));
  return {
      .tables = tables, .picture = [tables](const Data& data) -> Picture {
        std::string ends;
        for (const char* eta : learning_rates) {
          const Csv flips = data.read(start_table_name(algorithms[1], eta)),
                    plain = data.read(start_table_name(algorithms[0], eta));
          ends += fmt::format(
              " At η = {} label noise ends with {:.2f} to {:.2f} in the mean over seeds, "
              "gradient descent with {:.2f} to {:.2f}.",
              eta, flips.least("accuracy"), flips.greatest("accuracy"), plain.least("accuracy"),
              plain.greatest("accuracy"));
        }
        return {
            .figure = {.columns = 2,
                       .panels = {start_panel(data, learning_rates[0]), start_panel(data, learning_rates[1])},
                       .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
            .caption = fmt::format(
                "Accuracy on fresh samples after 2,000 steps of the setting of Figure 2, whose σ_0 the "
                "paper does not say.{}",
                ends)};
      }};
}

}  // namespace featdyn::figures
