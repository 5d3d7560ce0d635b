#include <fmt/format.h>

#include <cmath>

#include "paper-figs/classifier_measurements.hpp"
#include "paper-figs/wording.hpp"

namespace featdyn::figures {
namespace {

/// What the laws of the growth are made of, for Figure 2's p, |mu|, m, sigma_p, d and n.
struct Laws {
  double p = 0.1, mu = 2, m = 20, variance = 0.25, d = 2000, n = 200;
  double c(double eta) const { return 2 * eta * variance * d / (n * m); }
  double first(double eta) const { return eta * mu * mu / m * c(eta) / 2 * p * (1 - p); }
  double both(double eta) const {
    return first(eta) + eta * mu * mu / m * c(eta) * c(eta) / 3 * p * (1 - p) * (1 - 2 * p);
  }
  double published(double eta) const { return eta * mu * mu / (16 * m); }
};

Table table(const Request& request) {
  Table result{.name = "rate",
               .keys = {"learning_rate", "first_term", "two_terms", "published"},
               .groups = {},
               .measurement = signal_rate()};
  const Laws laws;
  for (const double eta : {0.25, 0.5, 1.0}) {
    const auto setting = request.setting(
        "label-noise", {"init.std=0.001", fmt::format("training.learning_rate={}", eta),
                        fmt::format("training.steps={:.0f}", request.choose(1500, 3000) / (eta * eta)),
                        fmt::format("training.record_every={:.0f}", 10 / (eta * eta))});
    result.groups.push_back(request.group({eta, laws.first(eta), laws.both(eta), laws.published(eta)},
                                          setting, request.choose(1, 6)));
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
        const double exponent = std::log(rate.last("rate") / rate.first("rate")) /
                                std::log(rate.last("learning_rate") / rate.first("learning_rate"));
        verify::Series measured = band_line(csv, "learning_rate", "rate", "measured", verify::colour::signal);
        return {
            .figure = {.columns = 1,
                       .panels = {{.title = "Growth of the signal in stage 2",
                                   .x_label = "η",
                                   .y_label = "rate a step",
                                   .log_x = true,
                                   .log_y = true,
                                   .series = {measured,
                                              dashed(csv, "learning_rate", "two_terms", "law, two terms",
                                                     verify::colour::other),
                                              dashed(csv, "learning_rate", "published",
                                                     "η|μ|^2/(16m), as published", verify::colour::noise)}}},
                       .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))},
            .caption = fmt::format(
                "Once outputs have settled at log((1 - p)/p) the signal grows with exponent {:.2f} in the "
                "learning rate. The published lower bound, of first order, is {:.0f} to {:.1f} times the "
                "measured rate.",
                exponent, rate.first("published") / rate.first("rate"),
                rate.last("published") / rate.last("rate"))};
      }};
}

}  // namespace featdyn::figures
