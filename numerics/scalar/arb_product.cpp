#include "numerics/scalar/arb_product.hpp"

#include <algorithm>
#include <optional>

#include "numerics/scalar/fixed_point.hpp"
#include "numerics/scalar/product_costs.hpp"
#include "numerics/scalar/product_radius.hpp"
#include "numerics/scalar/residue_product.hpp"

namespace featdyn::numerics {
namespace {

constexpr slong operand_guard_bits = 64;      // kept below the working precision of a line's largest entry
constexpr Index results_at_once = 1 << 18;    // numbers of a block of results
constexpr Index dots_worth_threads = 20'000;  // multiply-adds of a product that is spread over threads

/// The rows of a block: all of a symmetric product, whose residues fit in memory if the numbers do.
Index rows_at_once(const ArbLines& x, const ArbLines& y, bool symmetric) {
  return symmetric ? x.lines : std::min(x.lines, std::max<Index>(results_at_once / y.lines, 16));
}

void add_power_of_two(mag_ptr x, slong exponent) {
  mag_t power;
  mag_init(power);
  mag_set_ui_2exp_si(power, 1, exponent);
  mag_add(x, x, power);
  mag_clear(power);
}

/// What one entry may be off: by its operands' radii, by what was cut off, by its rounding.
void write_radius(const ProductRadius& radius, const ResidueProduct& product, Index i, Index j, bool rounded,
                  arb_ptr entry) {
  radius.write(i, j, arb_radref(entry));
  if (rounded) arf_mag_add_ulp(arb_radref(entry), arb_radref(entry), arb_midref(entry), working_bits());
  if (!product.is_exact()) add_power_of_two(arb_radref(entry), product.log2_cut(i, j));
}

using DotFunction = void (*)(arb_t, const arb_t, int, arb_srcptr, slong, arb_srcptr, slong, slong, slong);

}  // namespace

template <bool rigorous>
bool multiply_by_residues(Factor<ArbNumber<rigorous>> x, Factor<ArbNumber<rigorous>> y, bool symmetric,
                          Matrix<ArbNumber<rigorous>>& result) {
  const ArbLines rows = lines_of(x), columns = lines_of<ArbNumber<rigorous>>({y.matrix, !y.transposed});
  const slong bits = working_bits();
  if (rows.lines == 0 || columns.lines == 0 || rows.length == 0) return false;
  const auto x_scale = scale_of(rows, bits + operand_guard_bits),
             y_scale = scale_of(columns, bits + operand_guard_bits);
  if (!x_scale || !y_scale) return false;
  if (ResidueProduct::bits_needed(*x_scale, *y_scale, rows.length) > ResidueSystem::most_bits) return false;
  std::optional<ProductRadius> radius;
  if constexpr (rigorous) radius.emplace(rows, columns);
  ResidueProduct product(rows, columns, *x_scale, *y_scale);
  const Index height = rows_at_once(rows, columns, symmetric);
  for (Index first = 0; first < rows.lines; first += height) {
    const ProductBlock block{.first = first,
                             .rows = std::min(height, rows.lines - first),
                             .columns = columns.lines,
                             .lower = symmetric};
    const BlockDigits digits = product.compute(block);
#pragma omp parallel for schedule(static) if (digits.stride > 500)
    for (Index i = 0; i < block.rows; ++i) {
      const PrecisionScope scope(bits);
      for (Index j = 0; j < block.length(i); ++j) {
        arb_ptr const entry = result(first + i, j).raw();
        const bool rounded = write_number(digits.at + block.start(i) + j, digits.stride, digits.count,
                                          product.bottom(first + i, j), bits, arb_midref(entry));
        if constexpr (rigorous) write_radius(*radius, product, first + i, j, rounded, entry);
        if (symmetric && i != j) arb_set(result(j, i).raw(), entry);
      }
    }
  }
  return true;
}

template <bool rigorous>
void multiply_by_dots(Factor<ArbNumber<rigorous>> x, Factor<ArbNumber<rigorous>> y, bool symmetric,
                      Matrix<ArbNumber<rigorous>>& result) {
  const ArbLines rows = lines_of(x), columns = lines_of<ArbNumber<rigorous>>({y.matrix, !y.transposed});
  constexpr DotFunction dot = rigorous ? &arb_dot : &arb_approx_dot;
  const slong bits = working_bits();
#pragma omp parallel for schedule(static) if (result.size() * rows.length > dots_worth_threads)
  for (Index i = 0; i < result.rows(); ++i)
    for (Index j = 0; j < (symmetric ? i + 1 : result.cols()); ++j) {
      dot(result(i, j).raw(), nullptr, 0, rows.at + i * rows.down, rows.across, columns.at + j * columns.down,
          columns.across, rows.length, bits);
      if (symmetric && i != j) arb_set(result(j, i).raw(), result(i, j).raw());
    }
}

namespace {

bool residues_pay(Index rows, Index columns, Index inner, bool symmetric, bool rigorous) {
  const ProductCosts cost = product_costs(static_cast<double>(working_bits()), 20);
  const auto numbers = static_cast<double>((rows + columns) * inner),
             results = static_cast<double>(rows * columns) * (symmetric ? 0.5 : 1),
             terms = results * static_cast<double>(inner);
  const double by_residues = cost.call + numbers * cost.number + results * cost.result +
                             terms * cost.multiply_add + (rigorous ? 15 * numbers + 40 * results : 0);
  return by_residues < terms * (cost.term + (rigorous ? 4 : 0));
}

template <bool rigorous>
void multiply_arb(Factor<ArbNumber<rigorous>> x, Factor<ArbNumber<rigorous>> y, bool symmetric,
                  Matrix<ArbNumber<rigorous>>& result) {
  const Index inner = x.transposed ? x.matrix.rows() : x.matrix.cols();
  if (residues_pay(result.rows(), result.cols(), inner, symmetric, rigorous) &&
      multiply_by_residues(x, y, symmetric, result))
    return;
  multiply_by_dots(x, y, symmetric, result);
}

}  // namespace

template bool multiply_by_residues<false>(Factor<BigReal>, Factor<BigReal>, bool, Matrix<BigReal>&);
template bool multiply_by_residues<true>(Factor<Ball>, Factor<Ball>, bool, Matrix<Ball>&);
template void multiply_by_dots<false>(Factor<BigReal>, Factor<BigReal>, bool, Matrix<BigReal>&);
template void multiply_by_dots<true>(Factor<Ball>, Factor<Ball>, bool, Matrix<Ball>&);

template <>
void multiply<BigReal>(Factor<BigReal> x, Factor<BigReal> y, Matrix<BigReal>& result) {
  multiply_arb(x, y, false, result);
}

template <>
void multiply<Ball>(Factor<Ball> x, Factor<Ball> y, Matrix<Ball>& result) {
  multiply_arb(x, y, false, result);
}

template <>
void multiply_symmetric<BigReal>(Factor<BigReal> x, Factor<BigReal> y, Matrix<BigReal>& result) {
  multiply_arb(x, y, true, result);
}

template <>
void multiply_symmetric<Ball>(Factor<Ball> x, Factor<Ball> y, Matrix<Ball>& result) {
  multiply_arb(x, y, true, result);
}

}  // namespace featdyn::numerics
