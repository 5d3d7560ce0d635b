#pragma once

#include "verify/theorem/judge/exponents.hpp"
#include "verify/theorem/judge/inquiry.hpp"

namespace featdyn::verify {

/// What was found of one conclusion.
struct Answer {
  Verdict verdict = Verdict::undecided;
  /// Its runs with the least margin (of all but those that the probability lets fail).
  Reading worst = all_of_none();
  std::string where = {};
  int worst_seed = 0;
  std::optional<std::size_t> worst_point = {};  ///< of the trials
  std::optional<double> computed = {}, error = {}, bound = {};
  std::optional<double> constant = {}, exponent = {};
  std::optional<Range> constant_interval = {}, exponent_interval = {};
  std::vector<Exponent> exponents = {};  ///< of A/B in every name that was varied
  std::string sentence = {};
  double met = 0, asked = 0;  ///< how often a premise held
};

/// The run that decides a conclusion, or all of them together: the one with the least margin where all have to hold,
/// else the one below whose margin no more than the share 1 - p of the runs of its point lies; of the point where that
/// is least. Null where there is no run.
const Trial* deciding_run(const Inquiry& inquiry, std::optional<std::size_t> conclusion);

/// Of every conclusion but crossings, after the runs.
Answer answer_of(const Inquiry& inquiry, std::size_t conclusion);
/// Of all of them together, from theirs.
Answer joint_answer(const Inquiry& inquiry, const std::vector<Answer>& answers);

/// Whether A/B has an exponent in a name that a law of order does not have: undecided where the interval reaches
/// over the limit. Of O (Omega) only one that makes A/B large (small) towards an end at which the domain does
/// not end.
struct OpenEnds {
  bool below = true, above = true;
};
Verdict verdict_of(const Exponent& exponent, const formula::Order& order, const OpenEnds& open);
/// Where a name was enlarged and did not come to an end of the assumptions or settings.
OpenEnds open_ends(const std::vector<Direction>& directions, const std::string& name);

}  // namespace featdyn::verify
