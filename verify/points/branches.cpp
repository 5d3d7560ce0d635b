#include "verify/points/branches.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "numerics/data/initial_scales.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/points/joint_vectors.hpp"
#include "numerics/training/train.hpp"
#include "verify/terminal/progress_bar.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;
using numerics::Problem;
using State = numerics::InitialState<double>;

/// Where training ends; nothing where it leaves the finite numbers.
std::optional<State> train_from(const Problem& problem, const State& start) {
  const double eta = numerics::learning_rate<double>(problem.settings);
  numerics::Recurrence<double> recurrence(problem, start, eta);
  for (long k = 0; k < problem.settings.training.steps; ++k) {
    numerics::stop_if_asked();
    if (!std::isfinite(recurrence.evaluate().loss)) return std::nullopt;
    recurrence.advance();
  }
  return recurrence.constants();
}

/// The state with these vectors: weights W among patches X.
State state_of(const Matrix<double>& W, const Matrix<double>& X) {
  State state{.A = numerics::product<double>({W}, {X, true}),
              .G = numerics::gram<double>(W),
              .K = numerics::gram<double>(X)};
  state.vectors = {.W = W, .V = {}, .X = X};
  return state;
}

/// The weights with the signs of the first `flipped` neurons turned: W <- S W.
Matrix<double> with_flips(Matrix<double> W, Index flipped) {
  W.topRows(flipped) *= -1;
  return W;
}

bool same(double a, double b, double tolerance, double floor) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::abs(a - b) <= tolerance * std::max({std::abs(a), std::abs(b), floor});
}

/// The branch equal to this one in loss and ratio, or none.
Branch* find_same(std::vector<Branch>& branches, const Branch& branch, double tolerance) {
  const auto found = std::ranges::find_if(branches, [&](const Branch& other) {
    return same(other.loss, branch.loss, tolerance, 0) && same(other.ratio, branch.ratio, tolerance, 1e-3);
  });
  return found == branches.end() ? nullptr : &*found;
}

/// The ratio of the overlaps; NaN where those with signals or with noise are nothing beside |w_r| |x_p|, so that
/// the network has forgotten them and Newton's method has left rounding.
double ratio_of(const Matrix<double>& A, const Matrix<double>& G, const Matrix<double>& K,
                const numerics::Dataset& data) {
  constexpr double nothing = 1e-10;
  const Eigen::VectorXd weights = G.diagonal().cwiseMax(0).cwiseSqrt(), patches = K.diagonal().cwiseSqrt();
  double largest[] = {0, 0};
  for (Index p = 0; p < A.cols(); ++p)
    for (Index r = 0; r < A.rows(); ++r) {
      double& kind = largest[data.info[static_cast<std::size_t>(p)].is_signal ? 1 : 0];
      if (const double size = weights[r] * patches[p]; size > 0)
        kind = std::max(kind, std::abs(A(r, p)) / size);
    }
  return std::min(largest[0], largest[1]) > nothing ? overlap_ratio(A, data) : std::nan("");
}

/// A residual that rounding explains: the gradient is a difference of terms of size |H| |W|.
double residual_tolerance(const numerics::Refined& refined) {
  return 1e-12 * std::abs(refined.spectrum.largest) * refined.point.T.norm();
}

Branch describe(const Problem& problem, const std::string& kind, const numerics::Refined& refined) {
  const auto& [T, B] = std::tie(refined.point.T, refined.point.B);
  const Matrix<double> A = T * B.transpose(), G = numerics::gram<double>(T);
  return {.kind = kind,
          .ratio = ratio_of(A, G, numerics::gram<double>(B), problem.data),
          .loss = refined.point.loss,
          .residual = refined.point.residual,
          .tolerance = residual_tolerance(refined),
          .branching = branching(A, problem.data),
          .spectrum = refined.spectrum,
          .existence = std::nullopt,
          .A = A,
          .G = G};
}

/// The symmetric sets that are searched.
struct NamedSet {
  const char* name;
  numerics::SymmetricSet set;
};
constexpr NamedSet sets[] = {{"simplex", {theory::Symmetry::simplex, false}},
                             {"equal", {theory::Symmetry::equal, false}},
                             {"equal in span", {theory::Symmetry::equal, true}}};

class Search {
 public:
  Search(const Problem& problem, const BranchSearch& search)
      : problem_(problem), search_(search), start_(numerics::initial_state<double>(problem)) {
    const Index unknowns = start_.A.rows() * std::min(start_.A.cols() + start_.A.rows(), dimension());
    full_ = unknowns <= numerics::largest_hessian;
  }

  std::vector<Branch> run() {
    ProgressBar bar("stationary points", 2L * search_.starts + 2, search_.quiet);
    train_seeds(bar);
    find_symmetric();
    train_flips(bar);
    for (const State& end : ends_) add_trained(end);
    std::ranges::sort(branches_, {}, &Branch::loss);
    return branches_;
  }

 private:
  void train_seeds(ProgressBar& bar) {
    for (int k = 0; k < (problem_.settings.init.weights ? 1 : search_.starts); ++k) {
      numerics::Settings settings = problem_.settings;
      settings.init.seed += static_cast<std::uint64_t>(k);
      Problem seeded = problem_;
      seeded.weights = numerics::make_scaled_weights(settings, problem_.data);
      keep(train_from(problem_, numerics::initial_state<double>(seeded)));
      bar.update(k);
    }
  }

