#include <fmt/format.h>

#include "paper-figs/measurements.hpp"
#include "paper-figs/wording.hpp"

namespace featdyn::figures {
namespace {

Table table(const Request& request, const char* name, const verify::Measurement& measurement) {
  const auto setting = request.setting(
      "figure-2-low",
      {"data.dimension=200", "data.samples=10", "network.width=5", "data.signal_norm=4",
       fmt::format("training.steps={}", request.choose(2000, 6000)), "training.record_every=20"});
  return {.name = name,
          .keys = {},
          .groups = {request.group({}, setting, 1)},
          .measurement = measurement,
          .lines = Lines::runs};
}

verify::Series line(const Data& data, const char* table, const char* y, const char* title,
                    std::size_t colour) {
  return {.csv = data.path(table),
          .x = "step",
          .y = y,
          .title = title,
          .colour = verify::colour::sequence[colour]};
}

std::string caption(const Table& table) {
  return setting_sentence({table}) + ".";
}

double tick(const Table& table) {
  return verify::tick_distance(static_cast<double>(table.groups[0].runs[0].training.steps));
}

}  // namespace

/// The checker's own: how many digits are true of a run in so many digits, past the saddle at 0.
Plan plan_precision(const Request& request) {
  const Table digits = table(request, "digits", digits_agreed());
  return {.tables = {digits}, .picture = [digits](const Data& data) -> Picture {
            const Csv csv = data.read("digits");
            verify::Panel above{.title = fmt::format("Digits that agree with {} digits", reference_digits),
                                .x_label = "step",
                                .y_label = "digits",
                                .x_tick = tick(digits),
                                .series = {line(data, "digits", "double", "double", 6),
                                           line(data, "digits", "digits_20", "20 digits", 3),
                                           line(data, "digits", "digits_30", "30 digits", 4),
                                           line(data, "digits", "digits_50", "50 digits", 5)}};
            verify::Panel below{.title = "The run itself",
                                .x_label = "step",
                                .y_label = "mean |overlap|",
                                .log_y = true,
                                .x_tick = tick(digits),
                                .series = {line(data, "digits", "signal", "signal", 0),
                                           line(data, "digits", "noise", "noise", 1)}};
            return {.figure = {.columns = 1, .panels = {above, below}, .caption = caption(digits)},
                    .caption =
                        fmt::format("Digits of the overlaps that agree with a run in {} digits (top), and "
                                    "that run (bottom). Leaving the saddle at 0 stretches every rounding "
                                    "error by the same factor; the stationary point then forgets it. Double "
                                    "never has fewer than {:.1f} digits right, 20, 30 and 50 digits never "
                                    "fewer than {:.1f}, {:.1f} and {:.1f}.",
                                    reference_digits, csv.least("double"), csv.least("digits_20"),
                                    csv.least("digits_30"), csv.least("digits_50"))};
          }};
}

/// The checker's own: what intervals can still prove of a run after so many steps.
Plan plan_enclosure(const Request& request) {
  const Table widths = table(request, "widths", enclosure_width());
  return {
      .tables = {widths}, .picture = [widths](const Data& data) -> Picture {
        const Csv csv = data.read("widths");
        const double steps = csv.last("step") - csv.first("step");
        return {
            .figure = {.columns = 1,
                       .panels = {{.title = "Widest enclosure of an overlap",
                                   .x_label = "step",
                                   .y_label = "log_{10} width",
                                   .x_tick = tick(widths),
                                   .series = {line(data, "widths", "width_20", "20 digits", 3),
                                              line(data, "widths", "width_40", "40 digits", 4),
                                              line(data, "widths", "width_80", "80 digits", 5)}}},
                       .caption = caption(widths)},
            .caption = fmt::format(
                "Interval iteration of the exact run: how wide the enclosure of an overlap is, at three "
                "precisions. A line ends where the interval is wider than 1 and proves "
                "nothing. At 80 digits {:.3g} digits are lost in {:.0f} steps; more digits buy more steps.",
                csv.last("width_80") - csv.first("width_80"), steps)};
      }};
}

}  // namespace featdyn::figures
