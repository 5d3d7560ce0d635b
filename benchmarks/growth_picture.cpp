// Draws how the cost of a step grows, from the CSV files that benchmarks/table.py leaves in a folder.
// Usage: growth_picture FOLDER (the pictures become FOLDER/speed-growth.svg and .png)
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "verify/draw/csv.hpp"
#include "verify/draw/plot.hpp"

namespace {

using namespace featdyn::verify;

/// Whether anything was measured there.
bool has_values(const Series& series) {
  const auto& values = Csv(series.csv).column(series.y);
  return std::ranges::any_of(values, [](double x) { return !std::isnan(x); });
}

Panel panel(const std::filesystem::path& csv, const std::string& over, const std::string& title,
            const std::string& y_label) {
  return {
      .title = title,
      .x_label = over,
      .y_label = y_label,
      .log_x = true,
      .log_y = true,
      .series = {{.csv = csv, .x = over, .y = "featdyn", .title = "featdyn", .colour = colour::sequence[0]},
                 {.csv = csv,
                  .x = over,
                  .y = "before",
                  .title = "an earlier commit",
                  .colour = colour::sequence[3],
                  .stroke = Stroke::dashed},
                 {.csv = csv,
                  .x = over,
                  .y = "peer",
                  .title = "NumPy (digits: python-flint)",
                  .colour = colour::sequence[1],
                  .stroke = Stroke::dotted}}};
}

Panel share_panel(const std::filesystem::path& folder) {
  return {.title = "Share of the peak of products",
          .x_label = "N or m",
          .y_label = "%",
          .log_x = true,
          .series = {{.csv = folder / "patches.csv",
                      .x = "N",
                      .y = "share",
                      .title = "N grows",
                      .colour = colour::sequence[0]},
                     {.csv = folder / "neurons.csv",
                      .x = "m",
                      .y = "share",
                      .title = "m grows",
                      .colour = colour::sequence[0],
                      .stroke = Stroke::dash_dot}}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fmt::print(stderr, "growth_picture FOLDER\n"), 3;
  const std::filesystem::path folder = argv[1];
  const std::string unit = "μs a step";
  Figure figure{.columns = 3,
                .panels = {panel(folder / "patches.csv", "N", "Patches, m = 20", unit),
                           panel(folder / "neurons.csv", "m", "Neurons, N = 32", unit), share_panel(folder),
                           panel(folder / "dimension.csv", "d", "Dimension, the network itself", unit),
                           panel(folder / "digits.csv", "digits", "Digits, N = 32, m = 20", unit)},
                .caption = "CPU time of a step on one thread; medians"};
  for (Panel& each : figure.panels)
    std::erase_if(each.series, [](const Series& of) { return !has_values(of); });
  std::string why;
  if (draw(figure, folder / "speed-growth", false, why)) return 0;
  fmt::print(stderr, "growth_picture: {}\n", why);
  return 1;
}
