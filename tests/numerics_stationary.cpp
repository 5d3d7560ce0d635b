#include <boost/test/unit_test.hpp>

#include "numerics/methods/recurrence.hpp"
#include "numerics/points/joint_vectors.hpp"
#include "numerics/points/krawczyk.hpp"
#include "tests/problems.hpp"
#include "tests/scattered.hpp"

BOOST_AUTO_TEST_SUITE(numerics_stationary)

using namespace featdyn;
using namespace featdyn::testing;
using namespace featdyn::numerics;

namespace {

/// Figure 2's setting with exactly orthogonal patches of their expected norms, so that K is diagonal; 32 patches
/// and a simplex of 20 neurons, which takes 19 more coordinates.
Problem orthogonal(double n_snr_squared, Index dimension = 60) {
  Problem result = problem({"data.dimension=" + std::to_string(dimension), "data.samples=30",
                            "network.width=20", "init.std=0.001"});
  const double d = 1000, n = 30;
  result.data.patches.setZero();
  for (Index p = 0; p < result.data.count(); ++p)
    result.data.patches(p, p) = std::sqrt(p < 2 ? n_snr_squared * d / n : d);
  return result;
}

SymmetricPoint start_at(const Matrix<double>& K, double signal, double noise, double zeta) {
  SymmetricPoint start{.u = Matrix<double>::Zero(1, K.rows()), .zeta = zeta, .a = {}};
  for (Index p = 0; p < K.rows(); ++p) start.u(0, p) = (p < 2 ? signal : noise) / K(p, p);
  return start;
}

/// The stationary point of the simplex set with the lowest loss, from several starts.
SymmetricPoint lowest(const Problem& problem, const Matrix<double>& K) {
  std::optional<SymmetricPoint> best;
  for (const double signal : {0.05, 0.2, 1.0})
    for (const double zeta : {0.1, 1.0, 2.0, 4.0})
      if (const auto point = find_symmetric_point(problem, K, start_at(K, signal, 1.0, zeta)))
        if (!best || point->loss < best->loss) best = point;
  BOOST_REQUIRE(best.has_value());
  return *best;
}

}  // namespace

/// Section 4: the symmetric branch gives these ratios at n SNR^2, for d = 1000, n = 30, m = 20, t = 0.2;
/// exactly 1 at 2.
BOOST_AUTO_TEST_CASE(the_symmetric_branch_follows_its_law) {
  const std::pair<double, double> law[] = {{0.1, 0.220}, {0.4, 0.611}, {0.75, 0.779}, {2, 1}, {6.75, 1.220}};
  for (const auto& [n_snr_squared, ratio] : law) {
    const Problem problem = orthogonal(n_snr_squared);
    const SymmetricPoint point = lowest(problem, gram<double>(problem.data.patches));
    BOOST_TEST_CONTEXT(n_snr_squared)
    BOOST_TEST(point.a(0, 0) / point.a(0, 5) == ratio, boost::test_tools::tolerance(2e-3));
  }
  const Problem balanced = orthogonal(2);
  const SymmetricPoint point = lowest(balanced, gram<double>(balanced.data.patches));
  BOOST_TEST(point.a(0, 0) / point.a(0, 5) == 1, boost::test_tools::tolerance(1e-12));
}

/// A point of the reduced system is a stationary point of the full one: its gradient vanishes in W.
BOOST_AUTO_TEST_CASE(a_symmetric_point_is_stationary_for_the_full_loss) {
  const Problem problem = orthogonal(0.75);
  const Matrix<double> K = gram<double>(problem.data.patches);
  const SpanPoint span = span_point(lowest(problem, K), K, 20, 60);
  Recurrence<double> recurrence(problem,
                                {.A = span.T * span.B.transpose(), .G = gram<double>(span.T), .K = K}, 0.01);
  BOOST_TEST(recurrence.evaluate().gradient_norm <
             1e-6);  // the root of a square of rounding size 1e-15 |terms|
  const Matrix<double> before = recurrence.overlaps();
  recurrence.advance();
  BOOST_TEST((recurrence.overlaps() - before).cwiseAbs().maxCoeff() < 1e-13);
}

