#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace featdyn::numerics {

using Engine = boost::random::mt19937_64;

/// The engine of the stream named `name` under `seed`; `indices` tell its parts apart (row, block, step,
/// ...). Streams of different names, indices or seeds are independent; equal ones are equal on every machine.
Engine stream(std::uint64_t seed, std::string_view name, std::initializer_list<std::uint64_t> indices);

/// Fills with independent N(0, 1) numbers from one engine.
void fill_standard_normal(Engine& engine, double* values, std::size_t count);

/// Entries `first`, first + 1, ... of row `row` of a standard normal array with rows of any length: block b
/// of 4096 entries is a stream of its own, so that any part can be made without the rest, by any thread.
void fill_normal_row(std::uint64_t seed, std::string_view name, std::uint64_t row, double* values,
                     std::size_t count, std::size_t first = 0);
/// The same of numbers uniform on [-1, 1), multiples of 2^-52.
void fill_uniform_row(std::uint64_t seed, std::string_view name, std::uint64_t row, double* values,
                      std::size_t count, std::size_t first = 0);

}  // namespace featdyn::numerics
