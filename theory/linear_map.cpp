#include "theory/linear_map.hpp"

#include "theory/differentiate.hpp"

namespace featdyn::theory {
namespace {

constexpr Shape patch_column{.rows = Extent::patches, .columns = Extent::one};
constexpr Shape patch_pairs{.rows = Extent::patches, .columns = Extent::patches};

Matrix inner(Matrix x, Matrix y) {
  return sum(hadamard(x, y));
}

/// s I for a number s.
Matrix times_identity(Matrix number) {
  return on_diagonal(hadamard(number.program->ones(patch_column), number));
}

std::vector<Matrix> variables_of(const LinearMapInputs& in) {
  std::vector<Matrix> all{in.Y, in.H, in.square, in.trace};
  if (in.bias) all.insert(all.end(), {in.bias->u, in.bias->v, in.bias->square});
  return all;
}

}  // namespace

LinearMapInputs make_linear_map_inputs(MatrixProgram& program, bool bias, bool batches) {
  LinearMapInputs in{.Y = program.state("A", patch_pairs),
                     .H = program.state("G", patch_pairs),
                     .square = program.state("square", scalar_shape),
                     .trace = program.state("trace", scalar_shape),
                     .K = program.constant("K", patch_pairs),
                     .c = batches ? program.state("c", patch_row) : program.constant("c", patch_row),
                     .d = program.constant("d", scalar_shape),
                     .bias = std::nullopt};
  if (bias)
    in.bias = {.u = program.state("u", patch_column),
               .v = program.state("v", patch_column),
               .square = program.state("bias_square", scalar_shape)};
  return in;
}

Matrix linear_map_loss(const LinearMapInputs& in, const TargetWeights& target) {
  const Polynomial half(Rational(1, 2)), alpha(Symbol::alpha), beta(Symbol::beta);
  const Matrix samples = sum(in.c);
  Matrix loss =
      half * alpha.pow(2) * sum(in.c * diagonal(in.H)) + half * beta.pow(2) * hadamard(samples, in.square) -
      target.data * alpha * sum(in.c * diagonal(in.Y)) - target.noise * beta * hadamard(samples, in.trace);
  if (in.bias)
    loss = loss + alpha * sum(in.c * in.bias->v) + half * hadamard(samples, in.bias->square) -
           target.data * sum(in.c * in.bias->u);
  return loss;
}

LinearMapDescent::LinearMapDescent(Matrix loss, const LinearMapInputs& in, std::optional<Matrix> rate)
    : in_(in),
      rate_(rate),
      P_(loss),
      Q_(loss),
      rho_(loss),
      zeta_(loss),
      T_X_(loss),
      T_Z_(loss),
      X_gradient_(loss),
      Z_gradient_(loss),
      inner_(loss),
      square_(loss),
      trace_(loss) {
  const Polynomial two(2);
  const std::vector<Matrix> slopes = differentiate(loss, variables_of(in));
  P_ = slopes[0];
  Q_ = slopes[1] + transpose(slopes[1]);
  rho_ = two * slopes[2];
  zeta_ = slopes[3];
  T_X_ = P_ * in.K + times_identity(zeta_);
  T_Z_ = Q_ * in.K + times_identity(rho_);
  X_gradient_ = in.K * T_X_ + in.Y * T_Z_;
  Z_gradient_ = transposed_times(in.Y, T_X_) + in.H * T_Z_;
  inner_ = inner(P_, in.Y) + inner(Q_, in.H) + hadamard(rho_, in.square) + hadamard(zeta_, in.trace);
  trace_ = inner(P_, in.K) + inner(Q_, in.Y) + hadamard(rho_, in.trace) + hadamard(zeta_, in.d);
  if (in.bias) {
    const auto& [u, v, b_square] = *in.bias;
    const Matrix p = slopes[4], q = slopes[5], s = two * slopes[6], T_b = in.K * q;
    X_gradient_ = X_gradient_ + times_transposed(u, T_b);
    Z_gradient_ = Z_gradient_ + times_transposed(v, T_b);
    inner_ = inner_ + inner(q, v);
    trace_ = trace_ + inner(q, u);
    const Matrix against_x = in.K * p + in.Y * q + hadamard(u, s);
    const Matrix against_z = transposed_times(in.Y, p) + in.H * q + hadamard(v, s);
    const Matrix product = inner(p, u) + inner(q, v) + hadamard(s, b_square);
    bias_ = {.q = q,
             .T_b = T_b,
             .b_gradient = transposed_times(T_X_, u) + transposed_times(T_Z_, v) + hadamard(T_b, b_square),
             .against_x = against_x,
             .against_z = against_z,
             .inner = product,
             .square = inner(p, against_x) + inner(q, against_z) + hadamard(s, product)};
  }
  square_ =
      inner(P_, X_gradient_) + inner(Q_, Z_gradient_) + hadamard(rho_, inner_) + hadamard(zeta_, trace_);
  if (bias_) square_ = square_ + inner(bias_->q, bias_->b_gradient);
}

/// s X.
Matrix LinearMapDescent::scaled(Matrix x) const {
  return rate_ ? hadamard(x, *rate_) : x;
}

/// X - eta s D.
Matrix LinearMapDescent::stepped(Matrix from, Matrix direction) const {
  return from - Polynomial(Symbol::eta) * scaled(direction);
}

void LinearMapDescent::append_step(MatrixProgram& program) const {
  const Polynomial two(2), eta_square = Polynomial(Symbol::eta).pow(2);
  const auto second = [&](Matrix x) { return eta_square * scaled(scaled(x)); };
  Matrix images = transposed_times(T_X_, X_gradient_) + transposed_times(T_Z_, Z_gradient_);
  if (bias_) images = images + times_transposed(bias_->T_b, bias_->b_gradient);
  program.output("A", stepped(in_.Y, X_gradient_));
  program.output("G", stepped(in_.H, Z_gradient_ + transpose(Z_gradient_)) + second(images));
  program.output("square", stepped(in_.square, two * inner_) + second(square_));
  program.output("trace", stepped(in_.trace, trace_));
  if (bias_) {
    const Matrix moved = transposed_times(T_X_, bias_->against_x) + transposed_times(T_Z_, bias_->against_z) +
                         hadamard(bias_->T_b, bias_->inner);
    program.output("u", stepped(in_.bias->u, bias_->against_x));
    program.output("v", stepped(in_.bias->v, bias_->against_z + bias_->b_gradient) + second(moved));
    program.output("bias_square", stepped(in_.bias->square, two * bias_->inner) + second(bias_->square));
  }
  program.output("gradient_square", bias_ ? square_ + bias_->square : square_);
  program.output("Q", Q_);
  program.output("P", P_);
}

void LinearMapDescent::append_flow(MatrixProgram& program) const {
  const Polynomial minus(-1), minus_two(-2);
  program.output("dA", minus * X_gradient_);
  program.output("dG", minus * (Z_gradient_ + transpose(Z_gradient_)));
  program.output("dsquare", minus_two * inner_);
  program.output("dtrace", minus * trace_);
  if (!bias_) return;
  program.output("du", minus * bias_->against_x);
  program.output("dv", minus * (bias_->against_z + bias_->b_gradient));
  program.output("dbias_square", minus_two * bias_->inner);
}

}  // namespace featdyn::theory
