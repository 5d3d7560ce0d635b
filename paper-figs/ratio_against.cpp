#include <fmt/format.h>

#include "paper-figs/measurements.hpp"
#include "paper-figs/wording.hpp"

namespace featdyn::figures {
namespace {

/// A parameter that the converged ratio is drawn against.
struct Axis {
  const char *path, *name, *label;
  std::vector<const char*> values, dense;  ///< trained, and of the law
};
constexpr long longest = 40'000;  ///< steps to the stationary point

Table table(const Request& request, const Axis& axis, const char* norm, bool law) {
  Table result{.name = fmt::format("{}-{}", law ? "law" : "converged", norm),
               .keys = {axis.name},
               .groups = {},
               .measurement = law ? branch_laws() : ratio_by_branch(longest),
               .lines = law ? Lines::bands : Lines::runs};
  for (const char* value : law ? axis.dense : axis.values)
    result.groups.push_back(request.group(
        {std::strtod(value, nullptr)},
        request.setting("figure-2-low",
                        {fmt::format("{}={}", axis.path, value), fmt::format("data.signal_norm={}", norm)}),
        law ? 1 : request.choose(3, 20)));
  return result;
}

verify::Panel panel(const Data& data, const Axis& axis, const char* norm, const Table& converged) {
  const auto points = [&](const char* column, const char* title, const char* colour) {
    return verify::Series{.csv = data.path(fmt::format("converged-{}", norm)),
                          .x = axis.name,
                          .y = column,
                          .title = title,
                          .colour = colour,
                          .points = true};
  };
  return {.title = n_snr_squared_phrase(converged.groups.front().runs.front()),
          .x_label = axis.label,
          .y_label = "converged signal / noise",
          .log_x = true,
          .series = {points("symmetric", "symmetric branch", verify::colour::other),
                     points("turned_signal", "a signal overlap turned", verify::colour::signal),
                     points("turned_noise", "a noise overlap turned", verify::colour::noise),
                     {.csv = data.path(fmt::format("law-{}", norm)),
                      .x = axis.name,
                      .y = "symmetric",
                      .title = "symmetric branch's law",
                      .colour = verify::colour::grey,
                      .dashed = true}}};
}

Plan plan(const Request& request, const Axis& axis) {
  std::vector<Table> tables;
  for (const char* norm : {"5", "15"})
    for (const bool law : {false, true}) tables.push_back(table(request, axis, norm, law));
  return {.tables = tables, .picture = [tables, axis](const Data& data) -> Picture {
            const Csv low = data.read("law-5"), high = data.read("law-15");
            return {
                .figure = {.columns = 2,
                           .panels = {panel(data, axis, "5", tables[0]), panel(data, axis, "15", tables[2])},
                           .caption = fmt::format("{}; every seed a point.", setting_sentence(tables))},
                .caption = fmt::format("Where training of the denoiser ends, at low (left) and high SNR "
                                       "(right). The law of the symmetric branch runs from {:.3g} to {:.3g} "
                                       "(left) and from {:.3g} to {:.3g} (right) as {} grows from {:.3g} to "
                                       "{:.3g}: the ratio depends on it, not on n SNR^2 alone.",
                                       low.first("symmetric"), low.last("symmetric"), high.first("symmetric"),
                                       high.last("symmetric"), axis.label, low.first(axis.name),
                                       low.last(axis.name))};
          }};
}

}  // namespace

/// Asked for by the paper's readers [P]: the ratio against diffusion time t.
Plan plan_ratio_against_time(const Request& request) {
  return plan(request, {.path = "diffusion.time",
                        .name = "time",
                        .label = "diffusion time t",
                        .values = {"0.03", "0.05", "0.1", "0.2", "0.4", "0.8", "1.5"},
                        .dense = {"0.03", "0.04", "0.05", "0.07", "0.1", "0.14", "0.2", "0.28", "0.4", "0.56",
                                  "0.8", "1.1", "1.5"}});
}

/// And against width m.
Plan plan_ratio_against_width(const Request& request) {
  std::vector<const char*> widths{"2", "3", "5", "10", "20", "40"};
  if (request.scale == Scale::full) widths.insert(widths.end(), {"80", "160"});
  return plan(
      request,
      {.path = "network.width", .name = "width", .label = "width m", .values = widths, .dense = widths});
}

}  // namespace featdyn::figures
