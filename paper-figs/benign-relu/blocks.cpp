#include <fmt/format.h>

#include <cmath>

#include "paper-figs/figure/classifier_measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::figures {
namespace {

constexpr double none_read = std::numeric_limits<double>::quiet_NaN();
constexpr double signal_norms[] = {0.2, 1, 2, 3, 4, 5, 6, 7, 8, 9.7};

/// Means of test error over 5 x 5 cells of the published array, centred there [read from it]; a block of which
/// nothing was read is none.
struct Published {
  int d;
  std::array<double, 10> error;
};
constexpr Published published[] = {
    {120, {0.489, 0.386, 0.273, 0.194, 0.149, 0.137, 0.126, 0.120, 0.120, 0.124}},
    {200, {0.490, 0.413, 0.305, 0.217, 0.163, 0.135, 0.124, 0.120, 0.117, 0.116}},
    {350, {0.495, 0.435, 0.344, 0.240, 0.167, 0.131, 0.121, 0.117, 0.113, 0.117}},
    {600, {0.494, none_read, 0.372, 0.267, 0.177, 0.135, 0.116, 0.107, 0.112, 0.118}},
    {850, {0.496, 0.458, 0.390, 0.285, none_read, 0.138, 0.117, 0.106, 0.105, 0.108}},
    {1070, {0.498, 0.466, 0.400, 0.305, 0.208, 0.140, 0.115, 0.106, none_read, 0.104}}};

std::string block_table_name(const char* over_patches, int d) {
  return fmt::format("{}-{}", over_patches, d);
}

Table block_table(const Request& request, const char* over_patches, const Published& row) {
  Table result{.name = block_table_name(over_patches, row.d),
               .keys = {"norm", "published"},
               .groups = {},
               .measurement = classifier_end()};
  for (std::size_t k = 0; k < std::size(signal_norms); ++k)
    result.groups.push_back(request.group(
        {signal_norms[k], row.error[k]},
        request.setting(
            "benign-relu",
            {fmt::format("network.over_patches={}", over_patches), fmt::format("data.dimension={}", row.d),
             fmt::format("data.signal_norm={}", signal_norms[k]), "training.record_every=100"}),
        request.choose(25, 200)));
  return result;
}

verify::Panel block_panel(const Data& data, const Published& row) {
  const auto sum = data.path(block_table_name("sum", row.d)),
             mean = data.path(block_table_name("mean", row.d));
  return {.title = fmt::format("d = {}", row.d),
          .x_label = "|μ|",
          .y_label = "test error",
          .series = {line(sum, "norm", "test_error", "sum over patches", verify::colour::sequence[2]),
                     line(mean, "norm", "test_error", "mean over patches", verify::colour::sequence[3]),
                     dots(sum, "norm", "published", "published", verify::colour::law)}};
}

/// The difference of a table's means from the published ones, and its size, over all blocks.
struct Distance {
  double mean = 0, size = 0, largest = 0;
};
Distance distance_of(const Data& data, const char* over_patches) {
  std::vector<double> differences, sizes;
  for (const Published& row : published) {
    const Csv csv = data.read(block_table_name(over_patches, row.d));
    const auto ours = csv.column("test_error"), theirs = csv.column("published");
    for (std::size_t k = 0; k < ours.size(); ++k)
      if (std::isfinite(theirs[k])) {
        differences.push_back(ours[k] - theirs[k]);
        sizes.push_back(std::abs(differences.back()));
      }
  }
  return {verify::mean_of(differences).value, verify::mean_of(sizes).value, *std::ranges::max_element(sizes)};
}

}  // namespace

/// The published map of arXiv:2303.04145 in block means, against two readings of its network.
Plan plan_benign_relu_blocks(const Request& request) {
  std::vector<Table> tables;
  for (const char* over_patches : {"sum", "mean"})
    for (const Published& row : published) tables.push_back(block_table(request, over_patches, row));
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            Picture picture{
                .figure = {.columns = 3,
                           .panels = {},
                           .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
                .caption = {}};
            for (const Published& row : published) picture.figure.panels.push_back(block_panel(data, row));
            const Distance sum = distance_of(data, "sum"), mean = distance_of(data, "mean");
            picture.caption = fmt::format(
                "Test error on labels of which a tenth is flipped, and the published map's means over 5 x 5 "
                "cells. With "
                "the sum over patches the difference is {:+.4f} in the mean, of size {:.4f}, {:.3f} at most; "
                "with the "
                "mean over patches, as in the published script, {:+.4f}, {:.4f} and {:.3f}.",
                sum.mean, sum.size, sum.largest, mean.mean, mean.size, mean.largest);
            return picture;
          }};
}

}  // namespace featdyn::figures
