#pragma once

#include <optional>
#include <vector>

#include "verify/ranges/range_question.hpp"

namespace featdyn::verify {

/// A part of `whole` that none of the boxes holds; nothing where they cover it. All have the same names. Boxes are
/// closed, ends are exact. Throws std::length_error where boxes overlap so much that it would take too long to
/// say: boxes of a subdivision never do.
std::optional<RangeBox> first_gap(const RangeBox& whole, const std::vector<RangeBox>& boxes);

}  // namespace featdyn::verify
