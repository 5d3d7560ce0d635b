// What the sets with vectors of four doubles share; included after <immintrin.h>.
namespace featdyn::numerics {
namespace {

struct Quad {
  __m256d v;
  static Quad zero() { return {_mm256_setzero_pd()}; }
  static Quad load(const double* from) { return {_mm256_loadu_pd(from)}; }
  static Quad repeat(const double* from) { return {_mm256_broadcast_sd(from)}; }
  static void store(Quad x, double* to) { _mm256_storeu_pd(to, x.v); }
  static Quad add(Quad x, Quad y) { return {_mm256_add_pd(x.v, y.v)}; }
  static Quad times(Quad x, Quad y) { return {_mm256_mul_pd(x.v, y.v)}; }
  static Quad multiply_add(Quad x, Quad y, Quad sum) { return {_mm256_fmadd_pd(x.v, y.v, sum.v)}; }
  /// The first `count` of four.
  static __m256i first(int count) {
    return _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), _mm256_setr_epi64x(0, 1, 2, 3));
  }
  static Quad load_some(const double* from, int count) { return {_mm256_maskload_pd(from, first(count))}; }
  /// (x_0 + x_2) + (x_1 + x_3): the second half onto the first, and so on.
  static double total(Quad x) {
    const __m128d halves = _mm_add_pd(_mm256_castpd256_pd128(x.v), _mm256_extractf128_pd(x.v, 1));
    return _mm_cvtsd_f64(_mm_add_sd(halves, _mm_unpackhi_pd(halves, halves)));
  }
  static void store_some(Quad x, double* to, int count) { _mm256_maskstore_pd(to, first(count), x.v); }
};

/// Rows k and k + 1 of the panel's columns j to j + 3, from four rows of y, two numbers of each.
void turn_pairs(const double* const (&row)[4], Index k, double* to, Index width) {
  const auto two_rows = [&](int upper, int lower) {
    return _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(row[upper] + k)),
                                _mm_loadu_pd(row[lower] + k), 1);
  };
  const __m256d even = two_rows(0, 2), odd = two_rows(1, 3);
  _mm256_storeu_pd(to + k * width, _mm256_unpacklo_pd(even, odd));
  _mm256_storeu_pd(to + (k + 1) * width, _mm256_unpackhi_pd(even, odd));
}

/// result(k, j) = y(k, j) for a y with down = 1.
void turn_rows(Entries y, Index inner, Index columns, double* result, Index width) {
  Index j = 0;
  for (; j + 4 <= columns; j += 4) {
    const double* const first = y.at + j * y.across;
    const double* const row[4] = {first, first + y.across, first + 2 * y.across, first + 3 * y.across};
    Index k = 0;
    for (; k + 2 <= inner; k += 2) turn_pairs(row, k, result + j, width);
    for (; k < inner; ++k)
      for (int i = 0; i < 4; ++i) result[k * width + j + i] = row[i][k];
  }
  for (; j < columns; ++j)
    for (Index k = 0; k < inner; ++k) result[k * width + j] = y.at[k + j * y.across];
}

}  // namespace
}  // namespace featdyn::numerics
