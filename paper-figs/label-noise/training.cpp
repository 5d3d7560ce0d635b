#include <fmt/format.h>

#include <cmath>

#include "paper-figs/figure/classifier_measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "paper-figs/label-noise/colours.hpp"

namespace featdyn::figures {
namespace {

struct TrainedWay {
  const char *table, *change, *title, *colour;
  double flips;
};
constexpr double flip_probability = 0.1;
constexpr TrainedWay trained_ways[] = {
    {"descent", "training.label_flips={}", "gradient descent", label_noise_colour::descent, 0},
    {"flips", "training.label_flips={}", "label noise", label_noise_colour::flips, flip_probability},
    {"smoothing", "training.label_smoothing={}", "its mean step", verify::colour::grey, flip_probability}};

Table table(const Request& request, const TrainedWay& way) {
  const auto setting = request.setting(
      "label-noise", {"training.label_flips=0", fmt::format(fmt::runtime(way.change), way.flips),
                      "training.learning_rate=1", "training.record_every=20"});
  return {.name = way.table,
          .keys = {"flips"},
          .groups = {request.group({way.flips}, setting, request.choose(2, 10))},
          .measurement = classifier_course(),
          .shared = 1};
}

verify::Panel panel(const Data& data, const char* column, const char* title, const char* label, bool log_y) {
  verify::Panel result{.title = title, .x_label = "step", .y_label = label, .log_y = log_y, .series = {}};
  for (const TrainedWay& way : trained_ways)
    result.series.push_back(band_line(data.path(way.table), "step", column, way.title, way.colour));
  return result;
}

}  // namespace

/// Figure 2 of arXiv:2510.17526 at its code's eta = 1 [P], with the mean step beside it.
Plan plan_label_noise_training(const Request& request) {
  std::vector<Table> tables;
  for (const TrainedWay& way : trained_ways) tables.push_back(table(request, way));
  return {
      .tables = tables, .picture = [tables](const Data& data) -> Picture {
        const auto last = [&](const char* table, const char* column) {
          return data.read(table).last(column);
        };
        return {
            .figure = {.columns = 3,
                       .panels = {panel(data, "noise_over_signal", "Noise learned over signal learned",
                                        "noise / signal", true),
                                  panel(data, "loss", "Training loss, clean labels", "loss", true),
                                  panel(data, "accuracy", "Accuracy on fresh samples", "accuracy", false)},
                       .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
            .caption = fmt::format(
                "Gradient descent fits the noise: loss {:.1e}, accuracy {:.2f} at the last step. With labels "
                "flipped anew at every step the loss stops at {:.3f}, near -log(1 - p) = {:.3f}, the signal "
                "grows and accuracy ends at {:.3f}. Descent on the loss averaged over flips (label "
                "smoothing) does not learn the signal: accuracy {:.2f}.",
                last("descent", "loss"), last("descent", "accuracy"), last("flips", "loss"),
                -std::log1p(-flip_probability), last("flips", "accuracy"), last("smoothing", "accuracy"))};
      }};
}

}  // namespace featdyn::figures
