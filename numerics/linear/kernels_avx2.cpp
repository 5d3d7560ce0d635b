// The loops for machines with AVX2 and FMA; compiled for these and reached on such machines alone.
#if defined(__x86_64__)
#include <immintrin.h>

#include "numerics/linear/kernels.hpp"
#include "numerics/linear/quads.inl"

namespace featdyn::numerics {
namespace {

struct Vector {
  using Value = Quad;
  using Half = Quad;
  static constexpr int width = 4, unit = 4, most_units = 3, registers = 16;
};

}  // namespace
}  // namespace featdyn::numerics

#include "numerics/linear/entrywise_kernels.inl"
#include "numerics/linear/product_kernels.inl"

namespace featdyn::numerics {

const Kernels avx2_kernels = kernels_of_set("avx2");

}  // namespace featdyn::numerics
#endif
