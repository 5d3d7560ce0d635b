#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>

namespace featdyn::testing {

using Engine = boost::random::mt19937_64;

/// A whole number, ends included.
inline long pick(Engine& engine, long least, long most) {
  return boost::random::uniform_int_distribution<long>(least, most)(engine);
}

/// Between -1 and 1.
inline double uniform(Engine& engine) {
  return boost::random::uniform_real_distribution<double>(-1, 1)(engine);
}

}  // namespace featdyn::testing
