#include "paper-figs/figure/overlap_panels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/draw/frame.hpp"

namespace featdyn::figures {

Table overlap_table(const Request& request, const OverlapPart& part) {
  return {.name = part.table,
          .keys = {},
          .groups = {request.group({}, part.settings, request.seeds())},
          .measurement = trajectory(),
          .shared = 1};
}

namespace {

double least_drawn(const Csv& overlaps) {
  return verify::least_overlap_drawn(std::max(overlaps.greatest("signal"), overlaps.greatest("noise")));
}

}  // namespace

verify::Panel overlap_panel(const Data& data, const OverlapPart& part, bool log_steps) {
  const auto csv = data.path(part.table);
  return {.title = part.title,
          .x_label = "step",
          .y_label = "mean |overlap|",
          .log_x = log_steps,
          .log_y = true,
          .y_least = least_drawn(data.read(part.table)),
          .series = {band_line(csv, "step", "signal", "signal", verify::colour::signal),
                     band_line(csv, "step", "noise", "noise", verify::colour::noise)}};
}

verify::Panel ends_panel(const std::filesystem::path& csv, const std::string& title, const Ends& ends) {
  const auto end = [&](const char* column, const char* name, const char* colour) {
    return band_line(csv, ends.key, column, name, colour);
  };
  return {.title = title,
          .x_label = ends.label,
          .y_label = "mean |overlap| at the end",
          .log_x = true,
          .log_y = true,
          .series = {end("signal_1", ends.first, verify::colour::signal),
                     end("signal_2", ends.second, verify::colour::sequence[3]),
                     end("noise", "noise", verify::colour::noise)}};
}

Plan overlap_plan(const Request& request, const std::vector<OverlapPart>& parts, int columns,
                  const std::function<std::string(const Data&)>& caption) {
  Plan plan;
  for (const OverlapPart& part : parts) plan.tables.push_back(overlap_table(request, part));
  plan.picture = [parts, columns, caption, tables = plan.tables](const Data& data) {
    Picture picture{
        .figure = {.columns = columns,
                   .panels = {},
                   .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
        .caption = caption(data)};
    const bool log_steps = std::ranges::any_of(parts, [&](const OverlapPart& part) {
      return !part.settings.training.record_every ||
             verify::happens_early(data.read(part.table), "step", {"signal", "noise"});
    });
    for (const OverlapPart& part : parts)
      picture.figure.panels.push_back(overlap_panel(data, part, log_steps));
    return picture;
  };
  return plan;
}

std::string end_ratios(const Data& data, const std::vector<OverlapPart>& parts, theory::Objective objective) {
  std::string text;
  for (const OverlapPart& part : parts)
    if (part.settings.objective == objective)
      text += fmt::format("{}{:.3g} ({})", text.empty() ? "" : ", ", data.read(part.table).last("ratio"),
                          n_snr_squared_phrase(part.settings));
  return text;
}

std::string ends_of(const Data& data, const std::vector<OverlapPart>& parts) {
  std::string ends;
  for (const OverlapPart& part : parts)
    ends += fmt::format("{}{}: {:.3g}", ends.empty() ? "" : "; ", part.title,
                        data.read(part.table).last("ratio"));
  return ends;
}

std::string forgetting_parts(const Data& data, const std::vector<OverlapPart>& parts) {
  std::string names;
  for (const OverlapPart& part : parts) {
    const Csv overlaps = data.read(part.table);
    const bool forgets =
        std::max(overlaps.last("signal_least"), overlaps.last("noise_least")) < least_drawn(overlaps);
    if (forgets) names += (names.empty() ? "" : "; ") + part.title;
  }
  return names;
}

}  // namespace featdyn::figures
