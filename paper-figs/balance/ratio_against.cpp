#include <fmt/format.h>

#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

/// A parameter that the converged ratio is drawn against.
struct Axis {
  const char *path, *label;
  std::vector<const char*> values;
};
constexpr const char* norms[] = {"5", "15"};

Table table(const Request& request, const Axis& axis, const std::string& norm, bool law) {
  Table result{.name = fmt::format("{}-{}", law ? "law" : "converged", norm),
               .keys = {"x"},
               .groups = {},
               .measurement = law ? symmetric_law() : ratio_by_branch(request.choose(20'000L, 40'000L)),
               .lines = law ? Lines::bands : Lines::runs};
  for (const char* value : axis.values) {
    const auto setting =
        request.setting("figure-2-low", {fmt::format("{}={}", axis.path, value), "data.signal_norm=" + norm});
    result.groups.push_back(
        request.group({std::strtod(value, nullptr)}, setting, law ? 1 : request.choose(3, 20)));
  }
  return result;
}

verify::Panel panel(const Data& data, const Axis& axis, const std::string& norm, const Table& converged) {
  auto series = branch_dots(data, "converged-" + norm, "x");
  series.push_back(
      dashed(data.path("law-" + norm), "x", "symmetric", "law of the symmetric branch", verify::colour::law));
  return {.title = n_snr_squared_phrase(converged.groups.front().runs.front()),
          .x_label = axis.label,
          .y_label = "converged signal / noise",
          .log_x = true,
          .series = std::move(series)};
}

Plan plan(const Request& request, const Axis& axis) {
  std::vector<Table> tables;
  for (const char* norm : norms)
    for (const bool law : {false, true}) tables.push_back(table(request, axis, norm, law));
  return {.tables = tables, .picture = [tables, axis](const Data& data) -> Picture {
            const Csv low = data.read("law-5"), high = data.read("law-15");
            return {.figure = {.columns = 2,
                               .panels = {panel(data, axis, norms[0], tables[0]),
                                          panel(data, axis, norms[1], tables[2])},
                               .caption = fmt::format("{}; every seed a point.", setting_sentence(tables))},
                    .caption = fmt::format(
                        "Where training of the denoiser ends, at low (left) and high SNR (right). As {} "
                        "grows from {:.3g} to {:.3g} the law of the symmetric branch goes from "
                        "{:.3g} to {:.3g} (left) and from {:.3g} to {:.3g} (right): the converged ratio is "
                        "not a function of n SNR^2 alone.",
                        axis.label, low.first("x"), low.last("x"), low.first("symmetric"),
                        low.last("symmetric"), high.first("symmetric"), high.last("symmetric"))};
          }};
}

}  // namespace

/// Asked for by the paper's readers [P]: the ratio against diffusion time t.
Plan plan_ratio_against_time(const Request& request) {
  return plan(request,
              {.path = "diffusion.time",
               .label = "diffusion time t",
               .values = {"0.05", "0.1", "0.14", "0.2", "0.28", "0.4", "0.56", "0.8", "1.1", "1.5"}});
}

/// And against width m.
Plan plan_ratio_against_width(const Request& request) {
  std::vector<const char*> widths{"2", "3", "5", "10", "20", "40"};
  if (request.scale == Scale::full) widths.insert(widths.end(), {"80", "160"});
  return plan(request, {.path = "network.width", .label = "width m", .values = widths});
}

}  // namespace featdyn::figures
