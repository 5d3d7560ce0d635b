#include <boost/test/unit_test.hpp>

#include "numerics/data/random.hpp"
#include "numerics/flow/flow.hpp"
#include "numerics/methods/decomposition.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/problem/span_vectors.inl"
#include "numerics/problem/streamed_problem.hpp"
#include "tests/both_ways.hpp"
#include "tests/scattered.hpp"

BOOST_AUTO_TEST_SUITE(numerics_span_vectors)

using namespace featdyn;
using namespace featdyn::testing;
using namespace featdyn::numerics;

namespace {

/// Two-patch data with fewer dimensions than vectors, on which training passes a saddle.
Problem narrow(long d, long n, long m, long steps, const Overrides& further = {}) {
  return problem(with({"data.dimension=" + std::to_string(d), "data.samples=" + std::to_string(n),
                       "data.signal_norm=3", "network.width=" + std::to_string(m), "init.std=0.05",
                       "training.learning_rate=0.02", "training.steps=" + std::to_string(steps)},
                      further));
}

/// Loss and ratio of mean overlaps where training ends.
template <class M>
std::pair<double, double> end_of(M& method, const Problem& problem) {
  Evaluation<double> now = method.evaluate();
  for (long k = 0; k < problem.settings.training.steps; ++k) {
    method.advance();
    now = method.evaluate();
  }
  const auto record =
      summarise<double>(select_overlaps(problem), 0, 0.0, now, method.overlaps(), method.gram());
  return {record.loss, record.ratio.value_or(0)};
}

void check_end(const Problem& problem, double loss, double ratio) {
  const double eta = learning_rate<double>(problem.settings);
  const auto start = initial_state<double>(problem);
  BOOST_REQUIRE(start.vectors.has_value());
  const auto check = [&](const char* name, const std::pair<double, double>& end) {
    BOOST_TEST(end.first == loss, name << boost::test_tools::tolerance(1e-4));
    BOOST_TEST(end.second == ratio, name << boost::test_tools::tolerance(1e-3));
  };
  Recurrence<double> recurrence(problem, start, eta);
  check("recurrence", end_of(recurrence, problem));
  Decomposition<double> decomposition(problem, start, eta);
  check("decomposition", end_of(decomposition, problem));
}

}  // namespace

BOOST_AUTO_TEST_CASE(rows_are_clearly_independent_or_not_whatever_their_norms) {
  Matrix<double> X = scattered(3, 8, 1, 0.4);
  BOOST_TEST(are_clearly_independent(gram<double>(X)));
  X.row(1) *= 1e-9;
  BOOST_TEST(are_clearly_independent(gram<double>(X)));
  for (const double apart : {1e-2, 1e-6, 0.0}) {
    Matrix<double> Y = X;
    Y.row(2) = Y.row(0) + apart * Y.row(2);
    BOOST_TEST(!are_clearly_independent(gram<double>(Y)), apart);
  }
  X.row(1).setZero();
  BOOST_TEST(!are_clearly_independent(gram<double>(X)));
  X(1, 1) = std::nan("");
  BOOST_TEST(!are_clearly_independent(gram<double>(X)));
}

/// Householder's triangle is off by rounding of each row, also of a tiny one; few columns stay what they are.
BOOST_AUTO_TEST_CASE(coordinates_added_block_by_block_keep_the_inner_products) {
  Matrix<double> rows = scattered(5, 60, 1, 0.1);
  rows.row(3) = rows.row(1);
  rows.row(4) *= 1e-20;
  SpanFactor<double> factor, narrow;
  for (Index first = 0; first < 60; first += 12) factor.add(rows.middleCols(first, 12));
  const Matrix<double> L = factor.rows();
  BOOST_TEST(L.cols() == 5);
  const Eigen::VectorXd norms = rows.rowwise().norm();
  const Matrix<double> difference = gram<double>(L) - gram<double>(rows);
  for (Index i = 0; i < 5; ++i)
    for (Index j = 0; j < 5; ++j) BOOST_TEST(std::abs(difference(i, j)) <= 1e-14 * norms[i] * norms[j]);
  BOOST_TEST((L.row(3) - L.row(1)).norm() <= 1e-14 * norms[1]);
  narrow.add(rows.leftCols(2));
  narrow.add(rows.middleCols(2, 2));
  BOOST_TEST((narrow.rows() == rows.leftCols(4)));
}

