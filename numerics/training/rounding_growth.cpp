#include "numerics/training/rounding_growth.hpp"

#include <algorithm>
#include <cfenv>
#include <cmath>

#include "numerics/linear/instruction_set.hpp"

namespace featdyn::numerics {
namespace {

using Norms = Eigen::VectorXd;

/// sqrt of what rounding may have left below 0.
Norms roots(const Eigen::VectorXd& squares) {
  return squares.cwiseMax(0).cwiseSqrt();
}

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

double largest_of(const Matrix<double>& values) {
  return values.cwiseAbs().maxCoeff();
}

}  // namespace

RoundingGrowth::RoundingGrowth(const Problem& problem, const InitialState<double>& constants,
                               const std::vector<std::string>& names, const Manner& manner)
    : inputs_(problem),
      step_(make_training_step<double>(problem, constants, learning_rate<double>(problem.settings))),
      names_(names),
      patch_norms_(constants.vectors ? Norms(constants.vectors->X.rowwise().norm())
                                     : roots(constants.K.diagonal())),
      fixed_norms_(roots(constants.D.diagonal())),
      first_(std::sqrt(static_cast<double>(problem.data.dimension() + patch_norms_.size()))),
      each_(std::sqrt(static_cast<double>(manner.length))),
      from_start_(manner.from_start),
      is_smooth_(problem.settings.architecture.function.empty()),
      eta_(learning_rate<double>(problem.settings)),
      stream_(manner.stream),
      clock_(Matrix<double>::Zero(1, 4)),
      scales_(2 * names.size()) {}

RoundingGrowth::Scale RoundingGrowth::scale_of(const std::string& name, const Matrix<double>& value) {
  const auto of_first = [&] { return roots(step_.input("G").diagonal()); };
  const auto of_second = [&] {
    if (step_.has_input("V")) return Norms(step_.input("V").rowwise().norm());
    return step_.has_output("D") ? roots(step_.input("D").diagonal()) : fixed_norms_;
  };
  if (name == "G") return {of_first(), of_first()};
  if (name == "D") return {of_second(), of_second()};
  if (name == "B") return {of_first(), of_second()};
  if (name == "C") return {of_second(), patch_norms_};
  if (name == "A" && (from_start_ || step_.has_input("W"))) return {of_first(), patch_norms_};
  if (name == "A") {  // products of unlike vectors: what is known of A is no smaller than its largest cosine
    const double largest =
        (value * patch_norms_.cwiseMax(1e-300).cwiseInverse().asDiagonal()).cwiseAbs().maxCoeff();
    return {of_first().cwiseMin(4 * largest), patch_norms_};
  }
  if (value.rows() == 1) return {Norms::Ones(1), value.row(0).cwiseAbs().transpose()};  // numbers
  const Norms even = Norms::Constant(value.cols(), 1 / std::sqrt(static_cast<double>(value.cols())));
  return {value.rowwise().norm(), even};
}

/// The scale of a state before the step or after it, whichever is larger; of one that is put together from the
/// start, which may cancel, the largest there has been.
RoundingGrowth::Scale RoundingGrowth::larger_scale_of(std::size_t state, const Matrix<double>& value) {
  const Scale now = scale_of(names_[state], value);
  Matrix<double>&rows = scales_[2 * state], &columns = scales_[2 * state + 1];
  const bool begins = rows.size() != now.rows.size() || columns.size() != now.columns.size();
  const Scale larger =
      begins ? now : Scale{now.rows.cwiseMax(rows.col(0)), now.columns.cwiseMax(columns.col(0))};
  rows = from_start_ ? larger.rows : now.rows;
  columns = from_start_ ? larger.columns : now.columns;
  return larger;
}

/// error += part of a rounding, at random.
void RoundingGrowth::add_fresh(const std::string& name, const Scale& scale, double part,
                               Matrix<double>& error) {
  std::uint64_t place = stream_;  // bits enough for any two to differ
  for (const char letter : name) place = 131U * place + static_cast<unsigned char>(letter);
  const std::uint64_t seed = place * 0xD1342543DE82EF95U + static_cast<std::uint64_t>(clock_(0, 2));
  const Index rows = error.rows(), columns = error.cols(), first = is_gram(name) ? 1 : 0;
  drawn_.resize(static_cast<std::size_t>(rows * columns));
  kernels().draw(seed, rows * columns, drawn_.data());
  const double* fresh = drawn_.data();
  for (Index r = 0; r < rows; ++r, fresh += columns - r * first) {
    const double own = part * scale.rows[r], *const drawn = fresh - r * first;
    for (Index s = r * first; s < columns; ++s) error(r, s) += own * scale.columns[s] * drawn[s];
    if (is_gram(name))
      for (Index s = r + 1; s < columns; ++s) error(s, r) += own * scale.columns[s] * drawn[s];
  }
}

/// delta, where e is so large relative to x.
double RoundingGrowth::spread(double relative) const {
  constexpr double part = 0x1p-26, rounding = 0x1p-52;
  if (!(relative > 0)) return 1;
  return is_smooth_ ? part / relative : std::min(rounding, part / relative);
}

void RoundingGrowth::follow_rounded(const NamedState<double>& now, bool afresh) {
  constexpr double little = 0x1p-26;
  is_shaken_ = afresh;
  const bool begins = afresh || clock_(0, 0) == 0;
  const double magnification = begins ? 0 : 1 / clock_(0, 1), factor = clock_(0, 0) == 0 ? first_ : each_;
  for (const auto& [name, value] : now)  // the scales of the others
    if (is_gram(name)) step_.input(name) = *value;
  const double moved = eta_ * std::sqrt(std::max(evaluation_.gradient_square, 0.0)),
               weights = std::sqrt(std::max(step_.input("G").trace(), 0.0));
  if (begins || !(moved < little * weights)) clock_(0, 2) = clock_(0, 0);
  double relative = 0, largest = 0;
  errors_.resize(now.size());
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto& [name, value] = now[i];
    const Matrix<double>& input = step_.input(name);
    Matrix<double>& error_here = errors_[i];
    Matrix<double> none;
    if (value->size() == 0) none = Matrix<double>::Zero(input.rows(), input.cols());
    const Matrix<double>& here = value->size() > 0 ? *value : none;
    if (begins)
      error_here.setZero(here.rows(), here.cols());
    else
      error_here = (step_.output(name) - here) * magnification;
    const Scale scale = larger_scale_of(i, here);
    add_fresh(name, scale, factor, error_here);
    // Momenta come after what they move and count beside that: they vanish at rest. So do products, beside norms.
    const double size = std::max(largest_of(here), is_momentum(name) ? largest : scale.largest()),
                 error = largest_of(error_here);
    largest = std::max(largest, size);
    const double part = error > 0 && size > 0 ? error / size : 0;
    relative = std::max(relative, part);
    if (is_weights(name)) clock_(0, 3) = std::max(clock_(0, 3), part);
  }
  clock_(0, 1) = spread(relative);
  for (std::size_t i = 0; i < now.size(); ++i) {
    Matrix<double>& input = step_.input(now[i].first);
    input = clock_(0, 1) * errors_[i];
    if (now[i].second->size() > 0) input += *now[i].second;
  }
  clock_(0, 0) += 1;
  run();
}

