// Loops over entries; included by one source per instruction set, which has defined Vector as product_kernels.inl needs
// it. Each multiplies and adds as it is written, without contraction, so that all sets give the same bits.
#include "numerics/linear/combine_kernels.inl"

namespace featdyn::numerics {
namespace {

void add_each(double factor, const double* x, Index count, double* __restrict result) {
  for (Index i = 0; i < count; ++i) result[i] += factor * x[i];
}

void reduce(double* x, double factor, double p, double inverse, Index count) {
  constexpr double to_integer = 6755399441055744;  // 3 2^51: adding it rounds to a whole number
  for (Index i = 0; i < count; ++i) {
    const double product = x[i] * factor, quotient = (product * inverse + to_integer) - to_integer;
    x[i] = product - quotient * p;
  }
}

void turn(const double* x, Index stride, Size size, double* result, Index result_stride) {
  turn_rows({.at = x, .down = 1, .across = stride}, size.columns, size.rows, result, result_stride);
}

template <int rows>
void mirror_block(double* x, Index stride) {
#pragma GCC unroll 4
  for (int i = 1; i < rows; ++i)
#pragma GCC unroll 4
    for (int j = 0; j < i; ++j) x[j * stride + i] = x[i * stride + j];
}

/// Blocks below the diagonal turned, then what is left in the blocks on it.
void mirror(double* x, Index stride, Index n) {
  constexpr int side = 4;
  for (Index r = 0; r < n; r += side) {
    const Index rows = least(side, n - r);
    turn_rows({.at = x + r * stride, .down = 1, .across = stride}, r, rows, x + r, stride);
    double* const block = x + r * (stride + 1);
    if (rows == 4) mirror_block<4>(block, stride);
    if (rows == 3) mirror_block<3>(block, stride);
    if (rows == 2) mirror_block<2>(block, stride);
  }
}

/// A counter's bits, mixed [Steele, Lea and Flood, OOPSLA 2014]. (Signs alone would cancel exactly where there are few
/// of them.)
void draw(std::uint64_t seed, Index count, double* __restrict result) {
  constexpr double root_3 = 1.7320508075688772;
  for (Index i = 0; i < count; ++i) {
    std::uint64_t z = seed + (static_cast<std::uint64_t>(i) + 1) * 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    z = (z ^ (z >> 31U)) >> 11U;
    result[i] = root_3 * (static_cast<double>(static_cast<std::int64_t>(z)) * 0x1p-52 - 1);
  }
}

/// The largest so far, by lanes; nan counts nowhere.
struct Largest {
  static constexpr Index lanes = 32;
  double of_lane[lanes] = {};
  void see(Index lane, double size) { of_lane[lane] = size > of_lane[lane] ? size : of_lane[lane]; }
  double of_all() const {
    double most = 0;
    for (const double each : of_lane) most = each > most ? each : most;
    return most;
  }
};

double size_of(double x) {
  return __builtin_fabs(x);
}

/// Entries below the diagonal of an n x n matrix become those above it.
void mirror_down(double* x, Index n) {
  constexpr Index side = 4;
  for (Index r = 0; r < n; r += side) {
    const Index rows = least(side, n - r), below = r + rows;
    turn_rows({.at = x + r * n + below, .down = 1, .across = n}, n - below, rows, x + below * n + r, n);
    for (Index i = r; i < below; ++i)
      for (Index j = r; j < i; ++j) x[i * n + j] = x[j * n + i];
  }
}

/// error_rs = (rows_r columns_s) drawn_rs.
void scale_drawn(const Growing& of, double* __restrict error) {
  const double* drawn = of.drawn;
  const Index columns = of.size.columns;
  for (Index r = 0; r < of.size.rows; ++r) {
    const Index first = of.symmetric ? r : 0, count = columns - first;
    const double scale = of.rows[r], *const scales = of.columns + first;
    double* const to = error + r * columns + first;
    for (Index s = 0; s < count; ++s) to[s] = scale * scales[s] * drawn[s];
    drawn += count;
  }
  if (of.symmetric) mirror_down(error, columns);
}

/// Of size(s) over a row.
template <class SizeAt>
void see_row(Index columns, const SizeAt& size, Largest& largest) {
  Index s = 0;
  for (; s + Largest::lanes <= columns; s += Largest::lanes)
    for (Index i = 0; i < Largest::lanes; ++i) largest.see(i, size(s + i));
  for (; s < columns; ++s) largest.see(0, size(s));
}

double grow(const Growing& of, double* __restrict error) {
  scale_drawn(of, error);
  const double *const moved = of.moved, *const here = of.here, magnification = of.magnification;
  Largest largest;
  see_row(
      of.size.rows * of.size.columns,
      [=](Index k) { return size_of(error[k] += (moved[k] - here[k]) * magnification); }, largest);
  return largest.of_all();
}

double largest(const double* x, const double* factors, Size size) {
  Largest largest;
  for (Index r = 0; r < size.rows; ++r, x += size.columns)
    if (factors == nullptr)
      see_row(
          size.columns, [&](Index s) { return size_of(x[s]); }, largest);
    else
      see_row(
          size.columns, [&](Index s) { return size_of(x[s] * factors[s]); }, largest);
  return largest.of_all();
}

/// Entry i goes to the partial sum i mod sum_lanes, the rest to the first: one order for every vector unit.
constexpr Index sum_lanes = 32;

double sum_of(const double* partial) {
  double sum = 0;
  for (Index i = 0; i < sum_lanes; ++i) sum += partial[i];
  return sum;
}

double sum_each(const double* x, Index count) {
  double partial[sum_lanes] = {};
  Index k = 0;
  for (; k + sum_lanes <= count; k += sum_lanes)
    for (Index i = 0; i < sum_lanes; ++i) partial[i] += x[k + i];
  for (; k < count; ++k) partial[0] += x[k];
  return sum_of(partial);
}

double sum_products(const double* x, const double* y, Index count) {
  double partial[sum_lanes] = {};
  Index k = 0;
  for (; k + sum_lanes <= count; k += sum_lanes)
    for (Index i = 0; i < sum_lanes; ++i) partial[i] += x[k + i] * y[k + i];
  for (; k < count; ++k) partial[0] += x[k] * y[k];
  return sum_of(partial);
}

}  // namespace
}  // namespace featdyn::numerics
