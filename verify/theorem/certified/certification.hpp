#pragma once

#include <map>

#include "verify/finding/truth.hpp"
#include "verify/theorem/judge/answer.hpp"

namespace featdyn::verify {

/// What enclosures of the exact runs say of statements that were judged in double: both sides in balls, at given steps
/// or in the stationary point that is `rest`.
class Certification {
 public:
  explicit Certification(const Inquiry& inquiry) : inquiry_(inquiry) {}

  struct Result {
    bool is_certified = false;
    std::string detail = {};  ///< what was enclosed, or why not; empty of what speaks of many runs
  };
  /// The answer's verdict becomes what is certain: that it holds in every run of a domain without ranges, that it fails
  /// in the worst one. Each theorem has a limit of work; it is told where that leaves something out.
  Result settle(std::size_t conclusion, Answer& answer);

 private:
  /// Of one run, by conclusion.
  struct Truths {
    std::vector<Truth> of;
    std::vector<std::string> why;  ///< where it is unknown
    int digits = 0;
  };
  const Truths& truths(std::size_t point, int seed);
  Truths judged(std::size_t point, int seed);
  bool speaks_of_given_runs() const;
  static Result refuted(const Truths& by, Answer& answer);
  Result confirmed(std::size_t conclusion, Answer& answer);

  const Inquiry& inquiry_;
  std::map<std::pair<std::size_t, int>, Truths> known_;
  double work_ = 0;  ///< products of numbers so far
};

}  // namespace featdyn::verify
