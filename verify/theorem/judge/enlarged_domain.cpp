#include "verify/theorem/judge/enlarged_domain.hpp"

#include <cmath>
#include <optional>

#include "numerics/refusal/input_error.hpp"
#include "verify/theorem/domain/parameters.hpp"

namespace featdyn::verify {
namespace {

using Kind = DomainAxis::Kind;

/// The line of points through the middle of the domain along one axis.
class Line {
 public:
  Line(const Domain& domain, const Room& room, std::size_t axis, bool upwards)
      : domain_(domain), room_(room), axis_(axis), middle_(middle_of(domain)) {
    const DomainAxis& along = domain.axes()[axis];
    direction_ = {.name = along.text, .upwards = upwards};
    direction_.farthest = value_ = upwards ? along.high : along.low;
  }

  Direction walked() && {
    for (int k = 0; k < room_.doublings; ++k) {
      const double next = value_ * (direction_.upwards ? 2 : 0.5);
      if (!take(next)) {
        if (direction_.end != Direction::End::cost) approach(next);
        break;
      }
    }
    return std::move(direction_);
  }

 private:
  std::optional<DomainPoint> at(double value) {
    Coordinates coordinates = middle_;
    coordinates[axis_] = value;
    try {
      DomainPoint point = domain_.at(coordinates);
      direction_.end = Direction::End::assumption;
      if (!room_.is_admitted(point)) return std::nullopt;
      direction_.end = Direction::End::cost;
      if (!room_.is_affordable(point)) return std::nullopt;
      direction_.end = Direction::End::looked_no_further;
      return point;
    } catch (const numerics::InputError&) {
    } catch (const std::invalid_argument&) {
    }
    direction_.end = Direction::End::settings;
    return std::nullopt;
  }

  bool take(double value) {
    auto point = at(value);
    if (!point) return false;
    direction_.points.push_back(std::move(*point));
    direction_.farthest = value_ = value;
    return true;
  }

  /// The admitted value nearest to one that is not, to about a part in a hundred.
  void approach(double refused) {
    const auto end = direction_.end;
    double inside = value_, outside = refused;
    std::optional<DomainPoint> best;
    for (int k = 0; k < 7; ++k) {
      const double between = std::sqrt(inside * outside);
      auto point = at(between);
      (point ? inside : outside) = between;
      if (point) best = std::move(point);
    }
    if (best && std::abs(std::log(inside / value_)) > 0.05) {
      direction_.points.push_back(std::move(*best));
      direction_.farthest = inside;
    }
    direction_.end = end;
  }

  const Domain& domain_;
  const Room& room_;
  std::size_t axis_;
  Coordinates middle_;
  Direction direction_;
  double value_;
};

}  // namespace

Coordinates middle_of(const Domain& domain) {
  Coordinates middle;
  for (const DomainAxis& axis : domain.axes()) {
    if (axis.kind == Kind::range)
      middle.push_back(axis.low > 0 ? std::sqrt(axis.low * axis.high) : (axis.low + axis.high) / 2);
    else if (axis.kind == Kind::list)
      middle.push_back(axis.values[axis.values.size() / 2]);
    else
      middle.push_back(0);
  }
  return middle;
}

std::vector<Direction> enlarged(const Domain& domain, const Room& room) {
  std::vector<Direction> directions;
  for (std::size_t axis = 0; axis < domain.axes().size(); ++axis) {
    const DomainAxis& along = domain.axes()[axis];
    if (along.kind == Kind::words || !(along.low > 0)) continue;
    for (const bool upwards : {false, true}) directions.push_back(Line(domain, room, axis, upwards).walked());
  }
  return directions;
}

}  // namespace featdyn::verify
