#include "verify/theorem/judge/confirmation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/experiment/trainer.hpp"
#include "verify/theorem/judge/answer.hpp"
#include "verify/theorem/run/cost.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

constexpr int digits = 40;
constexpr double stated_error =
    1e-8;  ///< relative: rounding of a run is far below, a wrong equation far above
/// Operations of the recurrence (cost.hpp) for which the other methods take about a minute.
constexpr double most_for_network = 2e10, most_for_digits = 3e8;

double difference(double one, double other, double size) {
  if (one == other || (std::isnan(one) && std::isnan(other))) return 0;
  const double apart = std::abs(one - other) / size;
  return std::isnan(apart) ? HUGE_VAL : apart;
}

/// What a run's conclusions are about, its sides or, of laws of order, the ends of A/B, and the margins.
struct Shown {
  std::vector<std::pair<double, double>> pairs = {};
  std::vector<double> margins = {};
};

Shown shown_by(const Inquiry& inquiry, const RunAt& at, std::size_t point, const Showing& showing) {
  const Trial trial = inquiry.trials().judged_alone(point, at.seed, showing);
  Shown sides;
  for (std::size_t k = 0; k < trial.readings.size(); ++k) {
    const Conclusion& conclusion = inquiry.conclusions()[k];
    const Reading reading = inquiry.reading(trial, k);
    if (conclusion.crossing)
      sides.pairs.emplace_back(number_of(conclusion.crossing->left, showing.environment()),
                               number_of(conclusion.crossing->right, showing.environment()));
    else if (conclusion.order)
      sides.pairs.emplace_back(reading.low, reading.high);
    else
      sides.pairs.emplace_back(reading.left, reading.right);
    sides.margins.push_back(reading.margin);
  }
  return sides;
}

/// The largest difference of a pair, relative to the larger of it, and of the margins.
struct Differences {
  double sides = 0, margins = 0;
};
Differences between(const Shown& one, const Shown& other) {
  Differences result;
  for (std::size_t k = 0; k < one.pairs.size(); ++k) {
    const auto [left, right] = one.pairs[k];
    const auto [other_left, other_right] = other.pairs[k];
    const double size = std::fmax(std::fmax(std::abs(left), std::abs(right)),
                                  std::fmax(std::abs(other_left), std::abs(other_right)));
    for (const double apart : {difference(left, other_left, size), difference(right, other_right, size)})
      result.sides = std::fmax(result.sides, apart);
    if (std::isfinite(one.margins[k]) && std::isfinite(other.margins[k]))
      result.margins = std::fmax(result.margins, std::abs(one.margins[k] - other.margins[k]));
  }
  return result;
}

/// Whether more digits are known of every function: of polynomials and the program's own losses.
bool has_digits(const DomainPoint& point) {
  return std::ranges::all_of(point.settings, [](const auto& run) {
    return !run.second.activation.empty() && run.second.architecture.named_loss.empty();
  });
}

/// A run that can be repeated.
struct RunPlace {
  std::size_t point;
  int seed;
  std::string text;
};

std::string text_of(const Inquiry& inquiry, const char* which, const RunPlace& place) {
  const DomainPoint& point = inquiry.trials().point(place.point);
  return fmt::format("the {} run ({}seed +{})", which, point.text.empty() ? "" : point.text + ", ",
                     place.seed + point.seed_offset);
}

double cost_at(const Inquiry& inquiry, const RunPlace& place) {
  return cost_of(inquiry.trials().point(place.point), inquiry.domain_runs().plans(), inquiry.stated());
}

/// The run with the least margin, where runs have one, then the one that is repeated in the shortest time.
std::vector<RunPlace> places_to_repeat(const Inquiry& inquiry) {
  std::vector<RunPlace> result;
  const bool has_margins = std::ranges::any_of(inquiry.conclusions(),
                                               [](const Conclusion& one) { return one.crossing == nullptr; });
  if (const Trial* worst = has_margins ? deciding_run(inquiry, std::nullopt) : nullptr)
    result.push_back({.point = worst->point, .seed = worst->seed, .text = ""});
  for (RunPlace& place : result) place.text = text_of(inquiry, "worst", place);
  RunPlace cheapest{.point = inquiry.base().front(), .seed = 0, .text = ""};
  for (const std::size_t point : inquiry.base())
    if (cost_at(inquiry, {point, 0, ""}) < cost_at(inquiry, cheapest)) cheapest.point = point;
  cheapest.text =
      text_of(inquiry, result.empty() ? "shortest" : "shortest, the worst taking too long,", cheapest);
  result.push_back(cheapest);
  return result;
}

/// Whether a method repeats a run within about a minute.
bool is_affordable(const Inquiry& inquiry, const RunPlace& place, bool is_network) {
  const DomainPoint& point = inquiry.trials().point(place.point);
  if (!is_network) return has_digits(point) && cost_at(inquiry, place) <= most_for_digits;
  double dimension = 1;
  for (const auto& [run, settings] : point.settings)
    dimension = std::fmax(dimension, Parameters(settings).find("d").value_or(1) / 50);
  return cost_at(inquiry, place) * dimension / 20 <= most_for_network;
}

/// What was asked of one run.
struct Asked {
  RunPlace place;
  std::vector<Trainer> methods = {};
};

std::vector<Asked> asked_of(const Inquiry& inquiry) {
  std::vector<Asked> all;
  if (inquiry.domain_runs().trainer().name == decomposition_trainer().name) return all;
  for (const RunPlace& place : places_to_repeat(inquiry)) all.push_back({.place = place});
  for (const bool is_network : {true, false})
    for (Asked& one : all)
      if (is_affordable(inquiry, one.place, is_network)) {
        one.methods.push_back(is_network ? network_trainer() : digits_trainer(digits));
        break;
      }
  return all;
}

std::string said_of(const Asked& asked, double worst) {
  std::string names;
  for (const Trainer& method : asked.methods) names += (names.empty() ? "" : " and ") + method.name;
  const bool agrees = worst <= stated_error, several = asked.methods.size() > 1;
  const char* verb =
      agrees ? (several ? "agree with" : "agrees with") : (several ? "differ from" : "differs from");
  return fmt::format("{} {} the recurrence in {}: {:.1e} at most", names, verb, asked.place.text, worst);
}

}  // namespace

Confirmed confirmed(const Inquiry& inquiry) {
  Confirmed result;
  if (!inquiry.domain_runs().needs_runs() || inquiry.base().empty()) return result;
  double worst_of_all = 0;
  for (const Asked& asked : asked_of(inquiry)) {
    if (asked.methods.empty()) continue;
    const RunAt at{.point = &inquiry.trials().point(asked.place.point), .seed = asked.place.seed};
    const auto sides_by = [&](const Trainer& trainer) {
      return shown_by(inquiry, at, asked.place.point, *inquiry.domain_runs().show({at}, trainer).front());
    };
    const Shown reference = sides_by(inquiry.domain_runs().trainer());
    double worst = 0;
    for (const Trainer& method : asked.methods) {
      const Differences found = between(reference, sides_by(method));
      worst = std::fmax(worst, found.sides);
      result.margin_error = std::fmax(result.margin_error, found.margins);
    }
    worst_of_all = std::fmax(worst_of_all, worst);
    result.detail += (result.detail.empty() ? "" : "; ") + said_of(asked, worst);
  }
  result.agrees = !result.detail.empty() && worst_of_all <= stated_error;
  if (result.detail.empty()) result.detail = "sampled in double precision: no second method within a minute";
  return result;
}

}  // namespace featdyn::verify
