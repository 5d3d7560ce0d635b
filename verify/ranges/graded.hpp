#pragma once

#include <map>
#include <string>

#include "numerics/scalar/enclosures.hpp"
#include "theory/rational.hpp"

namespace featdyn::verify {

/// A number over a box of parameters: prod_name name^power (value + epsilon slope), where names are positive,
/// powers exact, value and slope enclosures, and epsilon = m^(-1/2). So n SNR^2 / (n SNR^2) is exactly 1 over any
/// box, and a distance from the limit m -> infinity is epsilon times something, down to epsilon = 0.
template <class R>
struct Graded {
  std::map<std::string, theory::Rational> powers = {};  ///< none is 0
  R value = R(0), slope = R(0);
};
template <class R>
Graded<R> graded(const R& value) {
  return {{}, value, R(0)};
}
template <class R>
Graded<R> graded_name(const std::string& name) {
  return {{{name, theory::Rational(1)}}, R(1), R(0)};
}

/// What is certain of a number's sign everywhere in a box, m being finite.
struct Sign {
  bool positive = false, not_negative = false, negative = false, not_positive = false;
};

/// What names mean in a box, and arithmetic there. R is Ball or Interval.
template <class R>
class GradedArithmetic {
 public:
  std::map<std::string, R> ranges = {};    ///< of the box's coordinates, > 0; of m only where it is bounded
  std::map<std::string, R> inverses = {};  ///< 1/x of coordinates x without end, >= 0
  std::map<std::string, Graded<R>> meanings = {};  ///< of names that stand for others
  R epsilon = R(0);

  Graded<R> product(const Graded<R>& x, const Graded<R>& y) const;
  /// x^power of x > 0, or of any x with an integer >= 0; else what comes out is no number.
  Graded<R> power(const Graded<R>& x, const theory::Rational& power) const;
  Graded<R> sum(const Graded<R>& x, const Graded<R>& y) const;
  Graded<R> negative(Graded<R> x) const;
  Graded<R> absolute(Graded<R> x) const;
  /// All its values; the whole line where m without end lets them grow.
  R values(const Graded<R>& x) const;
  Sign sign(const Graded<R>& x) const;

 private:
  Graded<R> expanded(const Graded<R>& x) const;
  Graded<R> folded(Graded<R> x) const;
  R collapsed(const Graded<R>& x) const { return x.value + epsilon * x.slope; }
  void take_in(Graded<R>& x, const theory::Rational& power) const;
};

}  // namespace featdyn::verify
