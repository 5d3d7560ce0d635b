#include <fmt/format.h>

#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {

/// The checker's own: what intervals can still prove of a run after so many steps.
Plan plan_enclosure(const Request& request) {
  const Table widths = request.one_run("widths", request.small_setting(), enclosure_width());
  return {.tables = {widths}, .picture = [widths](const Data& data) -> Picture {
            const auto path = data.path("widths");
            const auto rung = [&](const char* y, const char* title, std::size_t colour) {
              return line(path, "step", y, title, verify::colour::ordered[colour]);
            };
            const Csv csv = data.read("widths");
            const double lost = csv.greatest("width_80") - csv.least("width_80"),
                         steps = csv.where("width_80", csv.greatest("width_80"), "step");
            return {.figure = {.columns = 1,
                               .panels = {{.title = "Widest enclosure of an overlap",
                                           .x_label = "step",
                                           .y_label = "log_{10} width",
                                           .series = {rung("width_20", "20 digits", 4),
                                                      rung("width_40", "40 digits", 2),
                                                      rung("width_80", "80 digits", 0)}}},
                               .caption = setting_sentence({widths}) + "."},
                    .caption = fmt::format(
                        "Interval iteration of the exact run: the width of the widest enclosure of an "
                        "overlap, at three precisions. A line ends where the interval is wider than 1 and "
                        "proves nothing any more. At 80 digits {:.0f} digits are lost in {:.0f} steps; more "
                        "digits buy more steps.",
                        lost, steps)};
          }};
}

}  // namespace featdyn::figures
