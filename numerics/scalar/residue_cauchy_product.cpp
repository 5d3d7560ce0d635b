#include "numerics/scalar/residue_cauchy_product.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "numerics/linear/instruction_set.hpp"
#include "numerics/scalar/fixed_point.hpp"
#include "numerics/scalar/product_costs.hpp"

namespace featdyn::numerics {
namespace {

constexpr slong cauchy_guard_bits = 16;  ///< kept below the working precision
constexpr slong cauchy_headroom = 24;    ///< for coefficients that grow faster for a while
constexpr slong cauchy_spare_bits = cauchy_guard_bits + cauchy_headroom;
constexpr slong no_top = std::numeric_limits<slong>::min() / 4;
constexpr Index series_worth_threads = 20'000;
/// Coefficients that are summed together, so that a stack is read once for all of them.
constexpr Index coefficients_ahead = 8;
/// Orders of a stack that stay in the caches meanwhile.
constexpr Index orders_at_once = 16;

std::size_t position(Index count) {
  return static_cast<std::size_t>(count);
}

}  // namespace

ResidueCauchyProduct::ResidueCauchyProduct(const SeriesShape& shape)
    : shape_(shape), left_{.lines = shape.rows, .is_left = true}, right_{.lines = shape.columns} {}

void ResidueCauchyProduct::restart() {
  ahead_from_ = 0;
  for (Side* side : {&left_, &right_}) {
    side->orders = 0;
    side->top.assign(position(side->lines), no_top);
  }
}

/// A constant is read once.
bool ResidueCauchyProduct::pays(bool x_varies, bool y_varies) const {
  if (2 * (working_bits() + cauchy_spare_bits) + 40 > ResidueSystem::most_bits) return false;
  const ProductCosts cost = product_costs(static_cast<double>(working_bits()), cauchy_spare_bits);
  const Index orders = x_varies && y_varies ? (shape_.orders + 1) / 2 : 1,
              numbers = (x_varies ? shape_.rows : 0) + (y_varies ? shape_.columns : 0);
  const auto read = static_cast<double>(numbers * shape_.inner), written = static_cast<double>(results()),
             terms = static_cast<double>(results() * shape_.inner * orders);
  return cost.call + read * cost.number + written * cost.result + terms * cost.multiply_add <
         terms * cost.term;
}

/// Of a coefficient: of a symmetric one the entries on and below the diagonal.
Index ResidueCauchyProduct::results() const {
  return shape_.symmetric ? shape_.rows * (shape_.rows + 1) / 2 : shape_.rows * shape_.columns;
}

/// Whole numbers below 2^width each, and sums of their products.
void ResidueCauchyProduct::choose_system(bool x_varies, bool y_varies) {
  bits_ = working_bits();
  const auto terms = static_cast<double>(shape_.inner * shape_.orders);
  system_ = &ResidueSystem::for_bits(2 * (bits_ + cauchy_spare_bits) +
                                     static_cast<slong>(std::ceil(std::log2(terms + 1))));
  left_.stacked = x_varies ? shape_.orders : 1;
  right_.stacked = y_varies ? shape_.orders : 1;
  for (Side* side : {&left_, &right_})
    side->residues.assign(position(system_->primes() * stack_size(*side)), 0.0);
  restart();
}

bool ResidueCauchyProduct::compute(const SeriesFactor<BigReal>& x, const SeriesFactor<BigReal>& y, Index k,
                                   long growth, Matrix<BigReal>& result) {
  if (!pays(x.varies, y.varies)) return false;
  if (system_ == nullptr || working_bits() != bits_) choose_system(x.varies, y.varies);
  if (growth != growth_) restart();
  growth_ = growth;
  if (!take_in(x, k, left_) || !take_in(y, k, right_)) return false;
  multiply(x.varies, y.varies, k);
  write(k, result);
  return true;
}

ArbLines ResidueCauchyProduct::lines_of_order(const SeriesFactor<BigReal>& factor, Index order,
                                              const Side& side) const {
  const bool turned = side.is_left ? factor.transposed : !factor.transposed;
  return lines_of<BigReal>({factor.series[position(order)], turned});
}

/// Coefficients up to k, all of them again where one does not fit. False where one is not finite.
bool ResidueCauchyProduct::take_in(const SeriesFactor<BigReal>& factor, Index k, Side& side) {
  const Index wanted = factor.varies ? k + 1 : 1;
  bool fits = true;
  for (Index order = side.orders; order < wanted; ++order) {
    const std::vector<slong> before = side.top;
    if (!raise_tops(factor, order, side)) return false;
    fits = fits && before == side.top;
  }
  if (!fits) side.orders = ahead_from_ = 0;
  for (; side.orders < wanted; ++side.orders) {
    read(factor, side.orders, side);
    place(side.orders, side);
  }
  return true;
}

/// A line whose coefficient does not fit gets a top that leaves room again.
bool ResidueCauchyProduct::raise_tops(const SeriesFactor<BigReal>& factor, Index order, Side& side) const {
  const ArbLines lines = lines_of_order(factor, order, side);
  for (Index i = 0; i < lines.lines; ++i) {
    BitRange range = BitRange::none();
    for (Index q = 0; q < lines.length; ++q)
      if (!range.include(lines.mid(i, q))) return false;
    if (range.width() == 0) continue;
    const slong needed = range.top - growth_ * order;
    slong& top = side.top[position(i)];
    if (needed > top) top = needed + cauchy_headroom;
  }
  return true;
}

/// The unit of a line's whole numbers of order 0.
slong ResidueCauchyProduct::bottom(const Side& side, Index line) const {
  const slong top = side.top[position(line)];
  return (top == no_top ? 0 : top) - bits_ - cauchy_spare_bits;
}

/// Residues of one order, line by line of the left, entry by entry of the right operand.
void ResidueCauchyProduct::read(const SeriesFactor<BigReal>& factor, Index order, Side& side) {
  const ArbLines lines = lines_of_order(factor, order, side);
  const Index count = side.lines * shape_.inner, down = side.is_left ? shape_.inner : 1,
              across = side.is_left ? 1 : side.lines;
  const Index digit_count = (bits_ + cauchy_spare_bits + bits_of_digit - 1) / bits_of_digit;
  digits_.resize(position(digit_count * count));
  fresh_.resize(position(system_->primes() * count));
#pragma omp parallel for schedule(static) if (count > 2000)
  for (Index i = 0; i < side.lines; ++i)
    for (Index q = 0; q < shape_.inner; ++q)
      read_digits(lines.mid(i, q), bottom(side, i) + growth_ * order, digit_count,
                  digits_.data() + i * down + q * across, count);
  system_->to_residues(digits_.data(), digit_count, count, fresh_.data());
}

/// The left stack has its orders side by side in each row, the right one below each other, the last first.
void ResidueCauchyProduct::place(Index order, Side& side) {
  const Index count = side.lines * shape_.inner, stack = stack_size(side);
  for (Index l = 0; l < system_->primes(); ++l) {
    const double* from = fresh_.data() + l * count;
    double* const to = side.residues.data() + l * stack;
    if (!side.is_left) {
      std::copy_n(from, count, to + (side.stacked - 1 - order) * count);
      continue;
    }
    for (Index i = 0; i < side.lines; ++i, from += shape_.inner)
      std::copy_n(from, shape_.inner, to + (i * side.stacked + order) * shape_.inner);
  }
}

void ResidueCauchyProduct::multiply(bool x_varies, bool y_varies, Index k) {
  const Index whole = shape_.rows * shape_.columns, left = x_varies ? k : 0,
              right = y_varies ? right_.stacked - 1 - k : 0;
  sums_.resize(position((system_->primes() + 1) * whole));
  if (x_varies && y_varies) return multiply_both(k);
#pragma omp parallel for schedule(static) if (whole * shape_.inner > series_worth_threads)
  for (Index l = 0; l < system_->primes(); ++l)
    multiply_prime(l, left, right, shape_.inner, sums_.data() + l * whole, false);
}

/// What is known of coefficients ahead at some order, and later what has come since then: X_0 Y_k, X_1 Y_{k-1}, ... and
/// ..., X_{k-1} Y_1, X_k Y_0.
void ResidueCauchyProduct::multiply_both(Index k) {
  const Index whole = shape_.rows * shape_.columns, since = k % coefficients_ahead;
  if (since == 0 && k > 0) multiply_ahead(k);
  const bool is_ahead = ahead_from_ > 0 && ahead_from_ == k - since;
#pragma omp parallel for schedule(static) if (whole * (k + 1) * shape_.inner > series_worth_threads)
  for (Index l = 0; l < system_->primes(); ++l) {
    double* const sum = sums_.data() + l * whole;
    if (!is_ahead) {
      add_terms({.l = l, .k = k, .from = 0, .to = k}, sum, false);
      continue;
    }
    std::copy_n(ahead_.data() + (since * system_->primes() + l) * whole, whole, sum);
    if (since == 0) continue;
    add_terms({.l = l, .k = k, .from = 0, .to = since - 1}, sum, true);
    add_terms({.l = l, .k = k, .from = k - since + 1, .to = k}, sum, true);
  }
}

/// Coefficients k, k + 1, ... over all terms whose factors have orders up to k.
void ResidueCauchyProduct::multiply_ahead(Index k) {
  const Index whole = shape_.rows * shape_.columns, primes = system_->primes(),
              count = std::min(coefficients_ahead, shape_.orders - k);
  ahead_.resize(position(coefficients_ahead * primes * whole));
  ahead_from_ = k;
#pragma omp parallel for schedule(static) if (whole * (k + 1) * shape_.inner > series_worth_threads)
  for (Index l = 0; l < primes; ++l)
    for (Index first = 0; first <= k; first += orders_at_once)
      for (Index since = 0; since < count; ++since) {
        const Index from = std::max(first, since), to = std::min(first + orders_at_once - 1, k);
        if (from <= to)
          add_terms({.l = l, .k = k + since, .from = from, .to = to},
                    ahead_.data() + (since * primes + l) * whole, first > 0);
      }
}

void ResidueCauchyProduct::add_terms(const Terms& terms, double* sum, bool add) {
  multiply_prime(terms.l, terms.from, right_.stacked - 1 - (terms.k - terms.from),
                 (terms.to - terms.from + 1) * shape_.inner, sum, add);
}

/// `inner` terms from orders `left` and `right` on, so many at a time as are summed exactly.
void ResidueCauchyProduct::multiply_prime(Index l, Index left, Index right, Index inner, double* sum,
                                          bool add) {
  const Index columns = right_.lines, down = left_.stacked * shape_.inner;
  const double* x = left_.residues.data() + l * stack_size(left_) + left * shape_.inner;
  const double* y = right_.residues.data() + l * stack_size(right_) + right * shape_.inner * columns;
  const auto kernel = shape_.symmetric ? kernels().multiply_lower : kernels().multiply;
  for (Index done = 0; done < inner; done += ResidueSystem::most_terms) {
    kernel({.x = {.at = x + done, .down = down, .across = 1},
            .y = {.at = y + done * columns, .down = columns, .across = 1},
            .rows = left_.lines,
            .columns = columns,
            .inner = std::min(ResidueSystem::most_terms, inner - done),
            .add = add || done > 0},
           sum, columns, panel_memory());
    system_->reduce(l, sum, left_.lines * columns);
  }
}

/// The numbers of each prime side by side, with room for one row more; of a symmetric product the lower ones.
double* ResidueCauchyProduct::gather() {
  if (!shape_.symmetric) return sums_.data();
  packed_.resize(position((system_->primes() + 1) * results()));
  const double* from = sums_.data();
  double* to = packed_.data();
  for (Index l = 0; l < system_->primes(); ++l)
    for (Index i = 0; i < shape_.rows; ++i, from += shape_.columns) to = std::copy_n(from, i + 1, to);
  return packed_.data();
}

void ResidueCauchyProduct::write(Index k, Matrix<BigReal>& result) {
  const Index count = results(), columns = shape_.columns;
  digits_.resize(position(system_->digits() * count));
  system_->from_residues(gather(), count, digits_.data());
#pragma omp parallel for schedule(static) if (count > 500)
  for (Index i = 0; i < shape_.rows; ++i) {
    const double* from = digits_.data() + (shape_.symmetric ? i * (i + 1) / 2 : i * columns);
    for (Index j = 0; j < (shape_.symmetric ? i + 1 : columns); ++j, ++from) {
      write_number(from, count, system_->digits(), bottom(left_, i) + bottom(right_, j) + growth_ * k, bits_,
                   arb_midref(result(i, j).raw()));
      if (shape_.symmetric && i != j) result(j, i) = result(i, j);
    }
  }
}

}  // namespace featdyn::numerics
