#include "verify/ranges/range_proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/ranges/range_scene.hpp"

namespace featdyn::verify {
namespace {

using numerics::Ball;
using theory::Rational;
using Kind = RangePart::Kind;

constexpr long proof_bits = 80;

/// x as a decimal with few digits, so that certificates are short; where it is strictly between the ends.
RangeEnd rounded(double x, const RangeEnd& from, const RangeEnd& to) {
  for (const int digits : {3, 5, 8, 12, 17}) {
    const RangeEnd candidate = theory::rational_from_decimal(fmt::format("{:.{}g}", x, digits));
    if (is_below(from, candidate) && is_below(candidate, to)) return candidate;
  }
  return std::nullopt;
}

double number(const RangeEnd& end) {
  return end ? static_cast<double>(*end) : HUGE_VAL;
}

/// Between the ends: the geometric mean, of m what halves m^(-1/2).
double middle(const std::string& name, const RangeEnd& from, const RangeEnd& to) {
  if (name != "m") return std::sqrt(number(from) * number(to));
  const double sum = 1 / std::sqrt(number(from)) + 1 / std::sqrt(number(to));
  return 4 / (sum * sum);
}

/// How much the branch changes over a box, roughly: in log v, log sqrt tau, and e.
double spread(const RangeQuestion& question, const RangeBox& box) {
  const RangeScene<Ball> scene(question, box);
  const auto setting = scene.setting(false);
  if (!setting || !question.has_branch) return 0;
  const auto relative = [](const Ball& x) {
    return std::pow(10.0, numerics::log10_width(x)) / std::abs(numerics::midpoint(x));
  };
  constexpr double where_e_bends = 0.16;
  const double root = numerics::midpoint(setting->root_tau), e = numerics::midpoint(setting->epsilon) / root;
  const double width_of_e = std::pow(10.0, numerics::log10_width(setting->epsilon)) / root;
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
    const RangeEnd at = rounded(middle(question.names[k], box.from[k], box.to[k]), box.from[k], box.to[k]);
    if (!at) continue;
    RangeBox thin = box;
    thin.from[k] = thin.to[k] = at;
    constexpr double tie = 1e-6;  // names that the branch does not depend on, by their own width
    const double gain =
        whole - spread(question, thin) +
        tie * std::min(1.0, std::abs(1 / std::sqrt(number(box.from[k])) - 1 / std::sqrt(number(box.to[k]))) *
                                std::sqrt(number(box.from[k])));
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
Truth concluded(const RangeScene<R>& scene, const RangePart& part, bool has_branch) {
  if (!has_branch) return scene.concluded({});
  const auto setting = scene.setting(part.strong);
  if (!setting) return Truth::unknown;
  const auto branch = numerics::enclose_wide_branch(*setting, part.trial);
  return branch ? scene.concluded(branch) : Truth::unknown;
}

RangePart judged(const RangeQuestion& question, const RangeBox& box) {
  RangePart part{.kind = Kind::open, .box = box};
  const RangeScene<Ball> scene(question, box);
  if (scene.is_excluded()) {
    part.kind = Kind::excluded;
    return part;
  }
  if (question.has_branch) {
    const auto weak = scene.setting(false);
    if (!weak) return part;
    part.strong = numerics::midpoint(weak->strength) > 1;
    const auto trial = numerics::find_trial_box(*scene.setting(part.strong));
    if (!trial) return part;
    part.trial = *trial;
  }
  const Truth truth = concluded(scene, part, question.has_branch);
  if (truth == Truth::yes) part.kind = Kind::proved;
  if (truth == Truth::no && scene.assumed() == Truth::yes) part.kind = Kind::refuted;
  if (truth != Truth::yes && !has_whole_width(question, box)) part.kind = Kind::excluded;
  return part;
}

struct Waiting {
  RangeBox box;
  int halvings;
};

}  // namespace

const char* name(Kind kind) {
  switch (kind) {
    case Kind::proved:
      return "proved";
    case Kind::excluded:
      return "excluded";
    case Kind::refuted:
      return "refuted";
    case Kind::open:
      return "open";
  }
  return "";
}

std::size_t RangeProof::count(Kind kind) const {
  return static_cast<std::size_t>(std::ranges::count(parts, kind, &RangePart::kind));
}
const RangePart* RangeProof::first(Kind kind) const {
  const auto found = std::ranges::find(parts, kind, &RangePart::kind);
  return found == parts.end() ? nullptr : &*found;
}

RangeProof prove(const RangeQuestion& question, const RangeEffort& effort, const RangeProgress& progress) {
  const numerics::PrecisionScope scope(proof_bits);
  RangeProof proof;
  std::vector<Waiting> waiting{{question.whole, 0}};
  double decided = 0;
  bool is_refuted = false;
  for (long looked_at = 0; !waiting.empty(); ++looked_at) {
    const Waiting now = waiting.back();
    waiting.pop_back();
    const bool goes_on = looked_at < effort.most_boxes && !is_refuted;
    RangePart part = goes_on ? judged(question, now.box) : RangePart{.kind = Kind::open, .box = now.box};
    if (goes_on && part.kind == Kind::open && now.halvings < effort.most_halvings)
      if (auto two = halves(question, now.box)) {
        waiting.push_back({std::move(two->second), now.halvings + 1});
        waiting.push_back({std::move(two->first), now.halvings + 1});
        continue;
      }
    is_refuted = is_refuted || part.kind == Kind::refuted;
    proof.parts.push_back(std::move(part));
    decided += std::ldexp(1.0, -now.halvings);
    progress(decided);
  }
  return proof;
}

template <class R>
bool is_as_said(const RangeQuestion& question, const RangePart& part) {
  const numerics::PrecisionScope scope(proof_bits);
  const RangeScene<R> scene(question, part.box);
  switch (part.kind) {
    case Kind::proved:
      return concluded(scene, part, question.has_branch) == Truth::yes;
    case Kind::excluded:
      return scene.is_excluded() || !has_whole_width(question, part.box);
    case Kind::refuted:
      return scene.assumed() == Truth::yes && has_whole_width(question, part.box) && concluded(scene, part, question.has_branch) == Truth::no;
    case Kind::open:
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
