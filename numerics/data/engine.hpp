#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <cstdint>
#include <initializer_list>
#include <string_view>

/// Random numbers of a stream that is drawn in order; rows of a fixed array are in random.hpp, which needs no Boost.
namespace featdyn::numerics {

using Engine = boost::random::mt19937_64;

/// The engine of the stream named `name` under `seed`; `indices` tell its parts apart (row, block, step,
/// ...). Streams of different names, indices or seeds are independent; equal ones are equal on every machine.
Engine stream(std::uint64_t seed, std::string_view name, std::initializer_list<std::uint64_t> indices);

/// Fills with independent N(0, 1) numbers from one engine.
void fill_standard_normal(Engine& engine, double* values, std::size_t count);

}  // namespace featdyn::numerics
