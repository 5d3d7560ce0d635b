#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>
#include <set>
#include <vector>

#include "numerics/data/engine.hpp"
#include "numerics/data/random.hpp"

BOOST_AUTO_TEST_SUITE(numerics_random)

using namespace featdyn::numerics;

namespace {

std::vector<double> row(std::uint64_t seed, const char* name, std::uint64_t index, std::size_t count) {
  std::vector<double> values(count);
  fill_normal_row(seed, name, index, values.data(), count);
  return values;
}

/// Published finaliser of SplitMix64: its first output at state 0 is E220A8397B1DCDAF.
std::uint64_t split_mix(std::uint64_t word) {
  word += 0x9E3779B97F4A7C15ULL;
  word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9ULL;
  word = (word ^ (word >> 27)) * 0x94D049BB133111EBULL;
  return word ^ (word >> 31);
}

}  // namespace

BOOST_AUTO_TEST_CASE(any_part_of_a_row_is_the_same_without_the_rest) {
  const std::vector<double> whole = row(3, "noise", 2, 13000);
  for (const std::size_t first : {0, 1, 4095, 4096, 5000, 8192})
    for (const std::size_t count : {1, 100, 4096, 4800}) {
      std::vector<double> part(count);
      fill_normal_row(3, "noise", 2, part.data(), count, first);
      BOOST_TEST(std::equal(part.begin(), part.end(), whole.begin() + static_cast<long>(first)));
    }
}

BOOST_AUTO_TEST_CASE(a_stream_is_the_standard_mersenne_twister_seeded_by_split_mix) {
  BOOST_TEST(split_mix(0) == 0xE220A8397B1DCDAFULL);
  std::uint64_t key = split_mix(7);
  key = split_mix(key ^ static_cast<unsigned char>('x'));
  key = split_mix(key ^ 1);  // the length of the name
  key = split_mix(key ^ 5);
  std::mt19937_64 expected(key);
  Engine engine = stream(7, "x", {5});
  for (int i = 0; i < 1000; ++i) BOOST_REQUIRE(engine() == expected());
}

BOOST_AUTO_TEST_CASE(the_first_numbers_are_the_same_on_every_machine) {
  const auto values = row(1, "noise", 0, 3);
  const std::vector<double> stored{-1.812600432633471, -1.0519895222457596, 0.77187604875956251};
  for (std::size_t i = 0; i < 3; ++i)
    BOOST_TEST(std::abs(values[i] - stored[i]) <= 1e-15 * std::abs(stored[i]));
}

BOOST_AUTO_TEST_CASE(streams_of_other_seeds_names_and_indices_differ) {
  std::set<std::uint64_t> first;
  const auto insert = [&](Engine engine) { first.insert(engine()); };
  insert(stream(1, "noise", {}));
  insert(stream(2, "noise", {}));
  insert(stream(1, "weights", {}));
  insert(stream(1, "noise", {0}));
  insert(stream(1, "noise", {1}));
  insert(stream(1, "noise", {0, 0}));
  insert(stream(1, "noise", {0, 1}));
  insert(stream(1, "noise", {1, 0}));
  insert(stream(1, "nois", {'e'}));
  insert(stream(1, "", {}));
  BOOST_TEST(first.size() == 10U);
}

BOOST_AUTO_TEST_CASE(the_prefix_of_a_row_does_not_depend_on_its_length) {
  const auto whole = row(3, "weights", 2, 9000);
  for (const std::size_t count : {1U, 4095U, 4096U, 4097U, 8999U}) {
    const auto prefix = row(3, "weights", 2, count);
    BOOST_TEST(std::equal(prefix.begin(), prefix.end(), whole.begin()), count);
  }
}

BOOST_AUTO_TEST_CASE(the_moments_are_those_of_a_standard_normal) {
  const std::size_t count = 200000;
  double moments[5] = {};
  for (const double x : row(5, "noise", 0, count))
    for (int k = 1; k <= 4; ++k) moments[k] += std::pow(x, k) / static_cast<double>(count);
  // Five standard errors: the variance of Z^k is E Z^2k - (E Z^k)^2 = 1, 2, 15, 96.
  const double error = 5 / std::sqrt(static_cast<double>(count));
  BOOST_TEST(std::abs(moments[1]) < error);
  BOOST_TEST(std::abs(moments[2] - 1) < error * std::sqrt(2));
  BOOST_TEST(std::abs(moments[3]) < error * std::sqrt(15));
  BOOST_TEST(std::abs(moments[4] - 3) < error * std::sqrt(96));
}

BOOST_AUTO_TEST_SUITE_END()
