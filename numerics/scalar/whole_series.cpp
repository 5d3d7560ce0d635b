#include "numerics/scalar/whole_series.hpp"

#include <algorithm>
#include <atomic>
#include <limits>

namespace featdyn::numerics {
namespace {

constexpr slong bits_of_limb = FLINT_BITS;
constexpr slong whole_guard_bits = 16, least_headroom = 8;
constexpr slong no_coefficient = std::numeric_limits<slong>::min() / 4;
constexpr Index products_of_series_worth_threads = 5'000;

std::size_t as_count(Index x) {
  return static_cast<std::size_t>(x);
}

/// Positive and negative products of one sum, each apart, so that no sign is a branch.
class SumOfProducts {
 public:
  explicit SumOfProducts(Index size)
      : size_(size), sums_(as_count(2 * length()), 0), product_(as_count(2 * size)) {}
  void clear() { std::ranges::fill(sums_, mp_limb_t{0}); }
  void add(const mp_limb_t* x, const mp_limb_t* y, bool negative) {
    mpn_mul_n(product_.data(), x, y, size_);
    mp_limb_t* const sum = sums_.data() + (negative ? length() : 0);
    sum[2 * size_] += mpn_add_n(sum, sum, product_.data(), 2 * size_);
  }
  void double_all() {
    mpn_lshift(sums_.data(), sums_.data(), length(), 1);
    mpn_lshift(sums_.data() + length(), sums_.data() + length(), length(), 1);
  }
  /// The sum times 2^bottom.
  void write(slong bottom, slong kept, arf_ptr result) {
    mp_limb_t *plus = sums_.data(), *minus = plus + length();
    const bool negative = mpn_cmp(plus, minus, length()) < 0;
    if (negative) std::swap(plus, minus);
    mpn_sub_n(plus, plus, minus, length());
    _arf_set_mpn_fixed(result, plus, length(), 0, negative ? 1 : 0, kept, ARF_RND_NEAR);
    arf_mul_2exp_si(result, result, bottom);
  }

 private:
  mp_size_t length() const { return 2 * size_ + 1; }

  mp_size_t size_;
  std::vector<mp_limb_t> sums_, product_;
};

/// Of this thread, so that there is no allocation for each number.
SumOfProducts& cleared_sum(Index size) {
  thread_local std::vector<SumOfProducts> by_size;
  while (std::ssize(by_size) <= size) by_size.emplace_back(std::ssize(by_size));
  SumOfProducts& sum = by_size[as_count(size)];
  sum.clear();
  return sum;
}

}  // namespace

WholeSeries::WholeSeries(Index rows, Index orders, slong bits, slong growth)
    : orders_(orders),
      size_((bits + whole_guard_bits + least_headroom + bits_of_limb - 1) / bits_of_limb),
      bits_(bits),
      growth_(growth),
      headroom_(size_ * bits_of_limb - bits - whole_guard_bits),
      top_(as_count(rows), no_coefficient),
      limbs_(as_count(rows * orders * size_)),
      negative_(as_count(rows * orders)) {}

/// The unit of the whole numbers of order 0.
slong WholeSeries::bottom(Index row) const {
  const slong top = top_[as_count(row)];
  return top == no_coefficient ? 0 : top - size_ * bits_of_limb;
}

/// Whether the row's whole numbers had to change.
bool WholeSeries::make_room(Index row, Index k, arf_srcptr number) {
  if (arf_is_zero(number) || ARF_EXP(number) - growth_ * k <= top(row)) return false;
  top(row) = ARF_EXP(number) - growth_ * k + headroom_;
  return true;
}

void WholeSeries::read(Index row, Index k, arf_srcptr number) {
  mp_limb_t* const to = limbs_.data() + place(row, k) * size_;
  std::fill_n(to, size_, mp_limb_t{0});
  negative_[as_count(place(row, k))] = ARF_SGNBIT(number) ? 1 : 0;
  if (arf_is_zero(number)) return;
  mp_srcptr from;
  mp_size_t count;
  ARF_GET_MPN_READONLY(from, count, number);
  const slong exponent = ARF_EXP(number) - bottom(row) - growth_ * k;
  if (exponent > 0) _arf_get_integer_mpn(to, from, count, exponent);
}

/// Of a square each product is made once.
void WholeSeries::multiply(const WholeSeries& x, Index x_row, const WholeSeries& y, Index y_row, Index k,
                           arf_ptr result) {
  SumOfProducts& sum = cleared_sum(x.size_);
  const auto add = [&](Index j) {
    sum.add(x.limbs(x_row, j), y.limbs(y_row, k - j), x.is_negative(x_row, j) != y.is_negative(y_row, k - j));
  };
  const bool is_square = &x == &y && x_row == y_row;
  const Index terms = is_square ? (k + 1) / 2 : k + 1;
  for (Index j = 0; j < terms; ++j) add(j);
  if (is_square) {
    sum.double_all();
    if (k % 2 == 0) add(k / 2);
  }
  sum.write(x.bottom(x_row) + y.bottom(y_row) + x.growth_ * k, x.bits_, result);
}

/// The last coefficients of the series, after those before them.
bool WholeHadamards::take_in(std::span<const Matrix<BigReal>> series, WholeSeries& side) {
  const Index k = std::ssize(series) - 1, rows = series[0].size();
  std::atomic<bool> is_finite = true;
#pragma omp parallel for schedule(static) if (rows > products_of_series_worth_threads)
  for (Index i = 0; i < rows; ++i)
    if (!side.append(i, k, [&](Index j) { return arb_midref(series[as_count(j)].data()[i].raw()); }))
      is_finite = false;
  return is_finite;
}

bool WholeHadamards::compute(std::span<const Matrix<BigReal>> x, std::span<const Matrix<BigReal>> y,
                             Index orders, slong growth, Matrix<BigReal>& result) {
  const Index k = std::ssize(x) - 1;
  const bool is_square = x.data() == y.data();
  if (k == 0) {
    is_finite_ = true;
    left_ = WholeSeries(x[0].size(), orders, working_bits(), growth);
    if (!is_square) right_ = WholeSeries(y[0].size(), orders, working_bits(), growth);
  }
  is_finite_ = is_finite_ && take_in(x, left_) && (is_square || take_in(y, right_));
  if (!is_finite_) return false;
  const WholeSeries& right = is_square ? left_ : right_;
  // a smaller matrix is repeated
  const auto row = [](const Matrix<BigReal>& of, Index i, Index j) {
    return (of.rows() == 1 ? 0 : i * of.cols()) + (of.cols() == 1 ? 0 : j);
  };
#pragma omp parallel for schedule(static) if (result.size() * (k + 1) > products_of_series_worth_threads)
  for (Index i = 0; i < result.rows(); ++i)
    for (Index j = 0; j < result.cols(); ++j)
      WholeSeries::multiply(left_, row(x[0], i, j), right, row(y[0], i, j), k,
                            arb_midref(result(i, j).raw()));
  return true;
}

}  // namespace featdyn::numerics
