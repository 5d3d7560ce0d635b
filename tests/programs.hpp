#pragma once

#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "numerics/program/evaluator.hpp"
#include "theory/denoiser.hpp"
#include "theory/differentiate.hpp"

namespace featdyn::testing {

/// A scalar program in A (m x N), G (m x m) and the row c (1 x N), and the same as a literal Eigen formula.
struct ScalarProgram {
  using Values = numerics::Matrix<double>;
  std::string name;
  std::function<theory::Matrix(theory::Matrix A, theory::Matrix G, theory::Matrix c)> build;
  std::function<double(const Values& A, const Values& G, const Values& c)> value;
};

/// One program per operation and per way to repeat an operand.
inline std::vector<ScalarProgram> scalar_programs() {
  using namespace theory;
  using V = const ScalarProgram::Values&;
  const auto spread = [](V column, V A) { return ScalarProgram::Values(column * column.Ones(1, A.cols())); };
  const auto repeat = [](V row, V A) { return ScalarProgram::Values(row.Ones(A.rows(), 1) * row); };
  return {
      {"sum", [](Matrix A, Matrix, Matrix) { return sum(A); }, [](V A, V, V) { return A.sum(); }},
      {"square", [](Matrix A, Matrix, Matrix) { return sum(hadamard(A, A)); },
       [](V A, V, V) { return A.squaredNorm(); }},
      {"product", [](Matrix A, Matrix G, Matrix) { return sum(hadamard(G * A, A)); },
       [](V A, V G, V) { return (G * A).cwiseProduct(A).sum(); }},
      {"times transposed",
       [](Matrix A, Matrix G, Matrix) { return sum(hadamard(times_transposed(A, A), G)); },
       [](V A, V G, V) { return (A * A.transpose()).cwiseProduct(G).sum(); }},
      {"transposed times",
       [](Matrix A, Matrix G, Matrix) {
         return sum(hadamard(transposed_times(A, G * A), transposed_times(A, A)));
       },
       [](V A, V G, V) { return (A.transpose() * G * A).cwiseProduct(A.transpose() * A).sum(); }},
      {"weighted gram", [](Matrix A, Matrix G, Matrix c) { return sum(hadamard(G, weighted_gram(A, c))); },
       [](V A, V G, V c) { return G.cwiseProduct(A * c.row(0).asDiagonal() * A.transpose()).sum(); }},
      {"matrix o column",
       [](Matrix A, Matrix G, Matrix) { return sum(hadamard(hadamard(A, diagonal(G)), A)); },
       [=](V A, V G, V) { return A.cwiseProduct(spread(G.diagonal(), A)).cwiseProduct(A).sum(); }},
      {"matrix o row", [](Matrix A, Matrix, Matrix c) { return sum(hadamard(hadamard(A, A), c)); },
       [=](V A, V, V c) { return A.cwiseProduct(A).cwiseProduct(repeat(c, A)).sum(); }},
      {"column o row",
       [](Matrix A, Matrix G, Matrix c) { return sum(hadamard(hadamard(diagonal(G), c), A)); },
       [](V A, V G, V c) { return (G.diagonal() * c).cwiseProduct(A).sum(); }},
      {"row o column",
       [](Matrix A, Matrix G, Matrix c) { return sum(hadamard(hadamard(c, diagonal(G)), hadamard(A, A))); },
       [](V A, V G, V c) { return (G.diagonal() * c).cwiseProduct(A.cwiseProduct(A)).sum(); }},
      {"scalar o matrix", [](Matrix A, Matrix, Matrix) { return sum(hadamard(sum(A), hadamard(A, A))); },
       [](V A, V, V) { return A.sum() * A.squaredNorm(); }},
      {"matrix + column + row + scalar",
       [](Matrix A, Matrix G, Matrix c) {
         const Matrix total = A + diagonal(G) + c - Polynomial(Rational(1, 2)) * sum(G);
         return sum(hadamard(total, total));
       },
       [=](V A, V G, V c) {
         return ((A + spread(G.diagonal(), A) + repeat(c, A)).array() - G.sum() / 2).matrix().squaredNorm();
       }},
      {"column + row", [](Matrix A, Matrix G, Matrix c) { return sum(hadamard(diagonal(G) + c, A)); },
       [=](V A, V G, V c) { return (spread(G.diagonal(), A) + repeat(c, A)).cwiseProduct(A).sum(); }},
      {"sum of a column and a row apart", [](Matrix, Matrix G, Matrix c) { return sum(diagonal(G) + c); },
       [](V, V G, V c) {
         return G.trace() * static_cast<double>(c.cols()) + c.sum() * static_cast<double>(G.rows());
       }},
      {"transpose", [](Matrix A, Matrix G, Matrix) { return sum(transpose(A) * hadamard(G, G) * A); },
       [](V A, V G, V) { return (A.transpose() * G.cwiseProduct(G) * A).sum(); }},
      {"on diagonal",
       [](Matrix A, Matrix G, Matrix) { return sum(on_diagonal(hadamard(diagonal(G), diagonal(G))) * A); },
       [=](V A, V G, V) { return spread(G.diagonal().cwiseAbs2(), A).cwiseProduct(A).sum(); }},
      {"softplus", [](Matrix A, Matrix, Matrix c) { return sum(hadamard(softplus(A), c)); },
       [=](V A, V, V c) { return A.array().exp().log1p().matrix().cwiseProduct(repeat(c, A)).sum(); }},
      {"logistic", [](Matrix A, Matrix, Matrix) { return sum(hadamard(logistic(A), A)); },
       [](V A, V, V) { return (A.array() / (1 + A.array().exp())).sum(); }},
      {"exponential", [](Matrix A, Matrix, Matrix c) { return sum(hadamard(exponential(A), c)); },
       [=](V A, V, V c) { return A.array().exp().matrix().cwiseProduct(repeat(c, A)).sum(); }},
      {"function of a scaled operand",
       [](Matrix A, Matrix, Matrix c) {
         const Matrix scaled = Polynomial(Symbol::alpha) * A;
         return sum(hadamard(exponential(scaled), hadamard(scaled, c)));
       },
       [=](V A, V, V c) {
         return ((A / 2).array().exp() * A.array() / 2).matrix().cwiseProduct(repeat(c, A)).sum();
       }},
      {"the same product of differently scaled operands",
       [](Matrix A, Matrix G, Matrix c) {
         const Matrix half = Polynomial(Symbol::alpha) * A, third = Polynomial(Rational(1, 3)) * A;
         return sum(hadamard(G, weighted_gram(half, c) - Polynomial(2) * weighted_gram(third, c)));
       },
       [](V A, V G, V c) {
         return (0.25 - 2 / 9.0) * G.cwiseProduct(A * c.row(0).asDiagonal() * A.transpose()).sum();
       }},
      {"sum that begins with another, and a diagonal",
       [](Matrix, Matrix G, Matrix) {
         const Matrix part = hadamard(G, G) - Polynomial(Symbol::alpha) * on_diagonal(diagonal(G)) +
                             Polynomial(3) * transpose(G);
         return sum(hadamard(part + transpose(part), part * G));
       },
       [](V, V G, V) {
         const ScalarProgram::Values on = G.diagonal().asDiagonal();
         const ScalarProgram::Values part = G.cwiseProduct(G) - on / 2 + 3 * G.transpose();
         return (part + part.transpose()).cwiseProduct(part * G).sum();
       }},
      {"parameters", [](Matrix A, Matrix G, Matrix) { return Polynomial(Symbol::alpha).pow(2) * sum(G * A); },
       [](V A, V G, V) { return 0.25 * (G * A).sum(); }}};
}

/// The program with its gradient in A and G, compiled; alpha = 1/2.
inline numerics::Evaluator<double> compiled(const ScalarProgram& source, numerics::Index m,
                                            numerics::Index N) {
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const theory::Matrix loss = source.build(in.A, in.G, in.c);
  const auto partials = theory::differentiate(loss, {in.A, in.G});
  program.output("loss", loss);
  program.output("dA", partials[0]);
  program.output("dG", partials[1]);
  numerics::SymbolValues<double> parameters{};
  parameters[static_cast<std::size_t>(theory::Symbol::alpha)] = 0.5;
  return {program, {.neurons = m, .patches = N, .samples = 2}, parameters};
}

/// Entries between -1 and 1 with no symmetry that could hide a mistake.
inline ScalarProgram::Values some_numbers(numerics::Index rows, numerics::Index columns, double phase) {
  ScalarProgram::Values result(rows, columns);
  for (numerics::Index i = 0; i < result.size(); ++i)
    result.data()[i] = std::sin(phase + 1.7 * static_cast<double>(i + 1));
  return result;
}

/// (m, N), with the ones that make columns, rows and numbers of matrices.
inline constexpr std::array<std::pair<numerics::Index, numerics::Index>, 5> small_sizes{
    {{3, 4}, {2, 2}, {1, 4}, {3, 1}, {1, 1}}};

}  // namespace featdyn::testing
