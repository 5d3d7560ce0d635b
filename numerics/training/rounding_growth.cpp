#include "numerics/training/rounding_growth.hpp"

#include <algorithm>
#include <cmath>

namespace featdyn::numerics {
namespace {

using Norms = Eigen::VectorXd;

/// sqrt of what rounding may have left below 0.
Norms roots(const Eigen::VectorXd& squares) {
  return squares.cwiseMax(0).cwiseSqrt();
}

/// Signs that depend on where they stand alone: the bits of a counter, mixed [Steele, Lea and Flood, OOPSLA
/// 2014].
class Signs {
 public:
  explicit Signs(std::uint64_t seed) : counter_(seed) {}
  double next() {
    if (left_ == 0) bits_ = mixed(counter_ += 0x9E3779B97F4A7C15U), left_ = 64;
    const bool up = bits_ & 1U;
    bits_ >>= 1U, --left_;
    return up ? 1 : -1;
  }

 private:
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::uint64_t counter_, bits_ = 0;
  int left_ = 0;
};

bool is_gram(const std::string& name) {
  return name == "G" || name == "D";
}

}  // namespace

RoundingGrowth::RoundingGrowth(const Problem& problem, const InitialState<double>& constants,
                               const std::vector<std::string>& names, Index length, std::uint64_t stream)
    : inputs_(problem),
      step_(make_training_step<double>(problem, constants, learning_rate<double>(problem.settings))),
      names_(names),
      patch_norms_(constants.vectors ? Norms(constants.vectors->X.rowwise().norm())
                                     : roots(constants.K.diagonal())),
      fixed_norms_(roots(constants.D.diagonal())),
      first_(std::sqrt(static_cast<double>(problem.data.dimension() + patch_norms_.size()))),
      each_(std::sqrt(static_cast<double>(length))),
      stream_(stream),
      clock_(Matrix<double>::Zero(1, 2)) {}

RoundingGrowth::Scale RoundingGrowth::scale_of(const std::string& name, const Matrix<double>& value) {
  const auto of_first = [&] { return roots(step_.input("G").diagonal()); };
  const auto of_second = [&] {
    return step_.has_output("D") ? roots(step_.input("D").diagonal()) : fixed_norms_;
  };
  if (name == "G") return {of_first(), of_first()};
  if (name == "D") return {of_second(), of_second()};
  if (name == "B") return {of_first(), of_second()};
  if (name == "C") return {of_second(), patch_norms_};
  if (name == "A") {  // products of unlike vectors: what is known of A is no smaller than its largest cosine
    const double largest =
        (value * patch_norms_.cwiseMax(1e-300).cwiseInverse().asDiagonal()).cwiseAbs().maxCoeff();
    return {of_first().cwiseMin(4 * largest), patch_norms_};
  }
  if (value.rows() == 1) return {Norms::Ones(1), value.row(0).cwiseAbs().transpose()};  // numbers
  const Norms even = Norms::Constant(value.cols(), 1 / std::sqrt(static_cast<double>(value.cols())));
  return {value.rowwise().norm(), even};
}

/// error += factor * scale * signs.
void RoundingGrowth::add_fresh(const std::string& name, const Matrix<double>& value, Matrix<double>& error) {
  const Scale scale = scale_of(name, value);
  const double factor = clock_(0, 0) == 0 ? first_ : each_;
  const auto number = static_cast<std::uint64_t>(std::ranges::find(names_, name) - names_.begin());
  Signs signs(((stream_ << 8U) + number) * 0xD1342543DE82EF95U + static_cast<std::uint64_t>(clock_(0, 0)));
  for (Index r = 0; r < error.rows(); ++r)
    for (Index s = is_gram(name) ? r : 0; s < error.cols(); ++s) {
      const double fresh = factor * scale.rows[r] * scale.columns[s] * signs.next();
      error(r, s) += fresh;
      if (is_gram(name) && s != r) error(s, r) += fresh;
    }
}

void RoundingGrowth::follow_rounded(const NamedState<double>& now) {
  constexpr double part = 0x1p-26;
  const bool begins = clock_(0, 0) == 0;
  const double magnification = begins ? 0 : 1 / clock_(0, 1);
  for (const auto& [name, value] : now)  // the scales of the others
    if (is_gram(name)) step_.input(name) = *value;
  double relative = 0;
  std::vector<Matrix<double>> errors;
  for (const auto& [name, value] : now) {
    const Matrix<double>& input = step_.input(name);
    const Matrix<double> here = value->size() > 0 ? *value : Matrix<double>::Zero(input.rows(), input.cols());
    errors.push_back(begins ? Matrix<double>::Zero(here.rows(), here.cols())
                            : Matrix<double>((step_.output(name) - here) * magnification));
    add_fresh(name, here, errors.back());
    const double size = here.cwiseAbs().maxCoeff(), error = errors.back().cwiseAbs().maxCoeff();
    if (error > 0) relative = std::max(relative, size > 0 ? error / size : 0);
  }
  clock_(0, 1) = relative > 0 ? part / relative : 1;
  std::size_t i = 0;
  for (const auto& [name, value] : now) {
    Matrix<double>& input = step_.input(name);
    input = clock_(0, 1) * errors[i++];
    if (value->size() > 0) input += *value;
  }
  clock_(0, 0) += 1;
  run();
}

/// Evaluates at x + delta e: the whole loss, and the step on its batch.
void RoundingGrowth::run() {
  place_products(step_);
  if (inputs_.vary()) inputs_.place_all(step_);
  step_.run();
  evaluation_ = {.loss = step_.output("loss")(0, 0),
                 .gradient_square = step_.output("gradient_square")(0, 0)};
  if (inputs_.has_batches()) {
    inputs_.place_batch(step_);
    step_.run();
  }
  inputs_.count();
}

std::vector<Matrix<double>*> RoundingGrowth::memory() {
  std::vector<Matrix<double>*> result{&clock_};
  for (const std::string& name : names_) result.push_back(&step_.input(name));
  return result;
}

void RoundingGrowth::repeat() {
  (*inputs_.clock())(0, 0) = clock_(0, 0) - 1;
  if (clock_(0, 0) > 0) run();
}

}  // namespace featdyn::numerics
