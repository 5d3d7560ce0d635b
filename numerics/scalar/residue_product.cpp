#include "numerics/scalar/residue_product.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "numerics/linear/instruction_set.hpp"
#include "numerics/scalar/fixed_point.hpp"

namespace featdyn::numerics {
namespace {

constexpr Index operands_at_once = 1 << 16;       // of the operands' parts whose residues are there at a time
constexpr Index products_worth_threads = 20'000;  // multiply-adds of a product that is spread over threads

bool has_plain_radius(arb_srcptr x) {
  return mag_is_zero(arb_radref(x)) || (mag_is_finite(arb_radref(x)) && MAG_IS_LAGOM(arb_radref(x)));
}

/// The bits from a line's largest entry down to the last of all.
std::optional<BitRange> range_of(const ArbLines& x, Index line) {
  BitRange range = BitRange::none();
  for (Index k = 0; k < x.length; ++k)
    if (!range.include(x.mid(line, k)) || !has_plain_radius(x.entry(line, k))) return std::nullopt;
  return range;
}

/// What one product of this thread after the other works in.
struct Workspaces {
  Workspace digits, x, y, products, packed, result;
  void shrink() {
    for (Workspace* each : {&digits, &x, &y, &products, &packed, &result}) each->shrink();
  }
};

Workspaces& workspaces() {
  thread_local Workspaces own;
  return own;
}

std::size_t as_size(Index count) {
  return static_cast<std::size_t>(count);
}

}  // namespace

std::optional<LineScale> scale_of(const ArbLines& x, slong bits) {
  LineScale result;
  std::vector<BitRange> ranges;
  ranges.reserve(as_size(x.lines));
  for (Index i = 0; i < x.lines; ++i) {
    const auto range = range_of(x, i);
    if (!range) return std::nullopt;
    ranges.push_back(*range);
    result.width = std::max(result.width, std::min(range->width(), bits));
  }
  for (const BitRange& range : ranges)
    result.bottom.push_back(range.width() == 0 ? 0 : range.top - result.width);
  return result;
}

slong ResidueProduct::bits_needed(const LineScale& x, const LineScale& y, Index length) {
  return x.width + y.width + static_cast<slong>(std::ceil(std::log2(static_cast<double>(length) + 1)));
}

ResidueProduct::ResidueProduct(const ArbLines& x, const ArbLines& y, const LineScale& x_scale,
                               const LineScale& y_scale)
    : x_(x),
      y_(y),
      x_scale_(x_scale),
      y_scale_(y_scale),
      system_(ResidueSystem::for_bits(bits_needed(x_scale, y_scale, x.length))) {
  workspaces().shrink();
}

slong ResidueProduct::log2_cut(Index i, Index j) const {
  const slong terms = static_cast<slong>(std::ceil(std::log2(static_cast<double>(x_.length) + 1))) + 1;
  return terms + std::max(x_scale_.bottom[as_size(i)] + y_scale_.top(j),
                          x_scale_.top(i) + y_scale_.bottom[as_size(j)]);
}

ResidueProduct::Residues ResidueProduct::read(const ArbLines& x, const LineScale& scale, const Part& part,
                                              Workspace& to, bool line_by_line) {
  const Index numbers = part.lines * part.count;
  const Index digit_count = std::max<Index>(1, (scale.width + bits_of_digit - 1) / bits_of_digit);
  double* const digits = workspaces().digits.take(as_size(digit_count * numbers));
  const Residues result{.down = line_by_line ? part.count : 1,
                        .across = line_by_line ? 1 : part.lines,
                        .numbers = numbers,
                        .at = to.take(as_size(system_.primes() * numbers))};
  long cut = 0;
#pragma omp parallel for schedule(static) reduction(+ : cut) if (numbers > 2000)
  for (Index i = 0; i < part.lines; ++i)
    for (Index j = 0; j < part.count; ++j)
      if (!read_digits(x.mid(part.first + i, part.k + j), scale.bottom[as_size(part.first + i)], digit_count,
                       digits + i * result.down + j * result.across, numbers))
        ++cut;
  if (cut > 0) is_exact_ = false;
  system_.to_residues(digits, digit_count, numbers, result.at);
  return result;
}

/// Sums over some entries at a time, as residues stay exact and memory small.
void ResidueProduct::multiply(const ProductBlock& block, double* products) {
  const Index at_once =
      std::clamp<Index>(operands_at_once / (block.rows + block.columns), 64, ResidueSystem::most_terms);
  for (Index k = 0; k < x_.length; k += at_once) {
    const Index inner = std::min(at_once, x_.length - k);
    const Residues x = read(x_, x_scale_, {block.first, block.rows, k, inner}, workspaces().x, true),
                   y = read(y_, y_scale_, {0, block.columns, k, inner}, workspaces().y, false);
    add_terms(block, x, y, inner, k > 0, products);
  }
}

void ResidueProduct::add_terms(const ProductBlock& block, const Residues& x, const Residues& y, Index inner,
                               bool add, double* products) const {
  const Index whole = block.rows * block.columns;
  const auto kernel = block.lower ? kernels().multiply_lower : kernels().multiply;
#pragma omp parallel for schedule(static) if (whole * inner > products_worth_threads)
  for (Index l = 0; l < system_.primes(); ++l) {
    double* const to = products + l * whole;
    const Entries columns = y.of_prime(l);
    kernel({.x = x.of_prime(l),
            .y = {columns.at, columns.across, columns.down},
            .rows = block.rows,
            .columns = block.columns,
            .inner = inner,
            .add = add},
           to, block.columns, panel_memory());
    if (!block.lower) {
      system_.reduce(l, to, whole);
      continue;
    }
    for (Index i = 0; i < block.rows; ++i) system_.reduce(l, to + i * block.columns, block.length(i));
  }
}

BlockDigits ResidueProduct::compute(const ProductBlock& block) {
  const Index count = block.count(), rows = system_.primes() + 1;  // one to spare
  double* residues = workspaces().products.take(as_size(rows * block.rows * block.columns));
  multiply(block, residues);
  if (block.lower) {  // the numbers of each prime side by side
    const double* from = residues;
    double* to = residues = workspaces().packed.take(as_size(rows * count));
    for (Index l = 0; l < system_.primes(); ++l)
      for (Index i = 0; i < block.rows; ++i, from += block.columns)
        to = std::copy_n(from, block.length(i), to);
  }
  double* const digits = workspaces().result.take(as_size(system_.digits() * count));
  system_.from_residues(residues, count, digits);
  return {.at = digits, .stride = count, .count = system_.digits()};
}

}  // namespace featdyn::numerics
