#include <fmt/format.h>

#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

struct Method {
  const char *column, *title;
  verify::Stroke stroke;
};
constexpr Method methods[] = {{"recurrence", "recurrence", verify::Stroke::solid},
                              {"network", "network in R^d", verify::Stroke::dashed},
                              {"flow", "gradient flow", verify::Stroke::dotted}};

/// Colours say what, strokes by which method.
verify::Panel overlaps(const std::filesystem::path& csv) {
  verify::Panel panel{
      .title = "Three methods", .x_label = "step", .y_label = "mean |overlap|", .log_y = true, .series = {}};
  for (const Method& method : methods)
    for (const bool is_signal : {true, false})
      panel.series.push_back({.csv = csv,
                              .x = "step",
                              .y = fmt::format("{}_{}", method.column, is_signal ? "signal" : "noise"),
                              .title = "",
                              .colour = is_signal ? verify::colour::signal : verify::colour::noise,
                              .stroke = method.stroke});
  return panel;
}

verify::Panel gaps(const std::filesystem::path& csv) {
  verify::Panel panel{.title = "Largest difference from the recurrence",
                      .x_label = "step",
                      .y_label = "|difference|",
                      .log_y = true,
                      .series = {}};
  for (const Method& method : {methods[2], methods[1]})
    panel.series.push_back({.csv = csv,
                            .x = "step",
                            .y = std::string(method.column) + "_gap",
                            .title = "",
                            .colour = verify::colour::plain,
                            .stroke = method.stroke});
  return panel;
}

std::vector<verify::Series> legend() {
  std::vector<verify::Series> entries{line({}, "", "", "signal", verify::colour::signal),
                                      line({}, "", "", "noise", verify::colour::noise)};
  for (const Method& method : methods) {
    entries.push_back(line({}, "", "", method.title, verify::colour::plain));
    entries.back().stroke = method.stroke;
  }
  return entries;
}

Picture picture(const Data& data, const std::vector<Table>& tables) {
  const auto csv = data.path("runs");
  const Csv runs = data.read("runs");
  return {.figure = {.columns = 1,
                     .panels = {overlaps(csv), gaps(csv)},
                     .caption = setting_sentence(tables) + ".",
                     .legend = legend()},
          .caption = fmt::format("One denoiser by the recurrence in the coefficients, the real network in "
                                 "R^d and the gradient flow (dotted). The overlaps (top) cannot be told "
                                 "apart; the differences (bottom) can: the network stays within {:.1e} of "
                                 "the recurrence, which is rounding, the flow within {:.1e}, which is the "
                                 "learning rate. Overlaps end near {:.2g}.",
                                 runs.greatest("network_gap"), runs.greatest("flow_gap"),
                                 runs.last("recurrence_signal"))};
}

}  // namespace

/// The checker's own: three ways to every number.
Plan plan_methods(const Request& request) {
  const std::vector<Table> tables{request.one_run("runs", request.setting("figure-2-low"), method_gaps())};
  return {.tables = tables, .picture = [tables](const Data& data) { return picture(data, tables); }};
}

}  // namespace featdyn::figures
