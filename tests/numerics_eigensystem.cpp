#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "numerics/linear/eigensystem.hpp"

BOOST_AUTO_TEST_SUITE(numerics_eigensystem)

using namespace featdyn::numerics;

BOOST_AUTO_TEST_CASE(a_matrix_with_known_eigenvalues_is_put_together_again) {
  Eigen::MatrixXd S(2, 2);
  S << 2, 1, 1, 2;  // eigenvalues 1 and 3
  const Eigensystem found = eigensystem(S);
  const Eigen::MatrixXd together = found.vectors * found.values.asDiagonal() * found.vectors.transpose();
  BOOST_TEST(std::abs(found.values[0] - 1) < 1e-15);
  BOOST_TEST(std::abs(found.values[1] - 3) < 1e-15);
  BOOST_TEST((together - S).norm() < 1e-14);
  BOOST_TEST((eigenvalues(S) - found.values).norm() < 1e-15);
}

BOOST_AUTO_TEST_CASE(a_path_of_three_has_the_eigenvalues_of_its_cosines) {
  const Eigen::VectorXd found = tridiagonal_eigenvalues(Eigen::VectorXd::Zero(3), Eigen::VectorXd::Ones(2));
  for (int k = 0; k < 3; ++k)
    BOOST_TEST(std::abs(found[k] + 2 * std::cos((k + 1) * std::acos(-1) / 4)) < 1e-14);
}

BOOST_AUTO_TEST_SUITE_END()
