#pragma once

namespace featdyn::numerics {

/// What parts of long products cost, in nanoseconds of one thread as measured: which way is taken depends on
/// nothing else, so that results do not change from machine to machine.
struct ProductCosts {
  double term;  ///< of a dot product
  double number, result, multiply_add,
      call = 5000;  ///< by residues: read, written, of doubles for all primes
};

/// For numbers of so many bits whose residues hold `spare` more.
constexpr ProductCosts product_costs(double bits, double spare) {
  const double primes = (2 * (bits + spare) + 20) / 21;
  return {.term = bits <= 128 ? 8 : 12 + 0.07 * bits + 6e-5 * bits * bits,  // Arb has a way for two limbs
          .number = 10 + 0.6 * primes + 0.02 * primes * primes,
          .result = 40 + 2 * primes + 0.045 * primes * primes,
          .multiply_add = 0.045 * primes};
}

}  // namespace featdyn::numerics
