#include <fmt/format.h>

#include <cmath>

#include "paper-figs/figure/classifier_measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/experiment/two_patch.hpp"

namespace featdyn::figures {
namespace {

/// A power of relu, steps long enough for it, and the standard deviation of the start.
struct Power {
  int q;
  const char *activation, *learning_rate, *start, *colour;
};
constexpr Power powers[] = {{2, "squared-relu", "0.02", "0.002", verify::colour::grey},
                            {2, "squared-relu", "0.02", "0.00002", verify::colour::plain},
                            {3, "max(z, 0)^3", "0.005", "0.002", verify::colour::sequence[2]},
                            {4, "max(z, 0)^4", "0.002", "0.002", verify::colour::sequence[3]}};

std::string power_table_name(const Power& power) {
  return fmt::format("power-{}-{}", power.q, power.start);
}

numerics::Settings power_setting(const Request& request, const Power& power, double strength) {
  std::vector<std::string> changes{"data.dimension=2000",
                                   "data.samples=20",
                                   "data.noise_std=1",
                                   "training.label_flips=0",
                                   "training.steps=3000",
                                   "training.record_every=3000",
                                   fmt::format("init.std={}", power.start),
                                   fmt::format("network.activation=\"{}\"", power.activation),
                                   fmt::format("training.learning_rate={}", power.learning_rate)};
  const verify::TwoPatch of = verify::two_patch(request.setting("label-noise", changes));
  const double snr = std::pow(strength / of.n, 1.0 / power.q);
  changes.push_back(fmt::format("data.signal_norm={}", snr * of.noise_std * std::sqrt(of.d)));
  return request.setting("label-noise", changes);
}

Table power_table(const Request& request, const Power& power) {
  Table result{
      .name = power_table_name(power), .keys = {"strength"}, .groups = {}, .measurement = classifier_end()};
  const double ratio = request.choose(std::sqrt(2.0), std::pow(2.0, 0.25));
  for (double strength = 0.5; strength < 6; strength *= ratio)
    result.groups.push_back(
        request.group({strength}, power_setting(request, power, strength), request.choose(5, 20)));
  return result;
}

/// Where signal and noise win alike at q = 2: their largest overlaps, s_0 and q_0 at the start, grow by the factors
/// exp(eta |mu|^2 / (2 m)) and exp(eta sigma_p^2 d / (n m)) a step, and both are learned at 1 [derived].
double square_law(const Request& request, const Power& power) {
  double strength = 2;
  for (int k = 0; k < 50; ++k) {
    const verify::TwoPatch of = verify::two_patch(power_setting(request, power, strength));
    const double largest = of.init_std * std::sqrt(2 * std::log(of.width));
    strength = 2 * std::log(1 / (largest * of.signal_norm)) /
               std::log(1 / (largest * of.noise_std * std::sqrt(of.d)));
  }
  return strength;
}

verify::Panel power_panel(const Data& data, const char* column, const char* title, const char* label,
                          bool log_y) {
  verify::Panel panel{
      .title = title, .x_label = "n SNR^q", .y_label = label, .log_x = true, .log_y = log_y, .series = {}};
  for (const Power& power : powers)
    panel.series.push_back(band_line(data.path(power_table_name(power)), "strength", column,
                                     fmt::format("q = {}, σ_0 = {}", power.q, power.start), power.colour));
  return panel;
}

}  // namespace

/// Where gradient descent begins to learn the signal, by the power of relu.
Plan plan_benign_q_switch(const Request& request) {
  std::vector<Table> tables;
  for (const Power& power : powers) tables.push_back(power_table(request, power));
  return {.tables = tables, .picture = [tables, request](const Data& data) -> Picture {
            return {
                .figure = {.columns = 2,
                           .panels = {power_panel(data, "signal_over_noise", "Which is learned more",
                                                  "signal / noise", true),
                                      power_panel(data, "accuracy", "Accuracy on fresh samples", "accuracy",
                                                  false)},
                           .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
                .caption = fmt::format("Gradient descent with powers of relu: the largest overlap with the "
                                       "signal over that with noise, "
                                       "and accuracy. For q > 2 the winner of the race changes at n SNR^q = "
                                       "2 whatever the start; for q = 2 "
                                       "at n SNR^2 = 2 log(1/s_0)/log(1/q_0), s_0 and q_0 the largest "
                                       "overlaps with signal and noise at the "
                                       "start: {:.2f} and {:.2f} for these two. Fresh noise is weaker than "
                                       "that of the samples: accuracy comes "
                                       "before the signal wins.",
                                       square_law(request, powers[0]), square_law(request, powers[1]))};
          }};
}

}  // namespace featdyn::figures
