#include "theory/stationary.hpp"

#include "theory/denoiser.hpp"
#include "theory/differentiate.hpp"

namespace featdyn::theory {
namespace {

Matrix loss_at(const Inputs& in, const Assumptions& assumptions) {
  return denoiser_objective(in, tied(in), assumptions);
}

/// Two neurons that stand for all m of a symmetric set, at a cost free of m: each counts m/2 times, and the two
/// pairs that they make of different neurons m (m - 1)/2 times each.
class Representatives {
 public:
  Representatives(MatrixProgram& program, long m)
      : neurons_(program.ones({.rows = Extent::neurons, .columns = Extent::one})),
        pairs_(program.ones({.rows = Extent::neurons, .columns = Extent::neurons})),
        each_(Rational(m, 2)),
        pair_(Rational(m, 2) * Rational(m - 1)) {}

  /// G_rr on the diagonal, G_rs off it.
  Matrix gram(Matrix on, Matrix off) const {
    return hadamard(pairs_, off) + on_diagonal(hadamard(neurons_, on - off));
  }
  Matrix overlaps(Matrix a) const { return neurons_ * a; }
  Matrix loss(const Inputs& in, Matrix on, Matrix off, const Assumptions& assumptions) const {
    Assumptions without_costs = assumptions;
    without_costs.decay = without_costs.costs_code = false;
    const SecondLayerProducts all{.B = each_ * in.G, .C = each_ * in.A, .D = gram(each_ * on, pair_ * off)};
    const Matrix loss = denoiser_objective(in, all, without_costs);
    return assumptions.decay || assumptions.costs_code ? loss + each_ * neuron_costs(in, assumptions) : loss;
  }

 private:
  Matrix neurons_, pairs_;
  Polynomial each_, pair_;
};

}  // namespace

Rational shared_part(Symmetry symmetry, long m) {
  return symmetry == Symmetry::equal || m == 1 ? Rational(1) : Rational(-1, m - 1);
}

void append_symmetric_loss(MatrixProgram& program, const Assumptions& assumptions, Symmetry symmetry,
                           long m) {
  const Matrix u = program.state("u", patch_row), zeta = program.state("zeta", scalar_shape);
  const Matrix v_u = program.state("v_u", patch_row), v_zeta = program.state("v_zeta", scalar_shape);
  const Matrix K = program.constant("K", {.rows = Extent::patches, .columns = Extent::patches});
  const Matrix c = program.constant("c", patch_row);
  const Representatives neurons(program, m);

  const Matrix a = u * K, q = times_transposed(a, u);
  const Polynomial share = shared_part(symmetry, m);
  const Matrix on = q + zeta, off = q + share * zeta;
  const Inputs in{.A = neurons.overlaps(a), .G = neurons.gram(on, off), .K = K, .c = c};
  const Matrix loss = neurons.loss(in, on, off, assumptions);
  const auto gradient = differentiate(loss, {u, zeta});
  const auto product = hessian_times(gradient, {v_u, v_zeta}, {u, zeta});
  program.output("loss", loss);
  program.output("a", a);
  program.output("du", gradient[0]);
  program.output("dzeta", gradient[1]);
  program.output("Hu", product[0]);
  program.output("Hzeta", product[1]);
}

void append_span_loss(MatrixProgram& program, const Assumptions& assumptions) {
  constexpr Shape neurons_by_span{.rows = Extent::neurons, .columns = Extent::span};
  const Matrix T = program.state("T", neurons_by_span), V = program.state("V", neurons_by_span);
  const Matrix B = program.constant("B", {.rows = Extent::patches, .columns = Extent::span});
  const Matrix c = program.constant("c", patch_row);
  const Inputs in{.A = times_transposed(T, B), .G = times_transposed(T, T), .K = B, .c = c};
  const Matrix loss = loss_at(in, assumptions);
  const auto gradient = differentiate(loss, {T});
  program.output("loss", loss);
  program.output("dT", gradient[0]);
  program.output("HV", hessian_times(gradient, {V}, {T})[0]);
  const Matrix Q = differentiate(loss, {in.G})[0];
  program.output("Q", Q + transpose(Q));
}

}  // namespace featdyn::theory
