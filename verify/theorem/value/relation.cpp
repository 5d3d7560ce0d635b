#include "verify/theorem/value/relation.hpp"

#include <algorithm>
#include <cmath>

#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

using formula::Comparison;
using formula::Growth;

/// (room - distance) / the larger: 0 where both are 0.
double margin_of(double distance, double room) {
  const double size = larger(std::abs(distance), std::abs(room));
  return size == 0 ? 0 : (room - distance) / size;
}

/// |A - B| against what is allowed of it.
void read_percentage(const Instance& at, double right, Reading& reading) {
  const double distance = std::abs(at.left - right), room = std::abs(right) * at.tolerance / 100;
  reading.holds = distance <= room;
  reading.margin = margin_of(distance, room);
  reading.needed = distance == 0 ? 0 : 100 * distance / std::abs(right);
}

/// A / B between 1 / factor and factor.
void read_factor(const Instance& at, double right, Reading& reading) {
  const double ratio = at.left / right, apart = ratio > 0 ? larger(ratio, 1 / ratio) : NAN;
  reading.holds = apart <= at.tolerance;
  reading.margin = margin_of(apart, at.tolerance);
  reading.needed = apart;
}

void read_equality(const Instance& at, double right, Reading& reading) {
  if (at.relation.tolerance.is_percent) return read_percentage(at, right, reading);
  if (at.relation.tolerance.value) return read_factor(at, right, reading);
  const double distance = std::abs(at.left - right),
               room = rounding * larger(std::abs(at.left), std::abs(right));
  reading.holds = distance <= room;
  reading.margin = margin_of(distance, room);
}

/// The smallest factor on a law > 0 with which left <= factor x law; with a minus sign the largest with which
/// left >= factor x law.
void read_inequality(const Instance& at, double right, Reading& reading) {
  const bool upwards =
      at.relation.comparison == Comparison::less || at.relation.comparison == Comparison::less_equal;
  reading.holds = compare(at.left, at.relation.comparison, right);
  reading.margin = upwards ? margin_of(at.left, right) : margin_of(right, at.left);
  const double ratio = at.law > 0 ? at.left / at.law : NAN;
  reading.needed = upwards ? ratio : -ratio;
}

void read_comparison(const Instance& at, Reading& reading) {
  const double right = at.factor * at.law;
  reading.right = right;
  switch (at.relation.comparison) {
    case Comparison::equal:
      return read_equality(at, right, reading);
    case Comparison::not_equal:
      reading.holds = compare(at.left, Comparison::not_equal, right);
      reading.margin = margin_of(0, at.left - right);
      return;
    default:
      return read_inequality(at, right, reading);
  }
}

}  // namespace

Sides sides_of(const Relation& relation, const Judging& judging) {
  const Law left = without_constants(relation.left, judging.constants),
            right = without_constants(relation.right, judging.constants);
  return {
      .left = evaluate(left.rest, judging.environment),
      .law = evaluate(right.rest, judging.environment),
      .factor = factor_of(right, judging.environment) / factor_of(left, judging.environment),
      .tolerance = relation.tolerance.value ? number_of(relation.tolerance.value, judging.environment) : 0};
}

Reading read(const Instance& at) {
  Reading reading{
      .left = at.left, .right = at.law, .spot = at.spot, .low_spot = at.spot, .high_spot = at.spot};
  const auto& growth = at.relation.growth;
  const double left = growth == Growth::big_o ? std::abs(at.left) : at.left, ratio = left / at.law;
  reading.low = reading.high = std::isfinite(ratio) ? ratio : NAN;
  reading.log_ratio = std::log(ratio);
  reading.log_law = std::log(at.law);
  reading.count = 1;
  if (!growth) {
    read_comparison(at, reading);
    return reading;
  }
  reading.holds = at.law > 0 && std::isfinite(ratio) && (growth == Growth::big_o || ratio > 0);
  reading.margin = reading.holds ? HUGE_VAL : NAN;
  return reading;
}

}  // namespace featdyn::verify
