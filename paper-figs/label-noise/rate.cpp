#include <fmt/format.h>

#include "paper-figs/figure/classifier_measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "paper-figs/label-noise/colours.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::figures {
namespace {

/// The growth of the signal a step once outputs have settled. With k = eta |mu|^2 / m and c = 2 eta sigma_p^2 d / (n m)
/// it is k E g, E log(1 + c g) = 0: k c p (1 - p) / 2 (the lambda of label-noise.theorem-3.3.restated) to first order in
/// c, with the next order besides, of g's third moment and of the variance c f* of outputs about f* = log((1 - p) / p)
/// [derived, label-noise.stage-2]; the published bound is k / 16 [Lemma 4.5 (iv)].
struct Laws {
  double first, both, published;
};

Laws laws_of(const numerics::Settings& settings) {
  const verify::TwoPatch of = verify::two_patch(settings);
  const double p = theory::to_real<double>(settings.training.update.label_factor->first.value);
  const double k = of.learning_rate * of.signal_norm * of.signal_norm / of.width;
  const double c = 2 * of.learning_rate * of.noise_std * of.noise_std * of.d / (of.n * of.width);
  const double variance = p * (1 - p), first = k * c * variance / 2;
  const double second = k * c * c * variance * ((1 - 2 * p) / 3 + variance * std::log((1 - p) / p) / 2);
  return {.first = first, .both = first + second, .published = k / 16};
}

Table table(const Request& request) {
  Table result{.name = "rate",
               .keys = {"learning_rate", "first_term", "two_terms", "published"},
               .groups = {},
               .measurement = signal_rate()};
  const std::vector<double> rates =
      request.choose(std::vector{0.25, 0.5, 1.0}, std::vector{0.125, 0.25, 0.5, 1.0});
  for (const double eta : rates) {  // steps: outputs have settled, and the signal adds little to them
    const auto setting =
        request.setting("label-noise", {"init.std=0.001", fmt::format("training.learning_rate={}", eta),
                                        fmt::format("training.steps={:.0f}", 600 / (eta * eta)),
                                        fmt::format("training.record_every={:.0f}", 10 / (eta * eta))});
    const Laws laws = laws_of(setting);
    result.groups.push_back(
        request.group({eta, laws.first, laws.both, laws.published}, setting, request.choose(2, 10)));
  }
  return result;
}

}  // namespace

/// Stage 2 is of second order in eta, against Lemma 4.5 (iv) of arXiv:2510.17526.
Plan plan_label_noise_rate(const Request& request) {
  std::vector<Table> tables{table(request)};
  return {
      .tables = tables, .picture = [tables](const Data& data) -> Picture {
        const auto csv = data.path("rate");
        const Csv rate = data.read("rate");
        const double exponent =
            verify::fit_power_law(rate.column("learning_rate"), rate.column("rate")).exponent;
        verify::Series measured =
            band_line(csv, "learning_rate", "rate", "measured", label_noise_colour::flips);
        measured.points = true;  // the law would hide a line
        return {
            .figure = {.columns = 1,
                       .panels = {{.title = "Growth of the signal in stage 2",
                                   .x_label = "learning rate η",
                                   .y_label = "rate a step",
                                   .log_x = true,
                                   .log_y = true,
                                   .series = {dashed(csv, "learning_rate", "two_terms", "law, two terms",
                                                     verify::colour::law),
                                              dashed(csv, "learning_rate", "published",
                                                     "η|μ|²/(16m), as published", verify::colour::grey),
                                              measured}}},
                       .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
            .caption = fmt::format(
                "Once outputs have settled at log((1 - p)/p) the signal grows with exponent {:.2f} in the "
                "learning rate. The published lower bound η|μ|^2/(16m), of first order, is {:.0f} to {:.1f} "
                "times the "
                "measured rate.",
                exponent, rate.first("published") / rate.first("rate"),
                rate.last("published") / rate.last("rate"))};
      }};
}

}  // namespace featdyn::figures
