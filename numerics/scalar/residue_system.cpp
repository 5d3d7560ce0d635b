#include "numerics/scalar/residue_system.hpp"

#include <arb.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>

#include "numerics/linear/instruction_set.hpp"

namespace featdyn::numerics {
namespace {

constexpr double bits_of_prime = 20.99;  // the largest 900 primes below 2^21 have more
constexpr Index converted_at_once = 256, conversions_worth_threads = 2'000;

/// An integer of FLINT, as a value.
class Whole {
 public:
  explicit Whole(unsigned long value) { fmpz_init_set_ui(value_, value); }
  Whole(const Whole& other) { fmpz_init_set(value_, other.value_); }
  Whole& operator=(const Whole&) = delete;
  ~Whole() { fmpz_clear(value_); }
  fmpz* raw() { return value_; }
  const fmpz* raw() const { return value_; }

 private:
  fmpz_t value_;
};

/// The largest primes below 2^21, the largest first.
std::vector<unsigned long> largest_primes(Index count) {
  std::vector<unsigned long> result;
  for (unsigned long candidate = (1UL << 21) - 1; std::ssize(result) < count; candidate -= 2)
    if (n_is_prime(candidate) != 0) result.push_back(candidate);
  return result;
}

/// x modulo p, in [-p/2, p/2].
double centred(unsigned long x, unsigned long p) {
  return 2 * x > p ? static_cast<double>(x) - static_cast<double>(p) : static_cast<double>(x);
}

void write_digits(const Whole& number, Index digits, double* to) {
  Whole rest = number;
  for (Index i = 0; i < digits; ++i) {
    to[i] = static_cast<double>(fmpz_fdiv_ui(rest.raw(), 1UL << bits_of_digit));
    fmpz_fdiv_q_2exp(rest.raw(), rest.raw(), bits_of_digit);
  }
}

Entries row_entries(const double* at, Index columns) {
  return {.at = at, .down = columns, .across = 1};
}

}  // namespace

/// A quarter of the product of the primes is kept free, so that it is certain which multiple of it to take away.
const ResidueSystem& ResidueSystem::for_bits(long bits) {
  static std::mutex guard;
  static std::map<Index, std::unique_ptr<const ResidueSystem>> known;
  const auto primes = static_cast<Index>(std::ceil(static_cast<double>(bits + 3) / bits_of_prime));
  const std::lock_guard lock(guard);
  auto& found = known[primes];
  if (!found) found.reset(new ResidueSystem(primes));
  return *found;
}

ResidueSystem::ResidueSystem(Index count)
    : digits_((21 * count + bits_of_digit - 1) / bits_of_digit + 1),
      powers_(static_cast<std::size_t>(count * digits_)),
      cofactors_(static_cast<std::size_t>((count + 1) * digits_)) {
  const std::vector<unsigned long> primes = largest_primes(count);
  Whole product(1);
  for (const unsigned long p : primes) {
    primes_.push_back(static_cast<double>(p));
    inverses_.push_back(1 / static_cast<double>(p));
    fmpz_mul_ui(product.raw(), product.raw(), p);
  }
  for (Index l = 0; l < count; ++l) {
    const unsigned long p = primes[static_cast<std::size_t>(l)];
    Whole cofactor(1);
    fmpz_divexact_ui(cofactor.raw(), product.raw(), p);
    cofactor_inverses_.push_back(centred(n_invmod(fmpz_fdiv_ui(cofactor.raw(), p), p), p));
    write_digits(cofactor, digits_, &cofactors_[static_cast<std::size_t>(l * digits_)]);
    unsigned long power = 1;
    for (Index i = 0; i < digits_; ++i) {
      powers_[static_cast<std::size_t>(l * digits_ + i)] = centred(power, p);
      power = (power << bits_of_digit) % p;
    }
  }
  write_digits(product, digits_, &cofactors_[static_cast<std::size_t>(count * digits_)]);
}

void ResidueSystem::reduce(Index l, double* x, Index count) const {
  const auto at = static_cast<std::size_t>(l);
  kernels().reduce(x, 1, primes_[at], inverses_[at], count);
}

/// Digits times powers stay below digits 2^44 < 2^52. Some numbers at a time, whose residues stay in the caches.
void ResidueSystem::to_residues(const double* digits, Index digit_count, Index count,
                                double* residues) const {
#pragma omp parallel for schedule(static) if (count > conversions_worth_threads)
  for (Index first = 0; first < count; first += converted_at_once) {
    const Index numbers = std::min(converted_at_once, count - first);
    kernels().multiply({.x = row_entries(powers_.data(), digits_),
                        .y = row_entries(digits + first, count),
                        .rows = primes(),
                        .columns = numbers,
                        .inner = digit_count},
                       residues + first, count, panel_memory());
    for (Index l = 0; l < primes(); ++l) reduce(l, residues + l * count + first, numbers);
  }
}

/// x = sum_l s_l P/p_l - q P with s_l = r_l (P/p_l)^-1 modulo p_l and q the whole number next to sum_l s_l / p_l.
void ResidueSystem::from_residues(double* residues, Index count, double* digits) const {
#pragma omp parallel for schedule(static) if (count > conversions_worth_threads)
  for (Index first = 0; first < count; first += converted_at_once)
    join(residues + first, {.rows = count, .columns = std::min(converted_at_once, count - first)},
         digits + first);
}

/// The same for size.columns numbers of size.rows.
void ResidueSystem::join(double* residues, Size size, double* digits) const {
  const auto [count, numbers] = size;
  double* const quotient = residues + primes() * count;
  std::fill_n(quotient, numbers, 0.0);
  for (Index l = 0; l < primes(); ++l) {
    const auto at = static_cast<std::size_t>(l);
    kernels().reduce(residues + l * count, cofactor_inverses_[at], primes_[at], inverses_[at], numbers);
    kernels().add_each(inverses_[at], residues + l * count, numbers, quotient);
  }
  for (Index i = 0; i < numbers; ++i) quotient[i] = -std::nearbyint(quotient[i]);
  kernels().multiply({.x = {.at = cofactors_.data(), .down = 1, .across = digits_},
                      .y = row_entries(residues, count),
                      .rows = digits_,
                      .columns = numbers,
                      .inner = primes() + 1},
                     digits, count, panel_memory());
}

}  // namespace featdyn::numerics
