// Definitions of Decomposition<R>; included by the one source file per scalar type that instantiates it.
#include "numerics/decomposition.hpp"

namespace featdyn::numerics {

template <class R>
Decomposition<R>::Decomposition(const Problem& problem, const InitialState<R>& start, const R& eta)
    : start_(start),
      eta_(eta),
      step_(make_training_step<R>(problem, start.K, eta)),
      A_(&step_.input("A")),
      G_(&step_.input("G")),
      M_(Matrix<R>::Identity(start.G.rows(), start.G.rows())),
      N_(Matrix<R>::Zero(start.A.rows(), start.A.cols())) {}

/// A = M A_0 + N K, G = M G_0 M^T + M A_0 N^T + N A_0^T M^T + N K N^T.
template <class R>
void Decomposition<R>::assemble() {
  const Matrix<R> MA = product<R>({M_}, {start_.A}), NK = product<R>({N_}, {start_.K});
  const Matrix<R> MG = product<R>({M_}, {start_.G}), cross = product<R>({MA}, {N_, true});
  *A_ = MA + NK;
  *G_ = product<R>({MG}, {M_, true}) + cross + cross.transpose() + product<R>({NK}, {N_, true});
}

template <class R>
Evaluation<R> Decomposition<R>::evaluate() {
  assemble();
  step_.run();
  return {.loss = step_.output("loss")(0, 0),
          .gradient_norm = root_of_square(step_.output("gradient_square")(0, 0))};
}

template <class R>
void Decomposition<R>::advance() {
  if (!step_.has_output("Q")) {
    N_ -= eta_ * step_.output("P");
    return;
  }
  const Matrix<R>& Q = step_.output("Q");
  const Matrix<R> QM = product<R>({Q}, {M_}), QN = product<R>({Q}, {N_});
  M_ -= eta_ * QM;
  N_ -= eta_ * (QN + step_.output("P"));
}

template <class R>
Matrix<R> Decomposition<R>::coefficients() const {
  return N_.array().rowwise() * start_.K.diagonal().transpose().array();
}

}  // namespace featdyn::numerics
