#pragma once

#include <optional>
#include <vector>

#include "numerics/problem/problem.hpp"
#include "numerics/training/method.hpp"

namespace featdyn::numerics {

/// One row of trajectory.csv: the weights at `step`. Absent where there are no noise patches.
template <class R>
struct Record {
  long step;
  R time;  ///< step x learning rate
  R loss;
  R signal_max, signal_mean;
  std::optional<R> noise_max, noise_mean, ratio;
  R weight_norm_sq_mean;
  R gradient_norm;
  bool converged = false;           ///< come to rest (Rest)
  std::optional<R> loss_told = {};  ///< the loss on the labels that the step is told, where it draws some
  std::optional<double> test_error = {};  ///< where the caller asked for it
};

/// Which overlaps the summary columns are taken over: diffusion: all neurons; classification: the neurons of
/// the patch's own class (<w_{j,r}, mu_j>, <w_{y_i,r}, xi_i>).
struct Selection {
  struct Column {
    Index patch, first_neuron, neurons;
    bool is_signal;
  };
  std::vector<Column> columns;
  /// Mean |A(0)| over the signal entries and over those of noise; 0: not known.
  double signal_start = 0, noise_start = 0;
};
Selection select_overlaps(const Problem& problem);
/// The selection, of a run that starts with these overlaps.
template <class R>
Selection started(Selection selection, const Matrix<R>& A0);

/// The mean of |w_r|^2; of several networks their Gram matrices stand below each other.
template <class R>
R mean_square(const Matrix<R>& G);

/// The summary of a state. Overlaps whose mean has decayed below one rounding of what it was at the start are
/// forgotten: such a number is what the arithmetic made of 0, and there is no ratio with it.
template <class R>
Record<R> summarise(const Selection& selection, long step, const R& eta, const Evaluation<R>& evaluation,
                    const Matrix<R>& A, const Matrix<R>& G);

}  // namespace featdyn::numerics
