#pragma once

#include "verify/theorem/judge/inquiry.hpp"

namespace featdyn::verify {

/// A formula of [figure] over the domain: the mean over the seeds of each point, with the least and the greatest.
struct FigureValue {
  double x, y;  ///< y: NaN for curves
  double mean, low, high;
  int seeds;
};
struct FigureSeries {
  std::string title;   ///< the formula, and the other names' values where they vary: "loss(end), d = 400"
  std::string beside;  ///< the latter alone
  std::vector<FigureValue> values;
};
/// A line in the plane of a heat map along which a contour's sides are equal.
struct FigureContour {
  std::string title;
  std::vector<std::pair<double, double>> places;
};
struct FigureValues {
  std::vector<FigureSeries> series;
  std::vector<FigureContour> contours;
};

/// Runs the theorem's domain, within its assumptions, and evaluates the figure there. Throws InputError where
/// the figure's formulas make no sense.
FigureValues values_of(const TheoremFigure& figure, const Theorem& theorem, const TheoremOptions& options);

}  // namespace featdyn::verify
