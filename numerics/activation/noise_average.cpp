#include "numerics/activation/noise_average.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <vector>

namespace featdyn::numerics {
namespace {

/// Counts the objects, so that no means are taken for those of a function that stood at the same place before.
std::atomic<std::size_t> made = 0;

constexpr Index most_kept = 1L << 18;  ///< jets, 8 MB

/// E[f^(k)(a_rp + Z)], Z ~ N(0, v_r), of the orders k = 0, ..., 3 by a rule; and the jets at its nodes, of few.
struct Means {
  const Activation* activation = nullptr;
  Index nodes = 0;
  std::size_t made_before = 0;
  Matrix<double> a, v, orders[4];
  std::vector<Jet> jets = {};  ///< by neuron, patch and node

  bool are_of(const Activation& f, const HermiteRule& rule, const Matrix<double>& a_now,
              const Matrix<double>& v_now) const {
    return &f == activation && made == made_before && rule.nodes.size() == nodes &&
           a_now.rows() == a.rows() && a_now.cols() == a.cols() && v_now.size() == v.size() && a_now == a &&
           v_now == v;
  }
  void take(const Activation& f, const HermiteRule& rule, const Matrix<double>& a_now,
            const Matrix<double>& v_now) {
    activation = &f;
    made_before = made;
    nodes = rule.nodes.size();
    a = a_now;
    v = v_now;
    for (auto& order : orders) order.setZero(a.rows(), a.cols());
    jets.clear();
    const bool are_kept = a.size() * nodes <= most_kept;
    for (Index r = 0; r < a.rows(); ++r) {
      const double deviation = std::sqrt(std::max(v(r, 0), 0.0));
      for (Index p = 0; p < a.cols(); ++p)
        for (Index q = 0; q < nodes; ++q) {
          const Jet jet = f.jet(a(r, p) + deviation * rule.nodes(q));
          for (std::size_t k = 0; k < 4; ++k) orders[k](r, p) += rule.weights(q) * jet[k];
          if (are_kept) jets.push_back(jet);
        }
    }
  }
};

/// Those of this thread, at this place.
const Means& means_at(const Activation& f, const HermiteRule& rule, const Matrix<double>& a,
                      const Matrix<double>& v) {
  thread_local Means means;
  if (!means.are_of(f, rule, a, v)) means.take(f, rule, a, v);
  return means;
}

}  // namespace

NoiseAverage::NoiseAverage(const Activation& activation, int nodes)
    : activation_(activation), rule_(activation.is_closed() ? 2 : nodes) {
  ++made;
}

double NoiseAverage::mean(unsigned order, double a, double v) const {
  return activation_.mean(order, a, v);
}

/// Steps ask for one order after the other at the same place: all are taken at once, and kept by each thread.
void NoiseAverage::mean(unsigned order, const Matrix<double>& a, const Matrix<double>& v,
                        Matrix<double>& result) const {
  if (!activation_.mean) {
    result = means_at(activation_, rule_, a, v).orders[order];
    return;
  }
  for (Index r = 0; r < a.rows(); ++r)
    for (Index p = 0; p < a.cols(); ++p) result(r, p) = mean(order, a(r, p), v(r, 0));
}

/// The Hermite coefficients of f, f' and f'' of every neuron at one patch.
void NoiseAverage::expand(const PairPlace& at, Index patch) {
  const Index neurons = at.a.rows(), nodes = rule_.nodes.size();
  for (auto& values : values_) values.resize(neurons, nodes);
  const Jet* kept = nullptr;
  if (at.a.size() * nodes <= most_kept)
    kept = means_at(activation_, rule_, at.a, at.C.diagonal()).jets.data() + patch * nodes;
  for (Index r = 0; r < neurons; ++r) {
    const double deviation = std::sqrt(std::max(at.C(r, r), 0.0));
    for (Index q = 0; q < nodes; ++q) {
      const Jet jet = kept ? kept[r * at.a.cols() * nodes + q]
                           : activation_.jet(at.a(r, patch) + deviation * rule_.nodes(q));
      for (std::size_t k = 0; k < 3; ++k) values_[k](r, q) = jet[k];
    }
  }
  for (std::size_t k = 0; k < 3; ++k) coefficients_[k].noalias() = values_[k] * rule_.analysis;
}

PairMoments NoiseAverage::moments(const GaussianPair& pair, Index r, Index s) {
  if (activation_.pair) return activation_.pair(pair);
  const double scale = std::sqrt(pair.v * pair.w);
  const double rho = r == s ? 1.0 : scale > 0 ? std::clamp(pair.c / scale, -1.0, 1.0) : 0.0;
  powers_.resize(rule_.nodes.size());
  powers_(0) = 1;
  for (Index k = 1; k < powers_.size(); ++k) powers_(k) = powers_(k - 1) * rho;
  const auto& [f, slope, curvature] = coefficients_;
  PairMoments result{};
  weighted_ = f.row(r).cwiseProduct(powers_);
  result.m00 = weighted_.dot(f.row(s));
  result.m01 = weighted_.dot(slope.row(s));
  result.m02 = weighted_.dot(curvature.row(s));
  weighted_ = f.row(s).cwiseProduct(powers_);
  result.m10 = weighted_.dot(slope.row(r));
  result.m20 = weighted_.dot(curvature.row(r));
  result.m11 = slope.row(r).cwiseProduct(powers_).dot(slope.row(s));
  return result;
}

/// A pair r <= s stands for (s, r) as well.
void NoiseAverage::add_pair(const PairPlace& at, Index patch, Index r, Index s, PairEnergy& result) {
  const PairMoments m = moments({.a = at.a(r, patch),
                                 .b = at.a(s, patch),
                                 .v = std::max(at.C(r, r), 0.0),
                                 .w = std::max(at.C(s, s), 0.0),
                                 .c = at.C(r, s)},
                                r, s);
  const double weight = at.c(0, patch), D = at.D(r, s);
  result.kappa(r, s) += weight * m.m00;
  result.slopes(r, s) += weight * m.m11;
  result.slope_rows(r, patch) += D * m.m10;
  result.curvature_rows(r, patch) += D * m.m20;
  if (r == s) return;
  result.slope_rows(s, patch) += D * m.m01;
  result.curvature_rows(s, patch) += D * m.m02;
}

void NoiseAverage::pair_energy(const PairPlace& at, PairEnergy& result) {
  const Index neurons = at.a.rows();
  for (auto* matrix : {&result.kappa, &result.slopes}) matrix->setZero(neurons, neurons);
  for (auto* matrix : {&result.slope_rows, &result.curvature_rows}) matrix->setZero(neurons, at.a.cols());
  for (Index patch = 0; patch < at.a.cols(); ++patch) {
    if (!activation_.pair) expand(at, patch);
    for (Index r = 0; r < neurons; ++r)
      for (Index s = r; s < neurons; ++s) add_pair(at, patch, r, s, result);
  }
  for (auto* matrix : {&result.kappa, &result.slopes})
    matrix->triangularView<Eigen::StrictlyLower>() = matrix->transpose();
  result.energy = at.D.cwiseProduct(result.kappa).sum();
}

}  // namespace featdyn::numerics
