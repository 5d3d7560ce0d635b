#pragma once

#include <string>
#include <vector>

#include "verify/experiment/study.hpp"

namespace featdyn::verify {

/// A setting of a grid and what it stands for.
struct Point {
  numerics::Settings settings;
  TwoPatch numbers;
  int seed;
};

/// The settings with "key=value" overrides for seeds 0 .. seeds - 1, those that meet Condition 3.1 only.
std::vector<Point> admissible(const Study& study, const numerics::Settings& base,
                              const std::vector<std::vector<std::string>>& overrides, int seeds);

/// Their settings alone, for run_grid.
std::vector<numerics::Settings> settings_of(const std::vector<Point>& points);

/// Overrides that multiply d by `factor`, sigma_0 by its inverse root and eta by its inverse: |w_r(0)| and
/// the number of steps to T_xi stay, and Condition 3.1 with them (up to T_1 only eta x step matters).
std::vector<std::string> scaled_dimension(const numerics::Settings& base, double factor);
/// These, and |mu| such that n SNR^2 is x.
std::vector<std::string> scaled_dimension(const numerics::Settings& base, double factor, double x);

/// `count` numbers from low to high, equidistant in their logarithms.
std::vector<double> logarithmic(double low, double high, int count);

/// "n SNR^2 = 0.75, d = 1000, n = 30, m = 20, seed 3", for `where`.
std::string place(const Point& point);

}  // namespace featdyn::verify
