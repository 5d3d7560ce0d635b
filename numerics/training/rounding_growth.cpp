#include "numerics/training/rounding_growth.hpp"

#include <omp.h>

#include <algorithm>
#include <cfenv>
#include <cmath>

#include "numerics/linear/entrywise.hpp"
#include "numerics/linear/instruction_set.hpp"

namespace featdyn::numerics {
namespace {

bool is_gram(const std::string& name) {
  return name == "G" || name == "D" || name == "W'W'" || name == "V'V'";
}

/// Of momenta themselves, of their inner products with what they move, and with each other: "W'", "W'X", "a'".
bool is_momentum(const std::string& name) {
  return name.find('\'') != std::string::npos;
}

/// Of weights or of their inner products with each other: overlaps may vanish in the rounding of weights that
/// are well known.
bool is_weights(const std::string& name) {
  return name == "G" || name == "D" || name == "W" || name == "V";
}

Size size_of(const Matrix<double>& x) {
  return {.rows = x.rows(), .columns = x.cols()};
}

double largest_of(const Matrix<double>& values) {
  return kernels().largest(values.data(), nullptr, {.rows = 1, .columns = values.size()});
}

/// Bits enough for any two to differ.
std::uint64_t place_of_errors(const std::string& name, std::uint64_t stream) {
  for (const char letter : name) stream = 131U * stream + static_cast<unsigned char>(letter);
  return stream * 0xD1342543DE82EF95U;
}

}  // namespace

RoundingGrowth::RoundingGrowth(const Problem& problem, const InitialState<double>& constants,
                               const std::vector<std::string>& names, const Manner& manner)
    : inputs_(problem),
      step_(make_training_step<double>(problem, constants, learning_rate<double>(problem.settings))),
      of_step_(constants, step_, manner.from_start),
      first_(std::sqrt(static_cast<double>(problem.data.dimension() + of_step_.patches()))),
      each_(std::sqrt(static_cast<double>(manner.length))),
      from_start_(manner.from_start),
      is_smooth_(problem.settings.architecture.function.empty()),
      eta_(learning_rate<double>(problem.settings)),
      stream_(manner.stream),
      clock_(Matrix<double>::Zero(1, 4)),
      scales_(2 * names.size()),
      A_(&step_.input("A")),
      G_(&step_.input("G")),
      loss_(&step_.output("loss")),
      gradient_square_(&step_.output("gradient_square")) {
  for (const std::string& name : names) states_.push_back(followed(name));
  take_outputs();
  if (!step_.has_input("W")) return;
  for (const std::string name : {"A", "G", "B", "C", "D"})
    if (step_.has_input(name) && (step_.has_input("B") || name == "A" || is_gram(name)))
      products_.push_back(followed(name));
}

RoundingGrowth::Followed RoundingGrowth::followed(const std::string& name) {
  return {.input = &step_.input(name),
          .output = step_.has_output(name) ? &step_.output(name) : nullptr,
          .moved = nullptr,
          .known = of_step_.known_of(name, step_.input(name)),
          .place = place_of_errors(name, stream_),
          .is_gram = is_gram(name),
          .is_momentum = is_momentum(name),
          .is_weights = is_weights(name)};
}

/// The scale of a state before the step or after it, whichever is larger; of one that is put together from the
/// start, which may cancel, the largest there has been.
void RoundingGrowth::find_larger_scale(std::size_t state, const Matrix<double>& value) {
  RoundingScales::Scale& scale = states_[state].scale;
  of_step_.find(states_[state].known, value, scale);
  Matrix<double>&rows = scales_[2 * state], &columns = scales_[2 * state + 1];
  const auto take = [&](Eigen::VectorXd& now, Matrix<double>& before, bool begins) {
    if (begins) {
      before = now;
      return;
    }
    for (Index i = 0; i < now.size(); ++i) {
      const double here = now[i];
      now[i] = std::max(here, before(i, 0));
      before(i, 0) = from_start_ ? now[i] : here;
    }
  };
  const bool begins = rows.size() != scale.rows.size() || columns.size() != scale.columns.size();
  take(scale.rows, rows, begins);
  take(scale.columns, columns, begins);
}

/// The error: what the step has made of it, and a rounding at random beside that. Its largest entry.
double RoundingGrowth::grow(Followed& of, const Matrix<double>& here, double factor, double magnification) {
  const Index n = here.rows(), count = of.is_gram ? n * (n + 1) / 2 : here.size();
  of.error.resize(n, here.cols());
  drawn_.resize(std::max(drawn_.size(), static_cast<std::size_t>(count)));
  kernels().draw(of.place + static_cast<std::uint64_t>(clock_(0, 2)), count, drawn_.data());
  row_scales_ = factor * of.scale.rows;
  return kernels().grow({.moved = magnification > 0 ? of.moved->data() : here.data(),
                         .here = here.data(),
                         .magnification = magnification,
                         .rows = row_scales_.data(),
                         .columns = of.scale.columns.data(),
                         .drawn = drawn_.data(),
                         .size = size_of(here),
                         .symmetric = of.is_gram},
                        of.error.data());
}

/// delta, where e is so large relative to x.
double RoundingGrowth::spread(double relative) const {
  constexpr double part = 0x1p-26, rounding = 0x1p-52;
  if (!(relative > 0)) return 1;
  return is_smooth_ ? part / relative : std::min(rounding, part / relative);
}

void RoundingGrowth::follow_rounded(const std::vector<const Matrix<double>*>& now, bool afresh) {
  constexpr double little = 0x1p-26;
  const bool begins = afresh || clock_(0, 0) == 0;
  const double magnification = begins ? 0 : 1 / clock_(0, 1), factor = clock_(0, 0) == 0 ? first_ : each_;
  for (std::size_t i = 0; i < now.size(); ++i)  // the scales of the others
    if (states_[i].is_gram && now[i]->size() > 0) states_[i].input->diagonal() = now[i]->diagonal();
  const double moved = eta_ * std::sqrt(std::max(evaluation_.gradient_square, 0.0)),
               weights = std::sqrt(std::max(G_->trace(), 0.0));
  if (begins || !(moved < little * weights)) clock_(0, 2) = clock_(0, 0);
  double relative = 0, largest = 0;
  for (std::size_t i = 0; i < now.size(); ++i) {
    Followed& state = states_[i];
    Matrix<double> none;
    if (now[i]->size() == 0) none = Matrix<double>::Zero(state.input->rows(), state.input->cols());
    const Matrix<double>& here = now[i]->size() > 0 ? *now[i] : none;
    find_larger_scale(i, here);
    const double error = grow(state, here, factor, magnification);
    // Momenta come after what they move and count beside that: they vanish at rest. So do products, beside norms.
    const double size = std::max(largest_of(here), state.is_momentum ? largest : state.scale.largest());
    largest = std::max(largest, size);
    const double part = error > 0 && size > 0 ? error / size : 0;
    relative = std::max(relative, part);
    if (state.is_weights) clock_(0, 3) = std::max(clock_(0, 3), part);
  }
  clock_(0, 1) = spread(relative);
  for (std::size_t i = 0; i < now.size(); ++i) perturb(states_[i], *now[i], clock_(0, 1));
  clock_(0, 0) += 1;
  run();
}

/// x + delta e; an empty x is 0.
void RoundingGrowth::perturb(Followed& state, const Matrix<double>& here, double delta) {
  constexpr double one = 1;
  const Term<double> terms[] = {{.factor = &delta, .matrix = &state.error},
                                {.factor = &one, .matrix = &here}};
  state.input->resize(state.error.rows(), state.error.cols());
  combine<double>(std::span(terms).first(here.size() > 0 ? 2 : 1), *state.input);
}

/// The products of vectors, each with a rounding of its own.
void RoundingGrowth::round_products() {
  if (products_.empty()) return;
  place_products(step_);
  for (Followed& product : products_) {
    of_step_.find(product.known, *product.input, product.scale);
    grow(product, *product.input, clock_(0, 1) * each_, 0);
    *product.input += product.error;
  }
}

RoundingGrowth::Values RoundingGrowth::evaluated() const {
  return {.loss = (*loss_)(0, 0), .gradient_square = (*gradient_square_)(0, 0)};
}

/// Evaluates at x + delta e: the whole loss, and the step on its batch.
void RoundingGrowth::run() {
  round_products();
  if (inputs_.vary()) inputs_.place_all(step_);
  step_.run();
  evaluation_ = evaluated();
  if (inputs_.draws()) {
    inputs_.place_step(step_);
    step_.run();
  }
  inputs_.count();
  take_outputs();
}

void RoundingGrowth::take_outputs() {
  for (Followed& state : states_) state.moved = state.output;
}

/// The step's outputs are then those of rounding upwards; what it has made of the states is kept. On one thread, for the
/// others would round as ever.
RoundingGrowth::Values RoundingGrowth::own_rounding() {
  for (Followed& state : states_)
    if (state.moved == state.output) state.kept = *state.output;
  for (Followed& state : states_) state.moved = &state.kept;
  const int mode = std::fegetround(), threads = omp_get_max_threads();
  std::fesetround(FE_UPWARD);
  omp_set_num_threads(1);
  (*inputs_.clock())(0, 0) -= 1;  // of this step
  if (inputs_.vary()) inputs_.place_all(step_);
  step_.run();
  inputs_.count();
  const Values above = evaluated();
  omp_set_num_threads(threads);
  std::fesetround(mode);
  return {.loss = std::abs(above.loss - evaluation_.loss),
          .gradient_square = std::abs(above.gradient_square - evaluation_.gradient_square)};
}

std::vector<Matrix<double>*> RoundingGrowth::memory() {
  std::vector<Matrix<double>*> result{&clock_};
  for (const Followed& state : states_) result.push_back(state.input);
  for (Matrix<double>& scale : scales_) result.push_back(&scale);
  return result;
}

void RoundingGrowth::repeat() {
  (*inputs_.clock())(0, 0) = clock_(0, 0) - 1;
  if (clock_(0, 0) > 0) run();
}

}  // namespace featdyn::numerics
