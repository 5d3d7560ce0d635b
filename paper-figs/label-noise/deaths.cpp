#include <fmt/format.h>

#include "paper-figs/figure/classifier_measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "paper-figs/label-noise/colours.hpp"

namespace featdyn::figures {
namespace {

Table deaths_table(const Request& request) {
  Table result{.name = "end", .keys = {"learning_rate"}, .groups = {}, .measurement = classifier_end()};
  const std::vector<double> rates = request.choose(std::vector{0.125, 0.25, 0.5, 0.75, 1.0},
                                                   std::vector{0.0625, 0.125, 0.25, 0.375, 0.5, 0.75, 1.0});
  for (const double eta : rates)
    result.groups.push_back(request.group(
        {eta},
        request.setting("label-noise", {"data.noise_std=2", fmt::format("training.learning_rate={}", eta),
                                        "training.record_every=2000"}),
        request.choose(2, 10)));
  return result;
}

}  // namespace

/// Where steps are so large that a flip takes a noise overlap below 0, for good.
Plan plan_label_noise_deaths(const Request& request) {
  std::vector<Table> tables{deaths_table(request)};
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            const auto csv = data.path("end");
            const Csv end = data.read("end");
            return {
                .figure = {.columns = 1,
                           .panels = {{.title = "Large steps kill the noise",
                                       .x_label = "η",
                                       .y_label = "accuracy, and share of samples",
                                       .series = {band_line(csv, "learning_rate", "accuracy", "accuracy",
                                                            label_noise_colour::flips),
                                                  band_line(csv, "learning_rate", "dead",
                                                            "samples whose noise is dead",
                                                            verify::colour::sequence[5])}}},
                           .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
                .caption = fmt::format(
                    "A flip multiplies a noise overlap by 1 - c/(1 + e^{{-yf}}), c = 2ησ_ξ^2d/(nm) = 4η "
                    "here: below 0 "
                    "where c > 1 + e^{{-yf}}, and then no neuron of its class sees the sample's noise again. "
                    "Such "
                    "noise leaves its last kick in the weights: accuracy falls from {:.2f} to {:.2f}.",
                    end.greatest("accuracy"), end.last("accuracy"))};
          }};
}

}  // namespace featdyn::figures
