#include "theory/gaussian_moment.hpp"

#include <vector>

namespace featdyn::theory {

Polynomial gaussian_moment(unsigned k, const Polynomial& v) {
  if (k % 2 == 1) return 0;
  Polynomial moment = 1;
  for (unsigned odd = 1; odd < k; odd += 2) moment = moment * Polynomial(odd) * v;
  return moment;
}

Polynomial isserlis_moment(unsigned i, unsigned j) {
  const Polynomial v_s = Symbol::v_s, c_rs = Symbol::c_rs;
  if (i == 0) return gaussian_moment(j, v_s);
  Polynomial moment;
  if (i >= 2) moment = Polynomial(i - 1) * Symbol::v_r * isserlis_moment(i - 2, j);
  if (j >= 1) moment = moment + Polynomial(j) * c_rs * isserlis_moment(i - 1, j - 1);
  return moment;
}

Polynomial taylor_coefficient(const Polynomial& f, unsigned k, const Polynomial& a) {
  Polynomial derivative = f;
  for (unsigned i = 0; i < k; ++i) derivative = derivative.derivative(Symbol::z);
  return derivative.substitute(Symbol::z, a) * Polynomial(Rational(1) / factorial(k));
}

Polynomial gaussian_expectation(const Polynomial& f, const Polynomial& a, const Polynomial& v) {
  Polynomial expectation;
  for (unsigned k = 0; k <= f.degree(Symbol::z); k += 2)
    expectation = expectation + taylor_coefficient(f, k, a) * gaussian_moment(k, v);
  return expectation;
}

}  // namespace featdyn::theory
