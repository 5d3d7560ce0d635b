#include <fmt/format.h>

#include <cmath>

#include "paper-figs/figure/wording.hpp"
#include "paper-figs/spectral-bias/measurements.hpp"

namespace featdyn::figures {
namespace {

/// A way to tell when a mode is learned, and how it is drawn.
struct Way {
  const char *column, *title, *colour;
};
constexpr Way ways[] = {{"harmonic", "harmonic", verify::colour::sequence[2]},
                        {"geometric", "geometric", verify::colour::sequence[3]},
                        {"settled", "settled", verify::colour::sequence[0]}};

verify::Panel powers_panel(const std::filesystem::path& csv, const char* layers, const char* title,
                           bool says) {
  verify::Panel panel{
      .title = title, .x_label = "start Q", .y_label = "fitted power of 1/λ", .log_x = true, .series = {}};
  for (const char* side : {"rising", "falling"})
    for (const Way& way : ways) {
      panel.series.push_back(line(csv, "Q", fmt::format("{}_{}_{}", layers, side, way.column),
                                  says ? fmt::format("{}, {}", way.title, side) : "", way.colour));
      if (side[0] == 'f') panel.series.back().stroke = verify::Stroke::dashed;
    }
  return panel;
}

verify::Panel times_panel(const std::filesystem::path& csv, const char* layers, const std::string& title) {
  verify::Panel panel{
      .title = title, .x_label = "eigenvalue λ", .y_label = "ητ", .log_x = true, .log_y = true, .series = {}};
  for (const Way& way : ways)
    panel.series.push_back(dots(csv, "lambda", fmt::format("{}_{}", layers, way.column), "", way.colour));
  return panel;
}

}  // namespace

/// After Figure 6 of arXiv:2503.03206: which power of the eigenvalue the times of generated variances follow, by the start, by
/// what is called learned, and by whether a mode rises or falls. Nothing is trained.
Plan plan_spectral_powers(const Request& request) {
  const auto setting = [&](double Q) {
    return request.setting("spectral-bias", {"data.spectrum=2", "data.modes=64", "network.width=64",
                                             fmt::format("init.modes={:.4g}", Q)});
  };
  Table powers{
      .name = "powers", .keys = {"Q"}, .groups = {}, .measurement = passage_powers(), .lines = Lines::runs};
  const int each = request.choose(8, 24);
  for (int k = -3 * each; k <= 0; ++k) {
    const double Q = std::pow(10, static_cast<double>(k) / each);
    powers.groups.push_back(request.group({Q}, setting(Q), 1));
  }
  const Table times = request.one_run("times", setting(0.5), passage_times());
  const std::vector<Table> tables{powers, times};
  return {
      .tables = tables, .picture = [tables](const Data& data) -> Picture {
        const auto by_start = data.path("powers"), at_half = data.path("times");
        const std::string start = fmt::format("Q = {}", tables[1].groups[0].runs[0].init.modes.at(0).text);
        return {.figure = {.columns = 2,
                           .panels = {powers_panel(by_start, "one", "One layer", true),
                                      powers_panel(by_start, "two", "Two layers", true),
                                      times_panel(at_half, "one", "One layer, " + start),
                                      times_panel(at_half, "two", "Two layers, " + start)},
                           .caption = setting_sentence({tables[0]}) + "."},
                .caption = fmt::format(
                    "Times at which the variance of samples along a mode has been learned go like "
                    "λ^{{-power}}; which power depends on what is called learned: the harmonic or the "
                    "geometric mean of its start and its end, or, a criterion of its own, when it has "
                    "settled within {:g} of its end for good. Above: the power that fits rising modes best "
                    "(lines) and falling ones (dashed), against the weight Q with which all start; modes "
                    "that start within 1/2 to 2 times their end are left out, fewer than three are no law. "
                    "Below: the times themselves; rising modes are those of large λ. By the exact laws.",
                    settled_part)};
      }};
}

}  // namespace featdyn::figures
