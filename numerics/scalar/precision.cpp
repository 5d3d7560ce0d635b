#include "numerics/scalar/precision.hpp"

namespace featdyn::numerics {
namespace {

thread_local long bits = 53;

}  // namespace

long bits_of_digits(long digits) {
  return digits * 3322 / 1000 + 1;  // log2(10) < 3.322
}

long working_bits() {
  return bits;
}

PrecisionScope::PrecisionScope(long wanted) : outer_(bits) {
  bits = wanted;
}

PrecisionScope::~PrecisionScope() {
  bits = outer_;
}

}  // namespace featdyn::numerics
