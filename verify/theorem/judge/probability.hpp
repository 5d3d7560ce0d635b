#pragma once

#include <vector>

#include "verify/finding/finding.hpp"

namespace featdyn::verify {

/// How often something happened.
struct Share {
  int successes = 0, trials = 0;
  double value() const { return static_cast<double>(successes) / trials; }
};

/// What is outside of an interval on either side.
inline constexpr double tail_of_level = (1 - confidence) / 2;
/// Clopper and Pearson's exact interval of a probability, `tail` outside on either side.
Range exact_interval(const Share& share, double tail = tail_of_level);

/// How many runs without one that breaks a statement show, at that level, that it holds with a probability;
/// 1 where it is to hold always.
int runs_to_show(double probability);

/// After how many runs a point is looked at: `least`, then as many as can show the probability, doubled up to
/// `most`.
std::vector<int> looks(double probability, int least, int most);

/// Whether a statement holds with a probability at a point. To hold it must at every point, each of which is
/// asked alone; to fail it is enough that it does at one of `points` in one of so many looks, which share
/// the level.
struct Level {
  int points = 1, looks = 1;
};
Verdict decide(const Share& share, double probability, const Level& level);

/// The p-quantile of a list with its exact 95 % interval by order statistics; an end that so few runs do not
/// have is infinite. For p = 1 the largest, and nothing above it is excluded.
struct Quantile {
  double value;
  Range interval;
};
Quantile quantile(std::vector<double> values, double p);

}  // namespace featdyn::verify
