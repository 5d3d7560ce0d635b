#pragma once

#include <optional>
#include <string>

#include "theory/formula/constant.hpp"
#include "theory/formula/sense.hpp"

namespace featdyn::formula {

/// Two parts that change differently under the classifier's symmetry x -> c x, w -> w/c, sigma_0 ->
/// sigma_0/c, eta -> eta/c^2, under which both sides of a true law change alike.
struct ScaleMismatch {
  Place place;
  std::string definition;  ///< the definition whose formula the place belongs to; empty: the statement's
  std::string sentence;    ///< "the two sides differ in scale: under x -> c x ..."
};

/// The first mismatch of a statement that makes sense. Constants without value (`value_of` gives nothing) may
/// have any scale, 0 too.
std::optional<ScaleMismatch> scale_mismatch(const Condition& statement, const Scope& scope,
                                            const NamedValue& value_of);

}  // namespace featdyn::formula
