#pragma once

#include <functional>

#include "numerics/points/wide_branch.hpp"
#include "verify/ranges/range_question.hpp"

namespace featdyn::verify {

/// What was found of one box. Proved: every point of it satisfies the conclusions. Excluded: at every point an
/// assumption is broken, or m is no whole number. Refuted: assumptions hold and conclusions are wrong at every point. Open: none of these.
struct RangePart {
  enum class Kind { proved, excluded, refuted, open };
  Kind kind;
  RangeBox box;
  numerics::WideChart chart = numerics::WideChart::weak;  ///< of the branch
  numerics::TrialBox trial = {};  ///< of a proved or refuted box whose question has a branch
};
const char* name(RangePart::Kind kind);
const char* name(numerics::WideChart chart);

/// The domain in parts.
struct RangeProof {
  std::vector<RangePart> parts;
  std::size_t count(RangePart::Kind kind) const;
  /// The first part of that kind; null where there is none.
  const RangePart* first(RangePart::Kind kind) const;
};

/// How far: the share of the domain that is decided.
using RangeProgress = std::function<void(double share)>;

struct RangeEffort {
  long most_boxes = 300'000;  ///< that are looked at
  int most_halvings = 48;     ///< of the domain, down to one box
};

/// Proves in Arb's balls, halving what resists. What still resists at the end of the effort is open, never left out;
/// it ends early where a box is refuted.
RangeProof prove(const RangeQuestion& question, const RangeEffort& effort, const RangeProgress& progress);

/// Whether a part is what it says, in numbers of type R (Interval: the check of what Ball has proved).
template <class R>
bool is_as_said(const RangeQuestion& question, const RangePart& part);

/// "n SNR^2 in [0.1, 0.2], m in [20, inf)".
std::string text_of(const RangeQuestion& question, const RangeBox& box);

}  // namespace featdyn::verify
