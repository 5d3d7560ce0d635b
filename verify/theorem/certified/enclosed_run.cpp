#include "verify/theorem/certified/enclosed_run.hpp"

#include <cmath>

#include "numerics/enclosure/enclosure.hpp"
#include "numerics/linear/least_squares.hpp"
#include "numerics/points/symmetric_box.hpp"
#include "numerics/training/outputs.hpp"
#include "numerics/training/stop.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;

/// What counts as the point that a run comes to: how far it is at most, relative to the largest entry.
constexpr double near_enough = 1e-3;

bool is_near(const Matrix<double>& found, const Matrix<Ball>& point) {
  double apart = 0, size = 0;
  for (Index i = 0; i < found.size(); ++i) {
    const auto at = static_cast<double>(point.data()[i]);
    apart = std::fmax(apart, std::abs(found.data()[i] - at)), size = std::fmax(size, std::abs(at));
  }
  return apart <= near_enough * size;
}

/// The row u of coefficients of the mean neuron and its squared norm off the patches' span: where Newton's method begins.
numerics::SymmetricPoint start_of(const Matrix<double>& A, const Matrix<double>& G, const Matrix<double>& K,
                                  const numerics::SymmetricSet& set) {
  const Matrix<double> a = A.colwise().mean();
  const Matrix<double> u = numerics::least_norm_solution(K, a.transpose()).transpose();
  const double in_span = (u * a.transpose())(0, 0);
  return {.set = set, .u = u, .zeta = set.in_span ? 0 : G.diagonal().mean() - in_span, .a = a};
}

/// All neurons of a symmetric point.
EnclosedState state_of(const numerics::SymmetricBox& box, const numerics::SymmetricSet& set, Index m) {
  EnclosedState state{.A = Matrix<Ball>(m, box.a.cols()),
                      .G = Matrix<Ball>(m, m),
                      .loss = box.loss,
                      .gradient_norm = Ball(0)};
  for (Index r = 0; r < m; ++r) state.A.row(r) = box.a.row(0);
  const Ball shared = theory::to_real<Ball>(theory::shared_part(set.symmetry, m));
  for (Index r = 0; r < m; ++r)
    for (Index s = 0; s < m; ++s) state.G(r, s) = box.in_span + box.zeta * (r == s ? Ball(1) : shared);
  return state;
}

}  // namespace

EnclosedRun enclosed_run(const numerics::Problem& problem, const KeptSteps& kept) {
  numerics::Recurrence<Ball> recurrence(problem, numerics::initial_state<Ball>(problem),
                                        numerics::learning_rate<Ball>(problem.settings));
  EnclosedRun run;
  for (long k = 0;; ++k) {
    numerics::stop_if_asked();
    const auto now = recurrence.evaluate();
    if (!(numerics::widest(recurrence.overlaps()) < 0) || !isfinite(now.loss)) return run;
    run.reached = k;
    if (kept.steps.empty() || kept.steps.contains(k))
      run.states.emplace(k, EnclosedState{.A = recurrence.overlaps(),
                                          .G = recurrence.gram(),
                                          .loss = now.loss,
                                          .gradient_norm = now.gradient_norm});
    if (k >= kept.last) return run;
    recurrence.advance();
  }
}

std::optional<EnclosedState> enclosed_rest(const numerics::Problem& problem, const Matrix<double>& A,
                                           const Matrix<double>& G) {
  using theory::Symmetry;
  const Matrix<double> K = problem.data.patches * problem.data.patches.transpose();
  for (const numerics::SymmetricSet set : {numerics::SymmetricSet{.symmetry = Symmetry::simplex},
                                           {.symmetry = Symmetry::equal},
                                           {.symmetry = Symmetry::equal, .in_span = true}}) {
    const auto point = numerics::find_symmetric_point(problem, K, start_of(A, G, K, set));
    const auto box = point ? numerics::enclose_symmetric_point(problem, *point) : std::nullopt;
    if (!box) continue;
    EnclosedState state = state_of(*box, set, A.rows());
    if (is_near(A, state.A) && is_near(G, state.G)) return state;
  }
  return std::nullopt;
}

std::vector<Ball> enclosed_norms(const numerics::Problem& problem) {
  std::vector<Ball> norms;
  for (Index p = 0; p < problem.data.count(); ++p) {
    Ball square(0);
    for (Index i = 0; i < problem.data.dimension(); ++i) {
      const Ball x(problem.data.patches(p, i));
      square += x * x;
    }
    norms.push_back(numerics::root_of_square(square));
  }
  return norms;
}

std::vector<Ball> enclosed_outputs(const numerics::Problem& problem, const EnclosedState& state) {
  const auto& coefficients = problem.settings.activation;
  Matrix<Ball> activity = Matrix<Ball>::Zero(state.A.rows(), state.A.cols());
  for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c)
    activity = (activity.cwiseProduct(state.A).array() + theory::to_real<Ball>(c->value)).matrix().eval();
  return numerics::outputs_from<Ball>(problem, activity);
}

}  // namespace featdyn::verify