BOOST_AUTO_TEST_CASE(existence_is_proved_at_a_stationary_point_and_not_beside_it) {
  const Problem problem = orthogonal(0.75);
  SymmetricPoint point = lowest(problem, gram<double>(problem.data.patches));
  const Existence here = prove_existence(problem, point);
  BOOST_TEST(here.proved);
  BOOST_TEST(here.radius < 1e-10);
  const double ratio = point.a(0, 0) / point.a(0, 5);
  BOOST_TEST(theory::to_real<double>(here.ratio.lower) <= ratio);
  BOOST_TEST(theory::to_real<double>(here.ratio.upper) >= ratio);
  point.u *= 1.3;
  BOOST_TEST(!prove_existence(problem, point).proved);
}

BOOST_AUTO_TEST_CASE(nothing_exists_where_the_space_has_no_room_for_it) {
  const Problem none = orthogonal(0.75, 50), just = orthogonal(0.75, 51);
  const Matrix<double> K = gram<double>(just.data.patches);
  const SymmetricPoint point = lowest(just, K);
  BOOST_TEST(prove_existence(just, point).proved);
  BOOST_TEST(!prove_existence(none, point).proved);
  const Refined refined = refine(just, span_point(point, K, 20, 51), 0);
  BOOST_TEST(refined.point.T.cols() == 51);
  BOOST_TEST(refined.point.residual < 1e-6);
  BOOST_TEST(refined.spectrum.unstable == 0);
  BOOST_TEST(refined.spectrum.rotations == 171);  // of a simplex of rank 19 in 19 dimensions: 19 * 18 / 2
  BOOST_TEST(refined.spectrum.zero == refined.spectrum.rotations);
}

/// Repeated and dependent patches: as many coordinates as they span, whose Gram matrices are what was given.
BOOST_AUTO_TEST_CASE(joint_vectors_have_the_inner_products_and_the_rank_that_they_were_given) {
  Matrix<double> X = scattered(6, 4, 1, 0.2);
  X.row(5) = X.row(0) + 2 * X.row(1);
  X.row(4) = X.row(3);
  const Matrix<double> W = scattered(3, 4, 0.01, 0.7), A = W * X.transpose(), G = gram<double>(W),
                       K = gram<double>(X);
  const JointVectors found = joint_vectors(A, G, K);
  const auto& [U, V, Y] = found.vectors;
  BOOST_TEST(found.rank == 4);
  BOOST_TEST(Y.cols() == 4);
  BOOST_TEST((U * Y.transpose() - A).norm() < 1e-12 * A.norm());
  BOOST_TEST((gram<double>(U) - G).norm() < 1e-12 * G.norm());
  BOOST_TEST((gram<double>(Y) - K).norm() < 1e-12 * K.norm());
}

/// Training ends on the simplex; the point with all neurons equal in the data span is a saddle.
BOOST_AUTO_TEST_CASE(the_spectrum_counts_saddles_and_rotations) {
  const Problem problem = orthogonal(0.75);
  const Matrix<double> K = gram<double>(problem.data.patches);
  const Refined stable = refine(problem, span_point(lowest(problem, K), K, 20, 60), 0);
  BOOST_TEST(stable.spectrum.unstable == 0);
  BOOST_TEST(stable.spectrum.rotations == 190);  // of a simplex of rank 19 in 20 dimensions: 19 * 18 / 2 + 19
  BOOST_TEST(stable.spectrum.zero == stable.spectrum.rotations);

  std::optional<SymmetricPoint> saddle;
  for (const double size : {0.2, 1.0, 2.0}) {
    SymmetricPoint start = start_at(K, size, 0.2, 0);
    start.set = {.symmetry = theory::Symmetry::equal, .in_span = true};
    if (const auto point = find_symmetric_point(problem, K, start); point && point->u.norm() > 1e-3)
      saddle = point;
  }
  BOOST_REQUIRE(saddle.has_value());
  BOOST_TEST(refine(problem, span_point(*saddle, K, 20, 60), 0).spectrum.unstable > 0);
}

BOOST_AUTO_TEST_SUITE_END()
