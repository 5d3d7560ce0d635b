#include <fmt/format.h>

#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {

/// The checker's own: how many digits are true of a run in so many digits, past the saddle at 0.
Plan plan_precision(const Request& request) {
  const Table digits = request.one_run("digits", request.small_setting(), digits_agreed());
  return {
      .tables = {digits}, .picture = [digits](const Data& data) -> Picture {
        const auto path = data.path("digits");
        const auto rung = [&](const char* y, const char* title, std::size_t colour) {
          return line(path, "step", y, title, verify::colour::ordered[colour]);
        };
        const Csv csv = data.read("digits");
        return {
            .figure = {.columns = 1,
                       .panels = {{.title = fmt::format("Digits that agree with a run in {} digits",
                                                        reference_digits),
                                   .x_label = "step",
                                   .y_label = "digits",
                                   .series = {line(path, "step", "double", "double", verify::colour::plain),
                                              rung("digits_20", "20 digits", 4),
                                              rung("digits_30", "30 digits", 2),
                                              rung("digits_50", "50 digits", 0)}},
                                  {.title = "The run itself",
                                   .x_label = "step",
                                   .y_label = "mean |overlap|",
                                   .log_y = true,
                                   .series = {line(path, "step", "signal", "signal", verify::colour::signal),
                                              line(path, "step", "noise", "noise", verify::colour::noise)}}},
                       .caption = setting_sentence({digits}) + "."},
            .caption =
                fmt::format("Digits of the overlaps that agree with a run in {} digits (top), beside the run "
                            "itself (bottom). Leaving the saddle at 0 stretches the rounding errors of "
                            "every precision by the same factor; the stationary point then forgets them. "
                            "Double never has fewer than {:.1f} digits right, 20, 30 and 50 digits never "
                            "fewer than {:.1f}, {:.1f} and {:.1f}.",
                            reference_digits, csv.least("double"), csv.least("digits_20"),
                            csv.least("digits_30"), csv.least("digits_50"))};
      }};
}

}  // namespace featdyn::figures
