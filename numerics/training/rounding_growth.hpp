#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "numerics/problem/problem.hpp"
#include "numerics/training/method.hpp"
#include "numerics/training/rounding_scales.hpp"
#include "numerics/training/step_inputs.hpp"

namespace featdyn::numerics {

/// How far rounding has grown along a run, in units of one rounding: the tangent of the run, to which every
/// step adds random errors of the size that a step's own rounding has,
///   e_0 = xi_0,   e_{k+1} = (F(x_k + delta e_k) - x_{k+1}) / delta + xi_{k+1},
/// F the training step in double and delta such that delta |e| is 2^-26 of |x|: the curvature of F and the
/// rounding of the quotient are then 1e-8 of e, however large it grows, and whatever precision x has. xi is
/// the scale of a dot product's rounding [Higham and Mary, SIAM J. Sci. Comput. 41 (2019)]: sqrt(length) times
/// the norms of the vectors, before the step or after it, whichever are larger (x - eta g may cancel); sqrt(d)
/// at the start. Overlaps that are a state of their own are rounded against what they are, those that are
/// made of vectors, or of coefficients, against the vectors' norms, each time that they are made (round_products).
/// While a step moves the weights by less than 2^-26 of themselves xi stays the same: where the movements are
/// nearly the same from step to step, so is their rounding. Kernels of named functions have roots of what rounding
/// makes of 0; there delta is one rounding, so that the run is perturbed as by rounding itself.
class RoundingGrowth {
 public:
  /// What the method is.
  struct Manner {
    Index length;              ///< of its own dot products
    bool from_start;           ///< the state is put together from the vectors of the start at each step
    std::uint64_t stream = 1;  ///< which errors
  };
  /// Of a run whose step has these constants (InitialState's other members are not read) and whose state has
  /// these names.
  RoundingGrowth(const Problem& problem, const InitialState<double>& constants,
                 const std::vector<std::string>& names, const Manner& manner);

  RoundingGrowth(const RoundingGrowth&) = delete;
  RoundingGrowth& operator=(const RoundingGrowth&) = delete;

  /// The run's state before each step, from the first on.
  template <class R>
  void follow(const NamedState<R>& now) {
    follow_rounded(rounded(now), false);
  }
  /// Errors of this state alone, whatever was before.
  template <class R>
  void shake(const NamedState<R>& now) {
    follow_rounded(rounded(now), true);
  }

  struct Values {
    double loss, gradient_square;
  };
  /// x + delta e: its overlaps, Gram matrix, and the whole loss there.
  const Matrix<double>& overlaps() const { return *A_; }
  const Matrix<double>& gram() const { return *G_; }
  const Values& evaluation() const { return evaluation_; }
  /// 1 / delta: a difference at x + delta e times this is in units of one rounding.
  double magnification() const { return 1 / clock_(0, 1); }
  /// How far evaluation itself is from exact: how far both move when it rounds upwards.
  Values own_rounding();
  /// The largest part of the weights, or of their inner products, that an error has reached so far, in units of
  /// one rounding. A tangent says nothing any more from where that is of order 1.
  double largest_part() const { return clock_(0, 3); }
  /// What determines the rest, for checkpoints; after it was written to, repeat().
  std::vector<Matrix<double>*> memory();
  void repeat();

 private:
  /// A matrix of the step that has errors of its own: a state, or a product of vectors.
  struct Followed {
    Matrix<double>* input;         ///< x + delta e
    const Matrix<double>* output;  ///< of a state: what the step makes of that,
    const Matrix<double>* moved;   ///< which is there, or kept
    RoundingScales::Known known;
    std::uint64_t place;  ///< which errors, with the stream and the step
    bool is_gram, is_momentum, is_weights;
    Matrix<double> error = {}, kept = {};
    RoundingScales::Scale scale = {};
  };

  /// In the order of the names.
  template <class R>
  const std::vector<const Matrix<double>*>& rounded(const NamedState<R>& now) {
    now_.resize(now.size());
    if constexpr (!std::is_same_v<R, double>) rounded_.resize(now.size());
    for (std::size_t i = 0; i < now.size(); ++i)
      if constexpr (std::is_same_v<R, double>) {
        now_[i] = now[i].second;
      } else {
        rounded_[i] = now[i].second->template cast<double>();
        now_[i] = &rounded_[i];
      }
    return now_;
  }
  Followed followed(const std::string& name);
  void follow_rounded(const std::vector<const Matrix<double>*>& now, bool afresh);
  double grow(Followed& state, const Matrix<double>& here, double factor, double magnification);
  static void perturb(Followed& state, const Matrix<double>& here, double delta);
  double spread(double relative) const;
  void round_products();
  void run();
  void take_outputs();
  Values evaluated() const;
  void find_larger_scale(std::size_t state, const Matrix<double>& value);

  StepInputs<double> inputs_;
  Evaluator<double> step_;
  RoundingScales of_step_;
  double first_, each_;  ///< factors of xi
  bool from_start_, is_smooth_;
  double eta_;
  std::uint64_t stream_;
  Matrix<double> clock_;  ///< 1 x 4: how many steps were followed, delta, the step of xi, largest_part
  std::vector<Matrix<double>> scales_;  ///< before the step, by state: rows, then columns
  std::vector<Followed> states_, products_;
  const Matrix<double>*A_, *G_, *loss_, *gradient_square_;
  std::vector<const Matrix<double>*> now_;
  std::vector<Matrix<double>> rounded_;
  Eigen::VectorXd row_scales_;
  std::vector<double> drawn_;
  Values evaluation_{};
};

}  // namespace featdyn::numerics
