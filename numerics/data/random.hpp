#pragma once

#include <cstdint>
#include <string_view>

namespace featdyn::numerics {

/// Entries `first`, first + 1, ... of row `row` of a standard normal array with rows of any length: block b
/// of 4096 entries is a stream of its own, so that any part can be made without the rest, by any thread.
void fill_normal_row(std::uint64_t seed, std::string_view name, std::uint64_t row, double* values,
                     std::size_t count, std::size_t first = 0);
/// The same of numbers uniform on [-1, 1), multiples of 2^-52.
void fill_uniform_row(std::uint64_t seed, std::string_view name, std::uint64_t row, double* values,
                      std::size_t count, std::size_t first = 0);

}  // namespace featdyn::numerics
