#include "theory/descent.hpp"

#include <algorithm>
#include <stdexcept>

#include "theory/accumulate.hpp"
#include "theory/differentiate.hpp"

namespace featdyn::theory {
namespace {

/// The formula of a pair of blocks, written down once.
template <class Formula>
Matrix once(std::map<std::pair<Rows, Rows>, Matrix>& known, Rows left, Rows right, Formula formula) {
  const auto found = known.find({left, right});
  return found != known.end() ? found->second
                              : known.emplace(std::pair(left, right), formula()).first->second;
}

}  // namespace

const char* letter(Rows block) {
  switch (block) {
    case Rows::W:
      return "W";
    case Rows::V:
      return "V";
    case Rows::X:
      return "X";
    case Rows::W_momentum:
      return "W'";
    case Rows::V_momentum:
      return "V'";
  }
  throw std::logic_error("letter: not a block");
}

Rows momentum_of(Rows trained) {
  return trained == Rows::W ? Rows::W_momentum : Rows::V_momentum;
}

std::string coefficient_name(Rows block, Rows other) {
  if (block == Rows::W) return other == Rows::W ? "Q" : other == Rows::X ? "P" : "S";
  return std::string(letter(block)) + "." + letter(other);
}

Descent::Descent(Matrix loss, Coordinates coordinates) : at_(std::move(coordinates)) {
  std::vector<Matrix> variables;
  for (const RowProducts& known : at_.products) variables.push_back(known.value);
  for (const Numbers& numbers : at_.numbers) variables.push_back(numbers.value);
  const auto partials = partial_derivatives(loss, variables);
  const auto add = [&](Rows block, Rows other, Matrix coefficient) {
    const auto [place, is_new] = coefficients_.try_emplace({block, other}, coefficient);
    if (!is_new) place->second = place->second + coefficient;
  };
  for (std::size_t i = 0; i < at_.products.size(); ++i) {
    const auto& [name, left, right, value] = at_.products[i];
    if (!partials[i]) continue;
    if (left == right) {
      if (is_trained(left)) add(left, right, *partials[i] + transpose(*partials[i]));
    } else {
      if (is_trained(left)) add(left, right, *partials[i]);
      if (is_trained(right)) add(right, left, transpose(*partials[i]));
    }
  }
  for (const Rows block : at_.trained)  // a loss that does not see the patches has P = 0
    coefficients_.try_emplace({block, Rows::X}, Polynomial() * product(block, Rows::X));
  for (std::size_t i = 0; i < at_.numbers.size(); ++i)
    number_gradients_.push_back(
        partials[at_.products.size() + i].value_or(Polynomial() * at_.numbers[i].value));
}

bool Descent::is_trained(Rows block) const {
  return std::ranges::find(at_.trained, block) != at_.trained.end();
}

const RowProducts* Descent::find(Rows left, Rows right) const {
  const auto found = std::ranges::find_if(
      at_.products, [&](const RowProducts& known) { return known.left == left && known.right == right; });
  return found == at_.products.end() ? nullptr : &*found;
}

/// R_left R_right^T.
Matrix Descent::product(Rows left, Rows right) const {
  const RowProducts* known = find(left, right);
  return known ? known->value : transpose(find(right, left)->value);
}

/// C R_left R_right^T.
Matrix Descent::applied(Matrix coefficient, Rows left, Rows right) const {
  const RowProducts* known = find(left, right);
  return known ? coefficient * known->value : times_transposed(coefficient, find(right, left)->value);
}

/// grad R_b R_f^T = sum_e C_be G_ef.
Matrix Descent::gradient_against(Rows block, Rows other) {
  return once(gradients_against_, block, other, [&] {
    std::optional<Matrix> sum;
    for (const auto& [pair, coefficient] : coefficients_)
      if (pair.first == block) accumulate(sum, applied(coefficient, pair.second, other));
    return *sum;
  });
}

/// H_bf = S_b R_f^T.
Matrix Descent::direction_against(Rows block, Rows other) {
  if (!at_.has_momentum) return gradient_against(block, other);
  return once(directions_against_, block, other, [&] {
    return gradient_against(block, other) + Polynomial(Symbol::momentum) * product(momentum_of(block), other);
  });
}

/// g_bc = S_b S_c^T = sum_e C_be H_ce^T + nu (momentum of b) S_c^T.
Matrix Descent::directions(Rows b, Rows c) {
  return once(directions_, b, c, [&] {
    std::optional<Matrix> sum;
    for (const auto& [pair, coefficient] : coefficients_)
      if (pair.first == b) accumulate(sum, times_transposed(coefficient, direction_against(c, pair.second)));
    if (at_.has_momentum)
      accumulate(sum, Polynomial(Symbol::momentum) * transpose(direction_against(c, momentum_of(b))));
    return *sum;
  });
}

/// s X.
Matrix Descent::scaled(Matrix x) const {
  return at_.rate ? hadamard(x, *at_.rate) : x;
}

/// X - eta s D.
Matrix Descent::stepped(Matrix from, Matrix direction) const {
  return from - Polynomial(Symbol::eta) * scaled(direction);
}

/// G_lr after the step.
Matrix Descent::moved(const RowProducts& old) {
  const auto& [name, left, right, value] = old;
  const bool left_moves = is_trained(left), right_moves = is_trained(right);
  if (left_moves && right_moves) {
    const Matrix H = direction_against(left, right);
    const Matrix back = left == right ? H : direction_against(right, left);
    const Matrix after = stepped(value, H + transpose(back)) +
                         Polynomial(Symbol::eta).pow(2) * scaled(scaled(directions(left, right)));
    return left == right ? value.program->mark_symmetric(after) : after;
  }
  return left_moves ? stepped(value, direction_against(left, right))
                    : stepped(value, transpose(direction_against(right, left)));
}

/// |grad L|^2 = sum_b sum_e <C_be, grad R_b R_e^T>, and the numbers' own.
Matrix Descent::gradient_square() {
  std::optional<Matrix> square;
  for (const auto& [pair, coefficient] : coefficients_)
    accumulate(square, sum(hadamard(coefficient, gradient_against(pair.first, pair.second))));
  for (const Matrix slope : number_gradients_) accumulate(square, sum(hadamard(slope, slope)));
  return *square;
}

/// The momentum of b becomes S_b, seen by momenta and by the blocks after the step.
void Descent::append_momenta(MatrixProgram& program) {
  for (const auto& [name, left, right, value] : at_.products)
    for (const Rows block : at_.trained) {
      if (left != momentum_of(block)) continue;
      const auto other = std::ranges::find_if(at_.trained, [&](Rows c) { return momentum_of(c) == right; });
      if (other != at_.trained.end())
        program.output(name, directions(block, *other));
      else if (is_trained(right))
        program.output(name, stepped(direction_against(block, right), directions(block, right)));
      else
        program.output(name, direction_against(block, right));
    }
}

void Descent::append_numbers(MatrixProgram& program) {
  for (std::size_t i = 0; i < at_.numbers.size(); ++i) {
    const auto& [name, value, momentum] = at_.numbers[i];
    const Matrix slope = number_gradients_[i];
    const Matrix direction = momentum ? slope + Polynomial(Symbol::momentum) * *momentum : slope;
    program.output(name, stepped(value, direction));
    if (momentum) program.output(name + "'", direction);
    program.output("gradient." + name, slope);
  }
}

void Descent::append_step(MatrixProgram& program) {
  for (const RowProducts& old : at_.products)
    if (is_trained(old.left)) program.output(old.name, moved(old));
  append_momenta(program);
  append_numbers(program);
  program.output("gradient_square", gradient_square());
  append_coefficients(program);
}

void Descent::append_coefficients(MatrixProgram& program) const {
  for (const auto& [pair, coefficient] : coefficients_)
    program.output(coefficient_name(pair.first, pair.second), coefficient);
}

void Descent::append_flow(MatrixProgram& program) {
  for (const auto& [name, left, right, value] : at_.products) {
    std::optional<Matrix> rate;
    if (is_trained(left)) accumulate(rate, gradient_against(left, right));
    if (is_trained(right)) accumulate(rate, transpose(left == right ? *rate : gradient_against(right, left)));
    if (rate) program.output("d" + name, Polynomial(-1) * *rate);
  }
  for (std::size_t i = 0; i < at_.numbers.size(); ++i)
    program.output("d" + at_.numbers[i].name, Polynomial(-1) * number_gradients_[i]);
}

}  // namespace featdyn::theory
