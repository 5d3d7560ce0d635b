// The loops for every machine that the compiler makes code for: on x86-64 SSE2, without fused multiply-adds.
#include "numerics/linear/kernels.hpp"

namespace featdyn::numerics {
namespace {

struct Two {
  using Numbers = double __attribute__((vector_size(16), aligned(8), may_alias));
  Numbers v;
  static Two zero() { return {Numbers{0, 0}}; }
  static Two load(const double* from) { return {*reinterpret_cast<const Numbers*>(from)}; }
  static Two repeat(const double* from) { return {Numbers{*from, *from}}; }
  static void store(Two x, double* to) { *reinterpret_cast<Numbers*>(to) = x.v; }
  static Two add(Two x, Two y) { return {x.v + y.v}; }
  static Two times(Two x, Two y) { return {x.v * y.v}; }
  static Two multiply_add(Two x, Two y, Two sum) {
#ifdef __FP_FAST_FMA
    return {Numbers{__builtin_fma(x.v[0], y.v[0], sum.v[0]), __builtin_fma(x.v[1], y.v[1], sum.v[1])}};
#else
    return {x.v * y.v + sum.v};
#endif
  }
  static double total(Two x) {
    return x.v[0] + x.v[1];
  }
  static Two load_some(const double* from, int) {
    return {Numbers{*from, 0}};
  }
  static void store_some(Two x, double* to, int) {
    *to = x.v[0];
  }
};

struct Vector {
  using Value = Two;
  using Half = Two;
  static constexpr int width = 2, unit = 2, most_units = 2, registers = 16;
};

/// result(k, j) = y(k, j) for a y with down = 1.
void turn_rows(Entries y, Index inner, Index columns, double* result, Index width) {
  for (Index j = 0; j < columns; ++j)
    for (Index k = 0; k < inner; ++k) result[k * width + j] = y.at[k + j * y.across];
}

}  // namespace
}  // namespace featdyn::numerics

#include "numerics/linear/entrywise_kernels.inl"
#include "numerics/linear/product_kernels.inl"

namespace featdyn::numerics {

const Kernels baseline_kernels = kernels_of_set("baseline");

}  // namespace featdyn::numerics
