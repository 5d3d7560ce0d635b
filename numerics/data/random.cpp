#include "numerics/data/random.hpp"

#include <algorithm>
#include <array>
#include <boost/random/normal_distribution.hpp>

#include "numerics/data/engine.hpp"

namespace featdyn::numerics {
namespace {

constexpr std::size_t block = 4096;

/// The finaliser of SplitMix64: a bijection of 64-bit words that spreads every bit.
std::uint64_t mix(std::uint64_t word) {
  word += 0x9E3779B97F4A7C15U;
  word = (word ^ (word >> 30U)) * 0xBF58476D1CE4E5B9U;
  word = (word ^ (word >> 27U)) * 0x94D049BB133111EBU;
  return word ^ (word >> 31U);
}

}  // namespace

Engine stream(std::uint64_t seed, std::string_view name, std::initializer_list<std::uint64_t> indices) {
  std::uint64_t key = mix(seed);
  for (const char c : name) key = mix(key ^ static_cast<unsigned char>(c));
  key = mix(key ^ name.size());
  for (const std::uint64_t index : indices) key = mix(key ^ index);
  return Engine(key);
}

namespace {

void fill_uniform(Engine& engine, double* values, std::size_t count) {
  std::generate_n(values, count, [&] { return static_cast<double>(engine() >> 11U) * 0x1p-52 - 1; });
}

/// Part of a row, block by block.
template <class Fill>
void fill_row(std::uint64_t seed, std::string_view name, std::uint64_t row, double* values, std::size_t count,
              std::size_t first, Fill fill) {
  for (std::size_t at = first, end = first + count; at < end;) {
    const std::size_t skipped = at % block, taken = std::min(block - skipped, end - at);
    Engine engine = stream(seed, name, {row, at / block});
    std::array<double, block> before;
    fill(engine, before.data(), skipped);
    fill(engine, values + (at - first), taken);
    at += taken;
  }
}

}  // namespace

void fill_standard_normal(Engine& engine, double* values, std::size_t count) {
  boost::random::normal_distribution<double> normal;
  std::generate_n(values, count, [&] { return normal(engine); });
}

void fill_normal_row(std::uint64_t seed, std::string_view name, std::uint64_t row, double* values,
                     std::size_t count, std::size_t first) {
  fill_row(seed, name, row, values, count, first, fill_standard_normal);
}

void fill_uniform_row(std::uint64_t seed, std::string_view name, std::uint64_t row, double* values,
                      std::size_t count, std::size_t first) {
  fill_row(seed, name, row, values, count, first, fill_uniform);
}

}  // namespace featdyn::numerics
