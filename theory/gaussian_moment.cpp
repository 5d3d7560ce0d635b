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
  return isserlis_moments(i, j)[i][j];
}

std::vector<std::vector<Polynomial>> isserlis_moments(unsigned highest_i, unsigned highest_j) {
  const Polynomial v_r = Symbol::v_r, v_s = Symbol::v_s, c_rs = Symbol::c_rs;
  std::vector<std::vector<Polynomial>> moment(highest_i + 1, std::vector<Polynomial>(highest_j + 1));
  for (unsigned i = 0; i <= highest_i; ++i)
    for (unsigned j = 0; j <= highest_j; ++j) {
      if (i == 0) moment[i][j] = gaussian_moment(j, v_s);
      if (i >= 2) moment[i][j] = Polynomial(i - 1) * v_r * moment[i - 2][j];
      if (i >= 1 && j >= 1) moment[i][j] = moment[i][j] + Polynomial(j) * c_rs * moment[i - 1][j - 1];
    }
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
