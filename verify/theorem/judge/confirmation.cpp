#include "verify/theorem/judge/confirmation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/experiment/trainer.hpp"
#include "verify/theorem/run/cost.hpp"

namespace featdyn::verify {
namespace {

constexpr int digits = 40;
constexpr double stated_error =
    1e-8;  ///< relative: rounding of a run is far below, a wrong equation far above
/// Operations of the recurrence (cost.hpp) for which the other methods take about a minute.
constexpr double most_for_network = 2e10, most_for_digits = 3e8;

double difference(double one, double other) {
  if (one == other || (std::isnan(one) && std::isnan(other))) return 0;
  const double size = std::fmax(std::abs(one), std::abs(other)), apart = std::abs(one - other) / size;
  return std::isnan(apart) ? HUGE_VAL : apart;
}

/// The largest relative difference of what two runs' conclusions are about, and of their margins.
struct Differences {
  double sides = 0, margins = 0;
};
Differences between(const Inquiry& inquiry, const Trial& one, const Trial& other) {
  Differences result;
  for (std::size_t k = 0; k < one.readings.size(); ++k) {
    const Reading a = inquiry.reading(one, k), b = inquiry.reading(other, k);
    for (const auto side : {&Reading::left, &Reading::right})
      result.sides = std::fmax(result.sides, difference(a.*side, b.*side));
    if (std::isfinite(a.margin) && std::isfinite(b.margin))
      result.margins = std::fmax(result.margins, std::abs(a.margin - b.margin));
  }
  return result;
}

/// Whether more digits are known of every function: of polynomials and the program's own losses.
bool has_digits(const DomainPoint& point) {
  return std::ranges::all_of(point.settings, [](const auto& run) {
    return !run.second.activation.empty() && run.second.architecture.named_loss.empty();
  });
}

std::vector<Trainer> second_methods(const Inquiry& inquiry, const DomainPoint& point, double cost) {
  std::vector<Trainer> methods;
  const bool decomposes = inquiry.domain_runs().trainer().name == decomposition_trainer().name;
  if (decomposes) return methods;
  double dimension = 1;
  for (const auto& [run, settings] : point.settings)
    dimension = std::fmax(dimension, Parameters(settings).find("d").value_or(1) / 50);
  if (cost * dimension / 20 <= most_for_network) methods.push_back(network_trainer());
  if (cost <= most_for_digits && has_digits(point)) methods.push_back(digits_trainer(digits));
  return methods;
}

}  // namespace

Confirmed confirmed(const Inquiry& inquiry) {
  Confirmed result;
  if (!inquiry.domain_runs().needs_runs() || inquiry.base().empty()) return result;
  const auto cost = [&](std::size_t point) {
    return cost_of(inquiry.trials().point(point), inquiry.domain_runs().plans(), inquiry.stated());
  };
  const std::size_t cheapest = *std::ranges::min_element(inquiry.base(), {}, cost);
  const DomainPoint& point = inquiry.trials().point(cheapest);
  const auto trial_by = [&](const Trainer& trainer) {
    const Showings showings = inquiry.domain_runs().show({{.point = &point, .seed = 0}}, trainer);
    return inquiry.trials().judged_alone(cheapest, 0, *showings.front());
  };
  const Trial reference = trial_by(inquiry.domain_runs().trainer());
  double worst = 0;
  std::string names;
  bool several = false;
  for (const Trainer& method : second_methods(inquiry, point, cost(cheapest))) {
    const Differences found = between(inquiry, reference, trial_by(method));
    worst = std::fmax(worst, found.sides);
    result.margin_error = std::fmax(result.margin_error, found.margins);
    several = !names.empty();
    names += (several ? " and " : "") + method.name;
  }
  if (names.empty()) {
    result.detail = "sampled in double precision: no second method within a minute";
    return result;
  }
  result.agrees = worst <= stated_error;
  result.detail = fmt::format(
      "{} {} the recurrence at {}: {:.1e} at most", names,
      result.agrees ? (several ? "agree with" : "agrees with") : (several ? "differ from" : "differs from"),
      point.text.empty() ? "the settings" : point.text, worst);
  return result;
}

}  // namespace featdyn::verify
