#include <fmt/format.h>

#include "paper-figs/figure/classifier_measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "paper-figs/label-noise/colours.hpp"

namespace featdyn::figures {
namespace {

struct Noise {
  const char *table, *title, *colour;
  std::vector<std::string> changes;
};

const std::vector<Noise>& noises() {
  static const std::vector<Noise> all{
      {"descent", "descent", label_noise_colour::descent, {"training.label_flips=0"}},
      {"flips", "flips", label_noise_colour::flips, {}},
      {"half",
       "batch 100",
       verify::colour::sequence[5],
       {"training.label_flips=0", "training.batch_size=100"}},
      {"tenth",
       "batch 20",
       verify::colour::sequence[6],
       {"training.label_flips=0", "training.batch_size=20"}},
      {"both", "flips, batch 20", verify::colour::other, {"training.batch_size=20"}},
      {"once", "flips once", verify::colour::grey, {"training.label_flips=0", "data.label_noise=0.1"}}};
  return all;
}

Table noise_table(const Request& request, const Noise& noise) {
  std::vector<std::string> changes = noise.changes;
  changes.insert(changes.end(), {"training.learning_rate=1", "training.record_every=50"});
  return {.name = noise.table,
          .keys = {"flips"},
          .groups = {request.group({0.1}, request.setting("label-noise", changes), request.choose(2, 10))},
          .measurement = classifier_course(),
          .shared = 1};
}

verify::Panel noise_panel(const Data& data, const char* column, const char* title, const char* label,
                          bool log_y) {
  verify::Panel result{.title = title, .x_label = "step", .y_label = label, .log_y = log_y, .series = {}};
  for (const Noise& noise : noises())
    result.series.push_back(band_line(data.path(noise.table), "step", column, noise.title, noise.colour));
  return result;
}

}  // namespace

/// Label noise beside other noise that training has: batches, labels that are wrong for good.
Plan plan_label_noise_batches(const Request& request) {
  std::vector<Table> tables;
  for (const Noise& noise : noises()) tables.push_back(noise_table(request, noise));
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            std::string ends;
            for (const Noise& noise : noises())
              ends += fmt::format("{}{} {:.2f}", ends.empty() ? "" : ", ", noise.title,
                                  data.read(noise.table).last("accuracy"));
            return {
                .figure = {.columns = 2,
                           .panels = {noise_panel(data, "accuracy", "Accuracy on fresh samples", "accuracy",
                                                  false),
                                      noise_panel(data, "loss", "Training loss, clean labels", "loss", true)},
                           .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
                .caption = fmt::format(
                    "Does other noise do what label noise does? Accuracy on fresh samples at the last step: "
                    "{}. The "
                    "noise of batches of clean labels vanishes with their loss; flips drawn once are fitted.",
                    ends)};
          }};
}

}  // namespace featdyn::figures
