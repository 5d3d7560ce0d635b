#pragma once

#include <flint/fmpq.h>

#include <type_traits>

#include "theory/rational.hpp"

/// A Rational as the FLINT number that it is, for the sources that call FLINT.
namespace featdyn::theory {

static_assert(sizeof(Rational) == sizeof(fmpq) && alignof(Rational) == alignof(fmpq) &&
              std::is_same_v<fmpz, long>);

inline fmpq* flint(Rational& x) {
  return reinterpret_cast<fmpq*>(x.raw());
}
inline const fmpq* flint(const Rational& x) {
  return reinterpret_cast<const fmpq*>(x.raw());
}

}  // namespace featdyn::theory
