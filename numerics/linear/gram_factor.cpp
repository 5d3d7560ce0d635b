#include "numerics/linear/gram_factor.hpp"

namespace featdyn::numerics {

using theory::Rational;

std::optional<GramFactor> factor_gram(std::vector<std::vector<Rational>> M) {
  const std::size_t k = M.size();
  GramFactor factor{.L = std::vector<std::vector<Rational>>(k), .D = {}};
  for (std::size_t j = 0; j < k; ++j) {
    const Rational pivot = M[j][j];
    if (pivot < 0) return std::nullopt;
    if (pivot == 0) {  // then a semidefinite matrix has nothing beside it
      for (std::size_t a = j; a < k; ++a)
        if (M[a][j] != 0) return std::nullopt;
      continue;
    }
    factor.D.push_back(pivot);
    for (std::size_t a = 0; a < k; ++a) factor.L[a].push_back(a < j ? Rational(0) : M[a][j] / pivot);
    // M <- M - l D l^T, of which the rows and columns after j are still needed
    for (std::size_t a = j + 1; a < k; ++a)
      for (std::size_t b = j + 1; b < k; ++b) M[a][b] -= factor.L[a].back() * pivot * factor.L[b].back();
  }
  return factor;
}

}  // namespace featdyn::numerics
