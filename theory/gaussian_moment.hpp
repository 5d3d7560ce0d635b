#pragma once

#include <vector>

#include "theory/polynomial.hpp"

namespace featdyn::theory {

/// E[Z^k] = (k-1)!! v^{k/2} for even k, 0 for odd k; Z ~ N(0, v). E.g. k = 4: 3 v^2.
Polynomial gaussian_moment(unsigned k, const Polynomial& v);

/// E[Z_r^i Z_s^j] by Isserlis' theorem, (Z_r, Z_s) ~ N(0, [[v_r, c_rs], [c_rs, v_s]]): pair the first Z_r
/// with every other factor, E[Z_r^i Z_s^j] = (i-1) v_r E[Z_r^{i-2} Z_s^j] + j c_rs E[Z_r^{i-1} Z_s^{j-1}].
/// E.g. i = j = 2: v_r v_s + 2 c_rs^2.
Polynomial isserlis_moment(unsigned i, unsigned j);
/// All of them up to the given powers, [i][j].
std::vector<std::vector<Polynomial>> isserlis_moments(unsigned highest_i, unsigned highest_j);

/// E[f(a + Z)], Z ~ N(0, v), for a polynomial f in z: sum_k f^(k)(a) / k! E[Z^k]. E.g. f = z^2: a^2 + v.
Polynomial gaussian_expectation(const Polynomial& f, const Polynomial& a, const Polynomial& v);

/// The k-th Taylor coefficient f^(k)(a) / k! of a polynomial f in z.
Polynomial taylor_coefficient(const Polynomial& f, unsigned k, const Polynomial& a);

}  // namespace featdyn::theory
