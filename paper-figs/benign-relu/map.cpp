#include <fmt/format.h>

#include <cmath>

#include "paper-figs/figure/classifier_measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::figures {
namespace {

constexpr double largest_norm = 10, largest_dimension = 1095, smallest_dimension = 95;

/// Cells of |mu| and d of equal size.
Table table(const Request& request, const char* name, const char* over_patches) {
  Table result{.name = name,
               .keys = {"norm", "dimension", "norm_low", "norm_high", "dimension_low", "dimension_high"},
               .groups = {},
               .measurement = classifier_end()};
  const int cells = request.choose(10, 50);
  const double wide = largest_norm / cells, high = (largest_dimension - smallest_dimension) / cells;
  for (int row = 0; row < cells; ++row)
    for (int column = 0; column < cells; ++column) {
      const double norm = wide * (column + 0.5), d = std::round(smallest_dimension + high * (row + 0.5));
      const auto setting = request.setting(
          "benign-relu", {over_patches, fmt::format("data.dimension={:.0f}", d),
                          fmt::format("data.signal_norm={}", norm), "training.record_every=100"});
      result.groups.push_back(
          request.group({norm, d, wide * column, wide * (column + 1), smallest_dimension + high * row,
                         smallest_dimension + high * (row + 1)},
                        setting, 10));
    }
  return result;
}

verify::Panel panel(const Data& data, const char* name, const char* title) {
  return {.title = title,
          .x_label = "|μ|",
          .y_label = "d",
          .series = {},
          .map = verify::HeatMap{.csv = data.path(name),
                                 .x = "norm",
                                 .y = "dimension",
                                 .x_low = "norm_low",
                                 .x_high = "norm_high",
                                 .y_low = "dimension_low",
                                 .y_high = "dimension_high",
                                 .z = "test_error",
                                 .z_label = "test error",
                                 .x_range = {0, largest_norm},
                                 .y_range = {smallest_dimension, largest_dimension},
                                 .z_range = {0.1, 0.5}}};
}

/// The mean of a column over the cells with |mu| from 1 to 4.
double middle(const Csv& csv, const char* column) {
  std::vector<double> values;
  for (std::size_t k = 0; k < csv.rows(); ++k)
    if (const double norm = csv.column("norm")[k]; norm >= 1 && norm <= 4)
      values.push_back(csv.column(column)[k]);
  return verify::mean_of(values).value;
}

}  // namespace

/// The published heat map of arXiv:2303.04145, made again [S: its script; the sum over patches is ours].
Plan plan_benign_relu_map(const Request& request) {
  std::vector<Table> tables{table(request, "sum", "network.over_patches=sum"),
                            table(request, "mean", "network.over_patches=mean")};
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            const Csv sum = data.read("sum"), over_mean = data.read("mean");
            return {
                .figure = {.columns = 2,
                           .panels = {panel(data, "sum", "Sum over patches"),
                                      panel(data, "mean", "Mean over patches, as in the published script")},
                           .caption = fmt::format("{}; {} in each cell.", setting_sentence(tables),
                                                  seeds_phrase(tables))},
                .caption = fmt::format("Test error on labels of which a tenth is flipped. Where |μ| is from "
                                       "1 to 4 the mean over patches gives an "
                                       "error lower by {:.3f} and a training loss {:.0f} times as large as "
                                       "the sum. The published map has the "
                                       "sum's values (figure benign-relu-blocks).",
                                       middle(sum, "test_error") - middle(over_mean, "test_error"),
                                       middle(over_mean, "loss") / middle(sum, "loss"))};
          }};
}

}  // namespace featdyn::figures
