// The recurrence of the quadratic denoiser as one would write it by hand with Eigen, for the machine that
// compiles it: what the derived step is measured against. It shares no line with featdyn.
#include <benchmark/benchmark.h>

#include <Eigen/Core>
#include <cmath>
#include <random>

#include "recurrence_sizes.hpp"

namespace {

using Dense = Eigen::MatrixXd;

/// grad W = Q W + P X with c = (1/2, 1/2, 1/n, ...), alpha = e^-t, beta = sqrt(1 - e^-2t), t = 0.2.
struct Loop {
  double alpha, beta, root, eta = 0.01, loss = 0;
  Eigen::RowVectorXd c;
  double total;
  Dense A, G, K;
  Dense a, s, ac, sc, M, dG, Q, P, PK, QA, H, g;

  Loop(Eigen::Index n, Eigen::Index m)
      : alpha(std::exp(-0.2)),
        beta(std::sqrt(1 - alpha * alpha)),
        root(1 / std::sqrt(static_cast<double>(m))) {
    const Eigen::Index d = 1000, N = n + 2;
    std::mt19937_64 engine(1);
    std::normal_distribution<double> normal;
    Dense X = Dense::Zero(N, d);
    X(0, 0) = X(1, 1) = 5;
    X.bottomRightCorner(n, d - 2) = Dense::NullaryExpr(n, d - 2, [&] { return normal(engine); });
    const Dense W = Dense::NullaryExpr(m, d, [&] { return 1e-3 * normal(engine); });
    c = Eigen::RowVectorXd::Constant(N, 1 / static_cast<double>(n));
    c.head(2).setConstant(0.5);
    total = c.sum();
    A = W * X.transpose();
    G = W * W.transpose();
    K = X * X.transpose();
  }

  void gradient() {
    const double b2 = beta * beta, b4 = b2 * b2, m_inverse = root * root;
    const Eigen::VectorXd norms = G.diagonal();
    a = alpha * A;
    s = a.array().square().matrix();
    s.colwise() += b2 * norms;
    ac = a * c.asDiagonal();
    sc = s * c.asDiagonal();
    M.noalias() = ac * a.transpose();  // sum_p c_p a_r a_s
    g.noalias() = sc * s.transpose();  // sum_p c_p s_r s_s
    const Eigen::VectorXd drift = A * c.transpose();
    const Dense kappa = g + 4 * b2 * M.cwiseProduct(G) + (2 * b4 * total) * G.cwiseProduct(G);
    loss = m_inverse / 2 * G.cwiseProduct(kappa).sum() - 2 * alpha * beta * root * norms.dot(drift);
    dG = m_inverse / 2 * (kappa + 4 * b2 * G.cwiseProduct(M) + (4 * b4 * total) * G.cwiseProduct(G));
    P.noalias() = G * s;
    dG.diagonal() += m_inverse * b2 * (P * c.transpose()) - (2 * alpha * beta * root) * drift;
    Q = 2 * dG;
    QA.noalias() = G.cwiseProduct(G) * a;
    P = (2 * alpha * m_inverse) * P.cwiseProduct(a) + (4 * b2 * alpha * m_inverse) * QA;
    P.colwise() -= (2 * alpha * beta * root) * norms;
    P *= c.asDiagonal();
  }

  void step() {
    gradient();
    PK.noalias() = P * K;
    QA.noalias() = Q * A;
    H.noalias() = Q * G;
    H.noalias() += P * A.transpose();
    g.noalias() = H * Q;
    g.noalias() += (QA + PK) * P.transpose();
    G += eta * eta * g - eta * (H + H.transpose());
    A -= eta * (QA + PK);
  }
};

void hand_written(benchmark::State& state) {
  Loop loop(state.range(0), state.range(1));
  for (auto _ : state) loop.step();
  if (!std::isfinite(loop.loss)) state.SkipWithError("diverged");
  const double signal = loop.A.leftCols(2).cwiseAbs().mean();
  state.counters["ratio"] = signal / loop.A.rightCols(state.range(0)).cwiseAbs().mean();
}

BENCHMARK(hand_written)->Apply(recurrence_sizes);

}  // namespace

BENCHMARK_MAIN();
