#pragma once

#include <optional>
#include <vector>

#include "theory/matrix_program.hpp"

namespace featdyn::theory {

/// phi_k(a, v), entry by entry, for k = 0 .. degree, from the polynomials in (a_r, v_r) of theory/kernel.hpp.
/// a: neurons x patches, v: a column over neurons. A phi_k free of a is a column. Their derivatives are
/// known: d phi_k/da = phi_{k+1}, d phi_k/dv = phi_{k+2}/2 (Price's theorem).
class HermiteMatrices {
 public:
  HermiteMatrices(const std::vector<Polynomial>& phi, Matrix a, Matrix v);
  /// phi_0 and phi_1 of a function that numerics/ knows by name.
  HermiteMatrices(const std::string& function, Matrix a, Matrix v)
      : values_{noise_mean(function, 0, a, v), noise_mean(function, 1, a, v)} {}
  /// phi_k, nothing where phi_k = 0 or, for a named function, k > 1.
  std::optional<Matrix> operator[](std::size_t k) const;
  std::size_t size() const { return values_.size(); }

 private:
  std::vector<std::optional<Matrix>> values_;
};

/// X, X o X, ... up to the given power (at index power - 1), each with its derivative k X^(k-1) known.
std::vector<Matrix> entrywise_powers(Matrix x, unsigned highest);

}  // namespace featdyn::theory
