#include "verify/certificate/effort.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>

#include "numerics/refusal/memory.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"
#include "verify/certificate/request.hpp"
#include "verify/terminal/console.hpp"

namespace featdyn::verify {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// How many times the loss is a sum over.
double times_of(const numerics::Settings& settings) {
  const numerics::TimesSettings& several = settings.diffusion.several;
  if (!settings.has_noise()) return 1;
  if (several.schedule) return static_cast<double>(several.nodes);
  return several.times.empty() ? 1 : static_cast<double>(several.times.size());
}

}  // namespace

/// About the products of matrices in a step: for each power of the kernel's expansion two of m x N by N x m,
/// and for the move of the inner products some of all rows by all rows.
Products products_of(const numerics::Settings& settings, const Sizes& sizes) {
  const auto m = static_cast<double>(settings.neurons());
  const double rows = m * (numerics::has_second_layer(settings) ? 2 : 1), all = rows + sizes.patches;
  const auto powers = static_cast<double>(settings.activation.size() + 1);
  return {.first = sizes.dimension * all * all / 2,
          .every_step = 2 * times_of(settings) * powers * rows * all + 4 * rows * all * all};
}

/// Of products as a step has them: long numbers gain more from long sums.
template <class R>
double seconds_of_product(long digits) {
  constexpr numerics::Index length = 32, places = 24;
  constexpr int repetitions = 20;
  const numerics::PrecisionScope scope(numerics::bits_of_digits(digits));
  numerics::Matrix<R> x(places, length);
  for (numerics::Index i = 0; i < x.size(); ++i) x.data()[i] = R(1) / R(i + 3);
  const auto start = std::chrono::steady_clock::now();
  for (int repetition = 0; repetition < repetitions; ++repetition) numerics::product<R>({x}, {x, true});
  return seconds_since(start) / static_cast<double>(repetitions * length * places * places);
}

template <class R>
double expected_seconds(const numerics::Settings& settings, const Sizes& sizes, const std::string& width,
                        long steps) {
  const DecimalGrid grid = DecimalGrid::for_width(theory::rational_from_decimal(width));
  const Products products = products_of(settings, sizes);
  return seconds_of_product<R>(request(grid, steps, {}).first_digits) *
         (products.first + products.every_step * static_cast<double>(steps));
}

template double expected_seconds<numerics::Ball>(const numerics::Settings&, const Sizes&, const std::string&,
                                                 long);
template double expected_seconds<numerics::Interval>(const numerics::Settings&, const Sizes&,
                                                     const std::string&, long);

void require_memory_for_certificate(const numerics::Settings& settings, const Sizes& sizes) {
  constexpr double doubles_a_number = 4;  // itself, and some 24 characters
  const double rows = sizes.patches + 2 * static_cast<double>(settings.neurons());
  numerics::require_memory(settings.document.origin("data.dimension"), "data.dimension", rows,
                           sizes.dimension, doubles_a_number);
}

std::string duration_text(double seconds) {
  struct Unit {
    double seconds;
    const char* name;
  };
  constexpr std::array<Unit, 5> units{
      {{31'557'600, "years"}, {86'400, "days"}, {3'600, "h"}, {60, "min"}, {1, "s"}}};
  for (const Unit& unit : units)
    if (seconds >= 2 * unit.seconds || unit.seconds == 1)
      return fmt::format("{:.2g} {}", seconds / unit.seconds, unit.name);
  return "";
}

void Effort::expect(double seconds) {
  if (!(seconds <= most_seconds_))
    throw numerics::InputError(
        {command_, 1},
        fmt::format("too much work, read about {} of computing, allowed: at most {}, or a larger --hours",
                    duration_text(seconds), duration_text(most_seconds_)));
  if (quiet_ || seconds < shown_seconds_) return;
  shown_seconds_ = 2 * seconds;
  warn("{}: about {} of computing", command_, duration_text(seconds));
}

void Effort::follow(long digits, long step, long steps) {
  constexpr double enough = 3;  // seconds that tell a pace
  if (digits != digits_) {
    digits_ = digits;
    first_step_ = step;
    start_ = Clock::now();
    return;
  }
  const double elapsed = seconds_since(start_);
  if (elapsed < enough) return;
  expect(elapsed / static_cast<double>(step - first_step_) * static_cast<double>(steps - first_step_));
}

}  // namespace featdyn::verify