  void train_flips(ProgressBar& bar) {
    if (symmetric_.empty()) return;
    const auto& point = symmetric_.front();
    const Index m = start_.A.rows();
    const numerics::SpanPoint span = span_point(point, start_.K, m, dimension());
    for (Index flips = 1; flips <= std::min<Index>(m / 2, search_.starts); ++flips) {
      keep(train_from(problem_, state_of(with_flips(span.T, flips), span.B)));
      bar.update(search_.starts + flips);
    }
    train_turned(span);
  }

  /// Neurons that keep a negative overlap with the signal or with the noise.
  void train_turned(const numerics::SpanPoint& span) {
    const Index most = std::min<Index>(2, start_.A.rows() / 2);
    for (Index count = 1; count <= most; ++count)
      for (const Branching& branch : {Branching{.turned_signal = count}, Branching{.turned_noise = count}})
        for (const StartScales& scales : stretches) {
          const Matrix<double> W = turned(span.T, span.B, problem_.data, branch, scales);
          keep(train_from(problem_, state_of(W, span.B)));
        }
  }

  /// Runs that end at W = 0 say nothing of a ratio.
  void keep(std::optional<State> end) {
    constexpr double vanished = 1e-16;
    if (end && end->G.trace() > vanished) ends_.push_back(*std::move(end));
  }

  /// Newton on the symmetric set from trained ends and from a grid of sizes.
  void find_symmetric() {
    const Index N = start_.K.rows();
    const Eigen::VectorXd norms = start_.K.diagonal();
    std::vector<numerics::SymmetricPoint> starts;
    for (const double signal : {0.2, 1.0, 2.0})
      for (const double noise : {0.2, 1.0})
        for (const double zeta : {0.1, 1.0, 4.0}) {
          numerics::SymmetricPoint start{.u = Matrix<double>::Zero(1, N), .zeta = zeta, .a = {}};
          for (Index p = 0; p < N; ++p)
            start.u(0, p) =
                (problem_.data.info[static_cast<std::size_t>(p)].is_signal ? signal : noise) / norms[p];
          starts.push_back(start);
        }
    const bool single = start_.A.rows() == 1;
    for (const NamedSet& named : sets) {
      if (single && named.set.symmetry == theory::Symmetry::simplex) continue;  // the same set as `equal`
      for (numerics::SymmetricPoint start : starts) {
        start.set = named.set;
        if (named.set.in_span) start.zeta = 0;
        if (const auto point = find_symmetric_point(problem_, start_.K, start))
          add_symmetric(named.name, *point);
      }
    }
  }

  void add_symmetric(const char* kind, const numerics::SymmetricPoint& point) {
    if (point.u.norm() < 1e-12) return;  // W = 0
    if (!fits(point)) return;
    Branch branch{.kind = kind,
                  .ratio = overlap_ratio(point.a, problem_.data),
                  .loss = point.loss,
                  .residual = point.residual,
                  .tolerance = point.residual,
                  .zeta = point.zeta,
                  .spectrum = std::nullopt,
                  .existence = std::nullopt};
    if (find_same(branches_, branch, 1e-9)) return;
    const numerics::SpanPoint span = span_point(point, start_.K, start_.A.rows(), dimension());
    branch.A = numerics::product<double>({span.T}, {span.B, true});
    branch.G = numerics::gram<double>(span.T);
    if (full_) {
      const auto refined = refine(problem_, span, 0);
      branch.spectrum = refined.spectrum;
      branch.residual = refined.point.residual;
      branch.tolerance = residual_tolerance(refined);
    }
    branch.existence = prove_existence(problem_, point);
    symmetric_.push_back(point);
    branches_.push_back(branch);
  }

  void add_trained(const State& end) {
    Branch rough{.kind = "trained",
                 .ratio = ratio_of(end.A, end.G, end.K, problem_.data),
                 .loss = loss_of(end),
                 .branching = branching(end.A, problem_.data),
                 .spectrum = {},
                 .existence = {},
                 .A = end.A,
                 .G = end.G};
    if (Branch* known = find_same(branches_, rough, 1e-6)) return void(++known->reached);
    if (!full_) return void(branches_.push_back(rough));
    Branch branch = describe(problem_, "trained",
                             refine(problem_, numerics::span_point(end.A, end.G, end.K, dimension()), 4));
    if (Branch* known = find_same(branches_, branch, 1e-8)) return void(++known->reached);
    branch.reached = 1;
    branches_.push_back(branch);
  }

  Index dimension() const { return problem_.data.dimension(); }

  /// Whether R^d has room for the neurons' part off the patches.
  bool fits(const numerics::SymmetricPoint& point) const {
    const Index off = coordinates_off_span(point.set, start_.A.rows());
    return numerics::joint_vectors(start_.A, start_.G, start_.K).rank + off <= dimension();
  }

  double loss_of(const State& state) const {
    numerics::Recurrence<double> recurrence(problem_, state,
                                            numerics::learning_rate<double>(problem_.settings));
    return recurrence.evaluate().loss;
  }

  const Problem& problem_;
  BranchSearch search_;
  State start_;
  bool full_ = true;
  std::vector<State> ends_;
  std::vector<numerics::SymmetricPoint> symmetric_;
  std::vector<Branch> branches_;
};

}  // namespace

std::vector<Branch> find_branches(const Problem& problem, const BranchSearch& search) {
  return Search(problem, search).run();
}

}  // namespace featdyn::verify