BOOST_AUTO_TEST_CASE(inner_products_stay_the_state_where_the_vectors_are_clearly_independent) {
  BOOST_TEST(!initial_state<double>(problem({"data.dimension=200"})).vectors.has_value());
  BOOST_TEST(initial_state<double>(problem({"data.dimension=8"})).vectors.has_value());
  // the momenta of 3 neurons lie in the span of 9 vectors, as does a second layer that starts at the first
  for (const char* piece :
       {"training.momentum=0.5", "network.second_layer=trained", "network.second_layer=fixed"}) {
    const auto start = initial_state<double>(problem({"data.dimension=200", piece}));
    BOOST_REQUIRE(start.vectors.has_value());
    BOOST_TEST(start.vectors->X.cols() == 9);
    BOOST_TEST((start.vectors->W * start.vectors->X.transpose() - start.A).norm() <= 1e-14 * start.A.norm());
  }
}

/// What training of the network comes to, by an independent program: loss and ratio at the end.
BOOST_AUTO_TEST_CASE(training_in_few_dimensions_ends_where_the_network_ends) {
  check_end(narrow(20, 40, 5, 8000), -0.96767, 1.79953);
  check_end(narrow(6, 4, 2, 20000), -0.6273, 1.914);
}

BOOST_AUTO_TEST_CASE(every_piece_trains_as_the_network_does_in_few_dimensions) {
  for (const Overrides& pieces :
       {Overrides{"training.momentum=0.8"},
        Overrides{"network.second_layer=trained", "training.momentum=0.5"},
        Overrides{"network.second_layer=fixed"},
        Overrides{"training.weight_decay=0.1", "training.schedule=cosine"},
        Overrides{"network.activation=relu"}, Overrides{"training.batch_size=2"},
        Overrides{"network.objective=classification", "network.second_layer=trained",
                  "training.momentum=0.5"},
        Overrides{"network.objective=classification", "network.noised_inputs=true", "network.loss=square"}}) {
    const Problem small = narrow(5, 4, 3, 40, pieces);
    const double eta = learning_rate<double>(small.settings);
    const auto start = initial_state<double>(small);
    BOOST_REQUIRE(start.vectors.has_value());
    Network<double> network(small, eta);
    Recurrence<double> recurrence(small, start, eta);
    Decomposition<double> decomposition(small, start, eta);
    BOOST_TEST_CONTEXT(pieces.front()) for (long k = 0; k < 40; ++k) {
      const auto expected = network.evaluate();
      const auto check = [&](auto& method) {
        const auto found = method.evaluate();
        BOOST_TEST(found.loss == expected.loss, boost::test_tools::tolerance(1e-12));
        BOOST_TEST(found.gradient_norm == expected.gradient_norm, boost::test_tools::tolerance(1e-11));
        BOOST_TEST((method.overlaps() - network.overlaps()).norm() <=
                   1e-12 * (1 + network.overlaps().norm()));
        BOOST_TEST((method.gram() - network.gram()).norm() <= 1e-12 * (1 + network.gram().norm()));
        method.advance();
      };
      check(recurrence);
      check(decomposition);
      network.advance();
    }
  }
}

/// Noise in two directions only, in so many dimensions that the vectors are not kept.
BOOST_AUTO_TEST_CASE(streamed_data_of_low_rank_train_as_whole_ones) {
  const auto low_rank = settings({"data.dimension=20000", "data.noise_spectrum=[[0.0001, 70], [0.9999, 0]]"});
  const Problem streamed = make_streamed_problem(low_rank), whole = make_problem(low_rank);
  const auto start = initial_state<double>(streamed), expected = initial_state<double>(whole);
  BOOST_REQUIRE(start.vectors.has_value());
  BOOST_TEST(((*start.vectors).X == expected.vectors->X));
  BOOST_TEST(((*start.vectors).W == expected.vectors->W));
}

BOOST_AUTO_TEST_SUITE_END()
