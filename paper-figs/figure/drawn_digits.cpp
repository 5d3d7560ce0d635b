#include "paper-figs/figure/drawn_digits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "numerics/data/engine.hpp"
#include "numerics/files/atomic_file.hpp"
#include "numerics/files/idx.hpp"

namespace featdyn::figures {
namespace {

constexpr int side = 28, each = 500, kinds = 3, stops = 60;

struct Place {
  double x, y;  ///< of a digit one unit high and about one wide, around 0, y downwards
};

/// Where the pen is after a part s of the way, 0 <= s <= 1.
Place pen(int digit, double s) {
  const double pi = std::numbers::pi;
  if (digit == 0) return {0.32 * std::cos(2 * pi * s), 0.5 * std::sin(2 * pi * s)};
  if (digit == 1) return {0, s - 0.5};
  if (s < 0.5) return {0.3 * std::sin(pi * (3 * s - 0.5)), -0.25 - 0.25 * std::cos(pi * (3 * s - 0.5))};
  if (s < 0.75) return {0.3 - 2.4 * (s - 0.5), -0.25 + 3 * (s - 0.5)};
  return {-0.3 + 2.4 * (s - 0.75), 0.5};
}

/// How one picture differs from the others: independent standard normal numbers.
using Hand = std::array<double, 8>;

Place drawn(int digit, double s, const Hand& hand) {
  const Place p = pen(digit, s);
  const double height = 19 * (1 + 0.08 * hand[0]), width = height * (1 + 0.12 * hand[1]),
               slant = 0.18 * hand[2];
  return {13.5 + 1.0 * hand[3] + width * (p.x - slant * p.y) + 0.7 * std::sin(5 * s + 3 * hand[4]),
          13.5 + 1.0 * hand[5] + height * p.y + 0.7 * std::sin(4 * s + 3 * hand[6])};
}

void draw(int digit, const Hand& hand, std::uint8_t* pixels) {
  const double thickness = 1.2 * (1 + 0.15 * hand[7]);
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column) {
      double nearest = HUGE_VAL;
      for (int k = 0; k <= stops; ++k) {
        const Place p = drawn(digit, k / static_cast<double>(stops), hand);
        nearest = std::min(nearest, std::hypot(p.x - column, p.y - row));
      }
      pixels[row * side + column] =
          static_cast<std::uint8_t>(255 * std::clamp(thickness + 0.7 - nearest, 0.0, 1.0));
    }
}

}  // namespace

void write_drawn_digits(const std::filesystem::path& folder) {
  numerics::IdxArray images{.shape = {kinds * each, side, side}, .values = {}},
      labels{.shape = {kinds * each}, .values = {}};
  images.values.resize(std::size_t{kinds} * each * side * side);
  for (int i = 0; i < kinds * each; ++i) {
    Hand hand{};
    numerics::Engine engine = numerics::stream(0, "drawn digits", {static_cast<std::uint64_t>(i)});
    numerics::fill_standard_normal(engine, hand.data(), hand.size());
    draw(i % kinds, hand, images.values.data() + std::size_t{side} * side * static_cast<std::size_t>(i));
    labels.values.push_back(static_cast<std::uint8_t>(i % kinds));
  }
  std::filesystem::create_directories(folder);
  numerics::write_file(folder / mnist_images, numerics::idx_bytes(images));
  numerics::write_file(folder / mnist_labels, numerics::idx_bytes(labels));
}

}  // namespace featdyn::figures
