#pragma once

#include <memory>
#include <vector>

#include "numerics/settings/read_spectrum.hpp"
#include "numerics/training/method.hpp"
#include "numerics/training/stage_times.hpp"

namespace featdyn::numerics {

/// One network of several that train side by side.
template <class M>
struct PartOfMethod {
  M* method;
  const Problem* problem;
  const Evaluation<typename M::Real>* value;  ///< where it is, valid after evaluate()
};

/// Method: a network of its own for each noise scale of diffusion.betas, all from the same start, trained a step of
/// each at a time. Overlaps and Gram matrices stand below each other, the least scale first; the loss is the sum.
template <class M>
class OnScales {
 public:
  using Real = typename M::Real;
  using R = Real;
  /// make(problem at one scale) is a std::unique_ptr<M>; the problem outlives what is made of it.
  template <class Make>
  OnScales(const Problem& problem, const Make& make) {
    for (std::size_t s = 0; s < problem.settings.diffusion.scales.betas.size(); ++s) {
      problems_.push_back(std::make_unique<Problem>(problem));
      problems_.back()->settings = at_scale(problem.settings, s);
      methods_.push_back(make(*problems_.back()));
    }
  }

  Evaluation<R> evaluate() {
    using std::sqrt;
    Evaluation<R> sum{.loss = R(0), .gradient_norm = R(0)};
    R square(0);
    values_.resize(methods_.size());
    for (std::size_t s = 0; s < methods_.size(); ++s) {
      const Evaluation<R> now = values_[s] = methods_[s]->evaluate();
      sum.loss += now.loss;
      square += now.gradient_norm * now.gradient_norm;
      place(A_, methods_[s]->overlaps(), s);
      place(G_, methods_[s]->gram(), s);
    }
    sum.gradient_norm = sqrt(square);
    return sum;
  }
  void advance() {
    for (const auto& method : methods_) method->advance();
  }
  Integration advance_to(long step) requires LeapingMethod<M> {
    for (const auto& method : methods_)
      if (const Integration status = method->advance_to(step); status != Integration::reached) return status;
    return Integration::reached;
  }
  const Matrix<R>& overlaps() const { return A_; }
  const Matrix<R>& gram() const { return G_; }
  std::vector<Matrix<R>*> state() {
    std::vector<Matrix<R>*> result;
    for (const auto& method : methods_)
      for (Matrix<R>* matrix : method->state()) result.push_back(matrix);
    return result;
  }
  /// None: each scale has its own.
  std::vector<Stage<R>> stages() const { return {}; }
  /// From the least scale on; they live as long as this does.
  std::vector<PartOfMethod<M>> parts() {
    std::vector<PartOfMethod<M>> result;
    values_.resize(methods_.size());
    for (std::size_t s = 0; s < methods_.size(); ++s)
      result.push_back({.method = methods_[s].get(), .problem = problems_[s].get(), .value = &values_[s]});
    return result;
  }

 private:
  void place(Matrix<R>& all, const Matrix<R>& one, std::size_t s) {
    all.resize(one.rows() * static_cast<Index>(methods_.size()), one.cols());
    all.middleRows(one.rows() * static_cast<Index>(s), one.rows()) = one;
  }

  std::vector<std::unique_ptr<Problem>> problems_;
  std::vector<std::unique_ptr<M>> methods_;
  std::vector<Evaluation<R>> values_;
  Matrix<R> A_, G_;
};

}  // namespace featdyn::numerics
