// The loops for machines with AVX-512 (F, DQ, VL) and FMA; compiled for these and reached on such machines
// alone.
#if defined(__x86_64__)
#include <immintrin.h>

#include "numerics/linear/kernels.hpp"
#include "numerics/linear/quads.inl"

namespace featdyn::numerics {
namespace {

struct Octet {
  __m512d v;
  static Octet zero() { return {_mm512_setzero_pd()}; }
  static Octet load(const double* from) { return {_mm512_loadu_pd(from)}; }
  static Octet repeat(const double* from) { return {_mm512_set1_pd(*from)}; }
  static void store(Octet x, double* to) { _mm512_storeu_pd(to, x.v); }
  static Octet add(Octet x, Octet y) { return {_mm512_add_pd(x.v, y.v)}; }
  static Octet times(Octet x, Octet y) { return {_mm512_mul_pd(x.v, y.v)}; }
  static Octet multiply_add(Octet x, Octet y, Octet sum) { return {_mm512_fmadd_pd(x.v, y.v, sum.v)}; }
  /// The second half onto the first, and so on.
  static double total(Octet x) {
    double numbers[8];
    store(x, numbers);
    return Quad::total(Quad::add(Quad::load(numbers), Quad::load(numbers + 4)));
  }
  static __mmask8 first(int count) { return static_cast<__mmask8>((1U << static_cast<unsigned>(count)) - 1); }
  static Octet load_some(const double* from, int count) {
    return {_mm512_maskz_loadu_pd(first(count), from)};
  }
  static void store_some(Octet x, double* to, int count) { _mm512_mask_storeu_pd(to, first(count), x.v); }
};

struct Vector {
  using Value = Octet;
  using Half = Quad;
  static constexpr int width = 8, unit = 4, most_units = 8, registers = 32;
};

}  // namespace
}  // namespace featdyn::numerics

#include "numerics/linear/entrywise_kernels.inl"
#include "numerics/linear/product_kernels.inl"

namespace featdyn::numerics {

const Kernels avx512_kernels = kernels_of_set("avx512");

}  // namespace featdyn::numerics
#endif
