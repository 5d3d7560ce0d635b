#include <omp.h>

#include <boost/test/unit_test.hpp>

#include "numerics/linear/matrix.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_matrix)

using namespace featdyn::numerics;
using featdyn::testing::waves;

namespace {

Matrix<double> product_with_threads(int threads, Factor<double> x, Factor<double> y) {
  const int before = omp_get_max_threads();
  omp_set_num_threads(threads);
  Matrix<double> result = product<double>(x, y);
  omp_set_num_threads(before);
  return result;
}

}  // namespace

// shapes with one tile, a narrow last tile, whole tiles, several rows of tiles, and few enough for no tile
BOOST_AUTO_TEST_CASE(large_products_are_whole_and_the_same_on_every_number_of_threads) {
  for (const auto& [rows, columns, inner] : {std::array<Index, 3>{255, 256, 65},
                                             {20, 1000, 600},
                                             {2, 512, 5000},
                                             {513, 600, 40},
                                             {300, 1, 20000},
                                             {3, 5, 0},
                                             {7, 9, 11}}) {
    const auto x = waves(rows, inner, 1, 1), y = waves(inner, columns, 1, 2);
    const Matrix<double> x_turned = x.transpose(), y_turned = y.transpose(), expected = x.lazyProduct(y);
    for (const Factor<double> left : {Factor<double>{x}, Factor<double>{x_turned, true}})
      for (const Factor<double> right : {Factor<double>{y}, Factor<double>{y_turned, true}}) {
        const Matrix<double> one = product_with_threads(1, left, right);
        BOOST_TEST((one - expected).lpNorm<Eigen::Infinity>() <= 1e-14 * static_cast<double>(inner));
        BOOST_TEST((one == product_with_threads(3, left, right)));
      }
  }
}

BOOST_AUTO_TEST_SUITE_END()
