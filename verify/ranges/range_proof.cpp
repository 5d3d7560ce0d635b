#include "verify/ranges/range_proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/ranges/range_environment.hpp"

namespace featdyn::verify {
namespace {

using numerics::Ball, numerics::WideChart;
using theory::Rational;
using PartKind = RangePart::Kind;

constexpr long proof_bits = 80;

/// x as a decimal with few digits, so that certificates are short; where it is strictly between the ends.
RangeEnd short_number(double x, const RangeEnd& from, const RangeEnd& to) {
  for (const int digits : {3, 5, 8, 12, 17}) {
    const RangeEnd candidate = theory::rational_from_decimal(fmt::format("{:.{}g}", x, digits));
    if (is_below(from, candidate) && is_below(candidate, to)) return candidate;
  }
  return std::nullopt;
}

double as_double(const RangeEnd& end) {
  return end ? static_cast<double>(*end) : HUGE_VAL;
}

/// Between the ends: the geometric mean; of m what halves m^(-1/2), of others without end what halves 1/x.
double halfway(const std::string& name, const RangeEnd& from, const RangeEnd& to) {
  if (name != "m" && !to) return 2 * as_double(from);
  if (name != "m") return std::sqrt(as_double(from) * as_double(to));
  const double sum = 1 / std::sqrt(as_double(from)) + 1 / std::sqrt(as_double(to));
  return 4 / (sum * sum);
}

/// The branch's parameters in the chart whose numbers say how much it changes over a box.
std::optional<numerics::WideSetting<Ball>> natural_setting(const RangeEnvironment<Ball>& environment) {
  constexpr double wide = 0.1, large = 0.1;  // e, and w of a signal as strong as the width
  const auto weak = environment.setting(WideChart::weak),
             crossover = environment.setting(WideChart::crossover);
  const auto is_crossing = [&] {
    const double e = numerics::midpoint(weak->epsilon) / numerics::midpoint(weak->root_tau);
    return numerics::midpoint(weak->strength) > 1 && e < wide &&
           numerics::midpoint(crossover->strength) > large;
  };
  if (crossover && (!weak || is_crossing())) return crossover;
  if (weak) return weak;
  const auto strong = environment.setting(WideChart::strong);
  return strong && strong->epsilon > Ball(0) ? strong : std::nullopt;
}

/// How much the branch changes over a box, roughly: in the logarithms of its chart's strength and of sqrt tau, and e.
double spread(const RangeQuestion& question, const RangeBox& box) {
  if (!question.has_branch) return 0;
  const auto setting = natural_setting(RangeEnvironment<Ball>(question, box));
  constexpr double unknown = 100;  // more than any that is known
  if (!setting) return unknown;
  const auto relative = [](const Ball& x) {
    return std::pow(10.0, numerics::log10_width(x)) / std::abs(numerics::midpoint(x));
  };
  constexpr double where_e_bends = 0.16;
  const double root = numerics::midpoint(setting->root_tau), e = numerics::midpoint(setting->epsilon) / root;
  double width_of_e = std::pow(10.0, numerics::log10_width(setting->epsilon)) / root;
  if (setting->chart == WideChart::crossover) width_of_e *= e;  // which it depends on by its square
  return std::log1p(relative(setting->strength)) + std::log1p(relative(setting->root_tau)) +
         width_of_e / (where_e_bends + e);
}

/// The two halves along the name that most of the spread comes from; nothing where no number lies between the ends.
std::optional<std::pair<RangeBox, RangeBox>> halves(const RangeQuestion& question, const RangeBox& box) {
  const double whole = spread(question, box);
  std::optional<std::size_t> best;
  RangeEnd best_at;
  double most = -HUGE_VAL;
  for (std::size_t k = 0; k < question.names.size(); ++k) {
    const RangeEnd at =
        short_number(halfway(question.names[k], box.from[k], box.to[k]), box.from[k], box.to[k]);
    if (!at) continue;
    RangeBox thin = box;
    thin.from[k] = thin.to[k] = at;
    constexpr double tie = 1e-6;  // names that the branch does not depend on, by their own width
    const double gain = whole - spread(question, thin) +
                        tie * std::min(1.0, std::abs(1 / std::sqrt(as_double(box.from[k])) -
                                                     1 / std::sqrt(as_double(box.to[k]))) *
                                                std::sqrt(as_double(box.from[k])));
    if (gain > most) most = gain, best = k, best_at = at;
  }
  if (!best) return std::nullopt;
  std::pair<RangeBox, RangeBox> result{box, box};
  result.first.to[*best] = result.second.from[*best] = best_at;
  return result;
}

/// Whether a box holds a whole number of neurons: what is wrong elsewhere is not stated.
bool has_whole_width(const RangeQuestion& question, const RangeBox& box) {
  for (std::size_t k = 0; k < question.names.size(); ++k) {
    if (question.names[k] != "m" || !box.to[k]) continue;
    if (theory::floor(*box.to[k]) < *box.from[k]) return false;
  }
  return true;
}

/// What the statement comes to with this trial box; also the branch's part of `part` where it is decided.
template <class R>
Truth concluded_with(const RangeEnvironment<R>& environment, const RangePart& part, bool has_branch) {
  if (!has_branch) return environment.concluded({});
  const auto setting = environment.setting(part.chart);
  if (!setting) return Truth::unknown;
  const auto branch = numerics::enclose_wide_branch(*setting, part.trial);
  return branch ? environment.concluded(branch) : Truth::unknown;
}

/// The chart in which the branch's test is likely to succeed: of a strong signal either.
std::vector<WideChart> charts_for(const RangeEnvironment<Ball>& environment) {
  const auto weak = environment.setting(WideChart::weak);
  if (weak && numerics::midpoint(weak->strength) <= 1) return {WideChart::weak};
  return {WideChart::strong, WideChart::crossover};
}

/// Where the branch is looked for; false where it is found in no chart.
bool add_trial(const RangeEnvironment<Ball>& environment, RangePart& part) {
  for (const WideChart chart : charts_for(environment)) {
    const auto setting = environment.setting(chart);
    const auto trial = setting ? numerics::find_trial_box(*setting) : std::nullopt;
    if (!trial) continue;
    part.chart = chart, part.trial = *trial;
    return true;
  }
  return false;
}

RangePart judged_box(const RangeQuestion& question, const RangeBox& box) {
  RangePart part{.kind = PartKind::open, .box = box};
  const RangeEnvironment<Ball> environment(question, box);
  if (environment.is_excluded()) {
    part.kind = PartKind::excluded;
    return part;
  }
  if (question.has_branch && !add_trial(environment, part)) return part;
  const Truth truth = concluded_with(environment, part, question.has_branch);
  if (truth == Truth::yes) part.kind = PartKind::proved;
  if (truth == Truth::no && environment.assumed() == Truth::yes) part.kind = PartKind::refuted;
  if (truth != Truth::yes && !has_whole_width(question, box)) part.kind = PartKind::excluded;
  return part;
}

struct WaitingBox {
  RangeBox box;
  int halvings;
};

}  // namespace

const char* name(PartKind kind) {
  switch (kind) {
    case PartKind::proved:
      return "proved";
    case PartKind::excluded:
      return "excluded";
    case PartKind::refuted:
      return "refuted";
    case PartKind::open:
      return "open";
  }
  return "";
}

const char* name(WideChart chart) {
  switch (chart) {
    case WideChart::weak:
      return "weak";
    case WideChart::strong:
      return "strong";
    case WideChart::crossover:
      return "crossover";
  }
  return "";
}

std::size_t RangeProof::count(PartKind kind) const {
  return static_cast<std::size_t>(std::ranges::count(parts, kind, &RangePart::kind));
}
const RangePart* RangeProof::first(PartKind kind) const {
  const auto found = std::ranges::find(parts, kind, &RangePart::kind);
  return found == parts.end() ? nullptr : &*found;
}

RangeProof prove(const RangeQuestion& question, const RangeEffort& effort, const RangeProgress& progress) {
  const numerics::PrecisionScope scope(proof_bits);
  RangeProof proof;
  std::vector<WaitingBox> waiting{{question.whole, 0}};
  double decided = 0;
  bool is_refuted = false;
  for (long looked_at = 0; !waiting.empty(); ++looked_at) {
    const WaitingBox now = waiting.back();
    waiting.pop_back();
    const bool goes_on = looked_at < effort.most_boxes && !is_refuted;
    RangePart part =
        goes_on ? judged_box(question, now.box) : RangePart{.kind = PartKind::open, .box = now.box};
    if (goes_on && part.kind == PartKind::open && now.halvings < effort.most_halvings)
      if (auto two = halves(question, now.box)) {
        waiting.push_back({std::move(two->second), now.halvings + 1});
        waiting.push_back({std::move(two->first), now.halvings + 1});
        continue;
      }
    is_refuted = is_refuted || part.kind == PartKind::refuted;
    proof.parts.push_back(std::move(part));
    decided += std::ldexp(1.0, -now.halvings);
    progress(decided);
  }
  return proof;
}

template <class R>
bool is_as_said(const RangeQuestion& question, const RangePart& part) {
  const numerics::PrecisionScope scope(proof_bits);
  const RangeEnvironment<R> environment(question, part.box);
  switch (part.kind) {
    case PartKind::proved:
      return concluded_with(environment, part, question.has_branch) == Truth::yes;
    case PartKind::excluded:
      return environment.is_excluded() || !has_whole_width(question, part.box);
    case PartKind::refuted:
      return environment.assumed() == Truth::yes && has_whole_width(question, part.box) &&
             concluded_with(environment, part, question.has_branch) == Truth::no;
    case PartKind::open:
      return true;
  }
  return false;
}
template bool is_as_said<Ball>(const RangeQuestion&, const RangePart&);
template bool is_as_said<numerics::Interval>(const RangeQuestion&, const RangePart&);

std::string text_of(const RangeQuestion& question, const RangeBox& box) {
  std::string text;
  for (std::size_t k = 0; k < question.names.size(); ++k)
    text += fmt::format("{}{} in [{}, {}{}", text.empty() ? "" : ", ", question.names[k],
                        text_of(box.from[k]), text_of(box.to[k]), box.to[k] ? "]" : ")");
  return text.empty() ? "one point" : text;
}

}  // namespace featdyn::verify
