#include "verify/ranges/covering.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace featdyn::verify {
namespace {

using Boxes = std::vector<const RangeBox*>;

/// Whether the box reaches into the inside of the region, along every name.
bool reaches_into(const RangeBox& box, const RangeBox& region) {
  for (std::size_t k = 0; k < region.from.size(); ++k)
    if (!is_below(box.from[k], region.to[k]) || !is_below(region.from[k], box.to[k])) return false;
  return true;
}

bool holds(const RangeBox& box, const RangeBox& region) {
  for (std::size_t k = 0; k < region.from.size(); ++k)
    if (is_below(region.from[k], box.from[k]) || is_below(box.to[k], region.to[k])) return false;
  return true;
}

/// A plane through a region at an end of a box.
struct Cut {
  std::size_t name;
  RangeEnd at;
  std::size_t larger_side = std::numeric_limits<std::size_t>::max();
};

/// The plane at the middle one of the boxes' ends inside the region along a name; nothing where there is none.
std::optional<Cut> middle_cut(const RangeBox& region, const Boxes& boxes, std::size_t name) {
  std::vector<RangeEnd> ends;
  for (const RangeBox* box : boxes)
    for (const RangeEnd& end : {box->from[name], box->to[name]})
      if (is_below(region.from[name], end) && is_below(end, region.to[name])) ends.push_back(end);
  if (ends.empty()) return std::nullopt;
  const auto middle = ends.begin() + std::ssize(ends) / 2;
  std::ranges::nth_element(ends, middle, is_below);
  Cut cut{.name = name, .at = *middle};
  std::size_t below = 0, above = 0;
  for (const RangeBox* box : boxes)
    below += is_below(box->from[name], cut.at), above += is_below(cut.at, box->to[name]);
  cut.larger_side = std::max(below, above);
  return cut;
}

class Covering {
 public:
  explicit Covering(std::size_t boxes) : left_(1000 + 200 * boxes) {}

  std::optional<RangeBox> gap(const RangeBox& region, const Boxes& candidates) {
    if (left_-- == 0) throw std::length_error("boxes that overlap too much");
    Boxes boxes;
    for (const RangeBox* box : candidates)
      if (reaches_into(*box, region)) boxes.push_back(box);
    if (boxes.empty()) return region;
    if (std::ranges::any_of(boxes, [&](const RangeBox* box) { return holds(*box, region); }))
      return std::nullopt;
    const Cut cut = best_cut(region, boxes);
    RangeBox below = region, above = region;
    below.to[cut.name] = above.from[cut.name] = cut.at;
    if (auto found = gap(below, boxes)) return found;
    return gap(above, boxes);
  }

 private:
  /// There is one: no box holds the region, so that one ends inside.
  static Cut best_cut(const RangeBox& region, const Boxes& boxes) {
    std::optional<Cut> best;
    for (std::size_t name = 0; name < region.from.size(); ++name)
      if (const auto cut = middle_cut(region, boxes, name))
        if (!best || cut->larger_side < best->larger_side) best = cut;
    return best.value();
  }

  std::size_t left_;  ///< regions that may still be looked at
};

}  // namespace

std::optional<RangeBox> first_gap(const RangeBox& whole, const std::vector<RangeBox>& boxes) {
  Boxes all;
  for (const RangeBox& box : boxes) all.push_back(&box);
  return Covering(boxes.size()).gap(whole, all);
}

}  // namespace featdyn::verify