/// The products of vectors, each with a rounding of its own.
void RoundingGrowth::round_products() {
  if (!step_.has_input("W")) return;
  place_products(step_);
  for (const char* name : {"A", "G", "B", "C", "D"}) {
    if (!step_.has_input(name) || (!step_.has_input("B") && name != std::string("A") && !is_gram(name)))
      continue;
    Matrix<double>& value = step_.input(name);
    add_fresh(name, scale_of(name, value), clock_(0, 1) * each_, value);
  }
}

/// Evaluates at x + delta e: the whole loss, and the step on its batch.
void RoundingGrowth::run() {
  round_products();
  if (inputs_.vary()) inputs_.place_all(step_);
  step_.run();
  evaluation_ = {.loss = step_.output("loss")(0, 0),
                 .gradient_square = step_.output("gradient_square")(0, 0)};
  if (inputs_.draws()) {
    inputs_.place_step(step_);
    step_.run();
  }
  inputs_.count();
}

RoundingGrowth::Values RoundingGrowth::own_rounding() {
  const int mode = std::fegetround();
  std::fesetround(FE_UPWARD);
  (*inputs_.clock())(0, 0) -= 1;  // of this step
  if (inputs_.vary()) inputs_.place_all(step_);
  step_.run();
  const Values above{.loss = step_.output("loss")(0, 0),
                     .gradient_square = step_.output("gradient_square")(0, 0)};
  std::fesetround(mode);
  if (is_shaken_)
    (*inputs_.clock())(0, 0) += 1;
  else
    repeat();  // the step's outputs are those of rounding to nearest again, as after restore
  return {.loss = std::abs(above.loss - evaluation_.loss),
          .gradient_square = std::abs(above.gradient_square - evaluation_.gradient_square)};
}

std::vector<Matrix<double>*> RoundingGrowth::memory() {
  std::vector<Matrix<double>*> result{&clock_};
  for (const std::string& name : names_) result.push_back(&step_.input(name));
  for (Matrix<double>& scale : scales_) result.push_back(&scale);
  return result;
}

void RoundingGrowth::repeat() {
  (*inputs_.clock())(0, 0) = clock_(0, 0) - 1;
  if (clock_(0, 0) > 0) run();
}

}  // namespace featdyn::numerics
