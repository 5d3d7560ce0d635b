#include "theory/entrywise.hpp"

#include <algorithm>

#include "theory/accumulate.hpp"

namespace featdyn::theory {
namespace {

/// A polynomial in v_r alone as a column; its powers of v are v_powers[i - 1].
Matrix column(const Polynomial& of_v, const std::vector<Matrix>& v_powers, Matrix ones) {
  std::optional<Matrix> result;
  for (unsigned i = 0; i <= of_v.degree(Symbol::v_r); ++i)
    if (const Polynomial factor = of_v.coefficient(Symbol::v_r, i); !factor.is_zero())
      accumulate(result, factor * (i == 0 ? ones : v_powers[i - 1]));
  return *result;
}

struct Powers {
  std::vector<Matrix> a, v;
  Matrix ones;
};

/// A polynomial in (a_r, v_r): sum_j (column in v) o a^j; nothing for 0.
std::optional<Matrix> entrywise(const Polynomial& phi, const Powers& powers) {
  std::optional<Matrix> result;
  for (unsigned j = phi.degree(Symbol::a_r) + 1; j-- > 0;) {
    const Polynomial factor = phi.coefficient(Symbol::a_r, j);
    if (factor.is_zero()) continue;
    if (j == 0)
      accumulate(result, column(factor, powers.v, powers.ones));
    else if (factor.degree(Symbol::v_r) == 0)
      accumulate(result, factor * powers.a[j - 1]);
    else
      accumulate(result, hadamard(powers.a[j - 1], column(factor, powers.v, powers.ones)));
  }
  return result;
}

}  // namespace

std::vector<Matrix> entrywise_powers(Matrix x, unsigned highest) {
  std::vector<Matrix> powers{x};
  while (powers.size() < highest) {
    const Matrix next = hadamard(powers.back(), x);
    const Polynomial k(static_cast<long>(powers.size()) + 1);
    x.program->set_partials(next, {{.operand = x.node, .factor = k, .derivative = powers.back().node}});
    powers.push_back(next);
  }
  return powers;
}

HermiteMatrices::HermiteMatrices(const std::vector<Polynomial>& phi, Matrix a, Matrix v) {
  const unsigned a_degree = phi[0].degree(Symbol::a_r), v_degree = phi[0].degree(Symbol::v_r);
  MatrixProgram& program = *a.program;
  const Powers powers{.a = entrywise_powers(a, std::max(a_degree, 1U)),
                      .v = entrywise_powers(v, std::max(v_degree, 1U)),
                      .ones = program.ones(v.shape())};
  for (const Polynomial& phi_k : phi) values_.push_back(entrywise(phi_k, powers));
  for (std::size_t k = 0; k < values_.size(); ++k) {
    if (!values_[k] || values_[k]->node == a.node) continue;
    std::vector<Partial> partials;
    if (const auto next = (*this)[k + 1])
      partials.push_back({.operand = a.node, .factor = 1, .derivative = next->node});
    if (const auto next = (*this)[k + 2])
      partials.push_back({.operand = v.node, .factor = Polynomial(Rational(1, 2)), .derivative = next->node});
    program.set_partials(*values_[k], std::move(partials));
  }
}

std::optional<Matrix> HermiteMatrices::operator[](std::size_t k) const {
  return k < values_.size() ? values_[k] : std::nullopt;
}

}  // namespace featdyn::theory
