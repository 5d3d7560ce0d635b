#pragma once

#include <optional>

#include "verify/theorem/judge/judge.hpp"

namespace featdyn::verify {

/// `A <= B`, `A = B within 10%`, `A = Theta(B)`.
struct Relation {
  formula::Expression left;
  formula::Comparison comparison = formula::Comparison::equal;
  formula::Expression right;
  formula::Tolerance tolerance = {};
  std::optional<formula::Growth> growth = {};
};

/// Its sides: constants that multiply either go into `factor`, so that it says left .. factor x law.
struct Sides {
  Array left, law;
  double factor;
  double tolerance;  ///< 0 where nothing was said
};
Sides sides_of(const Relation& relation, const Judging& judging);

/// One place of it.
struct Instance {
  const Relation& relation;
  double left, law, factor, tolerance;
  Spot spot;
};
Reading read(const Instance& instance);

/// Equality without a tolerance is up to rounding of the run, relative to the larger side.
inline constexpr double rounding = 1e-9;

}  // namespace featdyn::verify
