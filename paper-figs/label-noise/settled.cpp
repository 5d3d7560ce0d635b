#include <fmt/format.h>

#include <cmath>

#include "paper-figs/figure/classifier_measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "paper-figs/label-noise/colours.hpp"
#include "verify/experiment/two_patch.hpp"

namespace featdyn::figures {
namespace {

/// Where outputs and losses settle, as p is the probability of a flip and a step multiplies noise overlaps by
/// 1 + c g: in the mean over the flips the slope g vanishes at f* = log((1 - p)/p), about which outputs fluctuate
/// with variance c f* to first order in c [derived, label-noise.fixed-point].
struct SettledLaws {
  double output, loss, told;
};

SettledLaws settled_laws_of(double p, double c) {
  const double settled = std::log((1 - p) / p);
  return {.output = settled + c / 2 * ((1 - 2 * p) * settled - 1),
          .loss = -std::log1p(-p) + c / 2 * p * (1 + p * settled),
          .told = -(1 - p) * std::log1p(-p) - p * std::log(p) + c / 2 * p * (1 - p) * settled};
}

double relative_step(const numerics::Settings& settings) {
  const verify::TwoPatch of = verify::two_patch(settings);
  return 2 * of.learning_rate * of.noise_std * of.noise_std * of.d / (of.n * of.width);
}

Table settled_table(const Request& request) {
  Table result{.name = "end",
               .keys = {"flips", "output_law", "loss_law", "told_law"},
               .groups = {},
               .measurement = classifier_settled()};
  for (const double p : {0.02, 0.05, 0.1, 0.2, 0.3, 0.4}) {
    const auto setting = request.setting(
        "label-noise", {fmt::format("training.label_flips={}", p), "training.record_every=20"});
    const SettledLaws laws = settled_laws_of(p, relative_step(setting));
    result.groups.push_back(
        request.group({p, laws.output, laws.loss, laws.told}, setting, request.choose(2, 10)));
  }
  return result;
}

verify::Panel settled_panel(const std::filesystem::path& csv, const char* title, const char* y_label,
                            std::vector<verify::Series> series) {
  for (const verify::Series& measured : std::vector(series)) {
    const char* name = measured.y == "loss_told" ? "told" : measured.y.c_str();
    const bool first = measured.y != "loss_told";
    series.push_back(
        dashed(csv, "flips", fmt::format("{}_law", name), first ? "law" : "", verify::colour::grey));
  }
  return {.title = title, .x_label = "p", .y_label = y_label, .series = std::move(series)};
}

}  // namespace

/// Where training with label noise settles, for the paper's L_S = Theta(1).
Plan plan_label_noise_settled(const Request& request) {
  std::vector<Table> tables{settled_table(request)};
  return {
      .tables = tables, .picture = [tables](const Data& data) -> Picture {
        const auto csv = data.path("end");
        const auto measured = [&](const char* column, const char* title, const char* colour) {
          return band_line(csv, "flips", column, title, colour);
        };
        return {
            .figure = {.columns = 2,
                       .panels = {settled_panel(csv, "Outputs", "mean of y f",
                                                {measured("output", "measured", label_noise_colour::flips)}),
                                  settled_panel(
                                      csv, "Losses", "loss",
                                      {measured("loss", "clean labels", label_noise_colour::flips),
                                       measured("loss_told", "labels told", verify::colour::sequence[5])})},
                       .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
            .caption =
                "Where outputs and losses settle under label noise (means over the second half of the "
                "steps), against the probability p of a flip. Outputs settle about log((1 - p)/p), "
                "where the mean slope of the loss vanishes; the dashed laws have the first order in "
                "the learning rate besides. The oscillating loss that the paper's Figure 2 shows is "
                "that on the labels told."};
      }};
}

}  // namespace featdyn::figures
