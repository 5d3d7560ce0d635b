#include "paper-figs/figure/both_models.hpp"

#include <fmt/format.h>

#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

struct Model {
  const char *name, *settings, *colour;
};
constexpr Model models[] = {{"denoiser", "figure-2-low", verify::colour::denoiser},
                            {"classifier", "classification", verify::colour::classifier}};

Table table(const Request& request, const Variation& variation, const Model& model, bool low) {
  Table result{.name = fmt::format("{}-{}", model.name, low ? "low" : "high"),
               .keys = {"x"},
               .groups = {},
               .measurement = final_ratio()};
  for (const auto& point : variation.points) {
    std::vector<std::string> changes = low ? point.low : point.high;
    changes.emplace_back("training.record_every=100000");
    result.groups.push_back(
        request.group({point.x}, request.setting(model.settings, changes), request.choose(3, 20)));
  }
  return result;
}

std::string from_to(const Data& data, const std::string& table) {
  const Csv csv = data.read(table);
  return fmt::format("{:.2g} to {:.2g}", csv.first("ratio"), csv.last("ratio"));
}

}  // namespace

Plan both_models_plan(const Request& request, const Variation& variation, const std::string& lead) {
  std::vector<Table> tables;
  for (const bool low : {true, false})
    for (const Model& model : models) tables.push_back(table(request, variation, model, low));
  return {
      .tables = tables, .picture = [=](const Data& data) -> Picture {
        verify::Figure figure{
            .columns = 2,
            .panels = {},
            .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))};
        for (const char* snr : {"low", "high"}) {
          figure.panels.push_back({.title = fmt::format("{} SNR", *snr == 'l' ? "Low" : "High"),
                                   .x_label = variation.x_label,
                                   .y_label = "signal / noise at the end",
                                   .log_x = variation.log_x,
                                   .log_y = true,
                                   .series = {}});
          for (const Model& model : models)
            figure.panels.back().series.push_back(band_line(data.path(fmt::format("{}-{}", model.name, snr)),
                                                            "x", "ratio", model.name, model.colour));
        }
        return {.figure = figure,
                .caption =
                    fmt::format("{} From the left to the right end of the axis signal / noise goes, at low "
                                "SNR, from {} (denoiser) and {} (classifier), at high SNR from {} and {}.",
                                lead, from_to(data, "denoiser-low"), from_to(data, "classifier-low"),
                                from_to(data, "denoiser-high"), from_to(data, "classifier-high"))};
      }};
}

}  // namespace featdyn::figures
