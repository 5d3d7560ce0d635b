#include "numerics/training/test_error.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "numerics/data/engine.hpp"
#include "numerics/data/signal_noise.hpp"
#include "numerics/linear/least_squares.hpp"

namespace featdyn::numerics {
namespace {

double normal_cdf(double x) {
  return std::erfc(-x / std::sqrt(2.0)) / 2;
}

Matrix<double> members_of(const Settings& settings) {
  if (!settings.has_several_outputs()) return second_layer_signs<double>(settings);
  Matrix<double> members(settings.neuron_classes(), settings.neurons());
  for (long c = 0; c < settings.neuron_classes(); ++c) members.row(c) = neurons_of_class(settings, c);
  return members;
}

/// C = V V^T without the directions that rounding alone has made; a column of V each, the widest first. Rounding is
/// told from `sizes`, a row's own: a neuron whose weights have grown beyond all others hides none of them.
Eigen::MatrixXd directions_of(Eigen::MatrixXd C, const Eigen::VectorXd& sizes) {
  const double rounding = 0x1p-44 * static_cast<double>(C.rows());
  Eigen::MatrixXd directions(C.rows(), C.rows());
  Index count = 0;
  for (; count < C.rows(); ++count) {
    const Eigen::ArrayXd widths = (C.diagonal().array() > rounding * sizes.array()).select(C.diagonal(), 0.0);
    Index widest = 0;
    if (!(widths.maxCoeff(&widest) > 0)) break;
    directions.col(count) = C.col(widest) / std::sqrt(widths[widest]);
    C -= directions.col(count) * directions.col(count).transpose();
    C.row(widest).setZero(), C.col(widest).setZero();
  }
  return directions.leftCols(count);
}

/// +1 where a margin is right, -1 where it is wrong, 0 where it is 0 or no number: wrong whatever the label.
int side_of(double margin) {
  return margin > 0 ? 1 : (margin < 0 ? -1 : 0);
}

}  // namespace

bool has_test_error(const Settings& settings) {
  const auto data = signal_noise(settings.data);
  return data && settings.objective == theory::Objective::classification && !data->noise_spectrum.exponent &&
         data->noise_spectrum.blocks.empty() && (!data->constant || data->antipodal) &&
         settings.architecture.second_layer != theory::SecondLayer::trained;
}

TestError::TestError(const Problem& problem)
    : data_(signal_noise(problem.settings.data).value()),
      sigma_(problem.settings),
      members_(members_of(problem.settings)),
      seed_(problem.settings.data_seed),
      draws_(problem.settings.test.samples),
      classes_(data_.classes),
      flips_(problem.settings.test.has_told_labels
                 ? theory::to_real<double>(problem.settings.label_noise.value)
                 : 0),
      is_linear_(problem.settings.architecture.function.empty() && problem.settings.activation.size() <= 2) {}

/// What neurons with these overlaps, a row a patch, add to each output.
Matrix<double> TestError::outputs(const Matrix<double>& z) const {
  return sigma_(0, z) * members_.transpose();
}

TestError::Law TestError::law_of(const Matrix<double>& A, const Matrix<double>& G) const {
  const Eigen::MatrixXd signals = signal_vectors(data_);
  Eigen::MatrixXd S = A.leftCols(signals.rows()), C = G;
  Matrix<double> of_signals = static_cast<double>(data_.signal_patches) * outputs(S.transpose());
  for (std::size_t q = 1; q < data_.signal_scales.size(); ++q)
    of_signals += outputs(theory::to_real<double>(data_.signal_scales[q].value) * S.transpose()) -
                  outputs(S.transpose());
  Law law{.of_signals = of_signals, .shift = Eigen::VectorXd::Zero(A.rows()), .factor = {}};
  if (data_.constant) {
    law.shift = (S.col(0) + S.col(1)) / 2;
    S.colwise() -= law.shift;
    const Eigen::VectorXd bias = law.shift / theory::to_real<double>(data_.constant->value);
    C -= bias * bias.transpose();
  }
  if (data_.noise_off_signals) {
    C -= S * least_norm_solution(signals * signals.transpose(), S.transpose());
  }
  law.factor = theory::to_real<double>(data_.noise_std.value) * directions_of(C, G.diagonal());
  return law;
}

/// > 0 where a sample of the class is classified rightly.
double TestError::margin(const Eigen::RowVectorXd& outputs, long label) const {
  if (outputs.size() == 1) return label == 0 ? outputs[0] : -outputs[0];
  double other = -HUGE_VAL;
  for (Index c = 0; c < outputs.size(); ++c)
    if (c != label) other = !(outputs[c] <= other) ? outputs[c] : other;
  return outputs[label] - other;
}

/// One output a + <c, z>, which is normal.
TestError::Sides TestError::exact_for_linear(const Law& law) const {
  const Matrix<double> zero = Matrix<double>::Zero(1, members_.cols());
  const Eigen::RowVectorXd slope = members_.cwiseProduct(sigma_(1, zero));
  const auto patches = static_cast<double>(data_.noise_patches);
  const double of_noise = patches * outputs(law.shift.transpose())(0, 0),
               deviation = std::sqrt(patches) * (slope * law.factor).norm();
  Sides sides;
  for (long label = 0; label < classes_; ++label) {
    const double share = theory::to_real<double>(data_.shares()[static_cast<std::size_t>(label)]);
    const double mean = margin(law.of_signals.row(label).array() + of_noise, label);
    if (deviation > 0)
      sides.wrong += share * normal_cdf(-mean / deviation);
    else
      sides.add(side_of(mean), share);
  }
  return sides;
}

/// The outputs are functions of one normal number u: the probability of where they are wrong.
TestError::Sides TestError::exact_along_line(const Law& law) const {
  constexpr int cells = 4096;
  constexpr double end = 10;  // 1e-23 lies beyond
  const bool moves = law.factor.cols() > 0;
  const auto at = [&](double u, long label) {
    const Eigen::VectorXd z = moves ? Eigen::VectorXd(law.shift + u * law.factor.col(0)) : law.shift;
    const Eigen::RowVectorXd of_noise =
        outputs(z.transpose()).row(0) * static_cast<double>(data_.noise_patches);
    return side_of(margin(law.of_signals.row(label) + of_noise, label));
  };
  Sides sides;
  for (long label = 0; label < classes_; ++label) {
    const double share = theory::to_real<double>(data_.shares()[static_cast<std::size_t>(label)]);
    int side = at(moves ? -end : 0, label);
    sides.add(side, share);
    for (int k = 1; moves && k <= cells; ++k) {
      double low = -end + 2 * end * (k - 1) / cells, high = -end + 2 * end * k / cells;
      const int next = at(high, label);
      if (next == side) continue;
      while (high - low > 0x1p-46) {
        const double middle = (low + high) / 2;
        (at(middle, label) == side ? low : high) = middle;
      }
      const double beyond = share * normal_cdf(-high);  // from here on the other
      sides.add(side, -beyond), sides.add(next, beyond);
      side = next;
    }
  }
  return sides;
}

TestError::Sides TestError::measured(const Law& law) const {
  constexpr long at_once = 256;
  const auto share = data_.shares();
  Engine engine = stream(seed_, "fresh data", {});
  const auto class_of = [&](double uniform) {
    double sum = 0;
    for (long c = 0; c + 1 < classes_; ++c)
      if (uniform < (sum += theory::to_real<double>(share[static_cast<std::size_t>(c)]))) return c;
    return classes_ - 1;
  };
  std::vector<long> labels(at_once);
  const Index patches = data_.noise_patches, directions = law.factor.cols();
  Sides sides;
  for (long done = 0; done < draws_; done += at_once) {
    const long count = std::min(at_once, draws_ - done);
    Matrix<double> standard(count * patches, directions);
    for (long k = 0; k < count; ++k) {
      labels[static_cast<std::size_t>(k)] = class_of(static_cast<double>(engine() >> 11U) * 0x1p-53);
      fill_standard_normal(engine, standard.row(k * patches).data(),
                           static_cast<std::size_t>(patches * directions));
    }
    const Matrix<double> z =
        product<double>({standard}, {Matrix<double>(law.factor), true}).rowwise() + law.shift.transpose();
    const Matrix<double> of_noise = outputs(z);
    for (long k = 0; k < count; ++k) {
      const long label = labels[static_cast<std::size_t>(k)];
      const Eigen::RowVectorXd all =
          law.of_signals.row(label) + of_noise.middleRows(k * patches, patches).colwise().sum();
      sides.add(side_of(margin(all, label)), 1);
    }
  }
  const auto draws = static_cast<double>(draws_);
  return {.wrong = sides.wrong / draws, .lost = sides.lost / draws};
}

TestError::Value TestError::operator()(const Matrix<double>& A, const Matrix<double>& G) const {
  if (!A.allFinite() || !G.allFinite()) return {.error = 1, .standard_error = 0};
  const Law law = law_of(A, G);
  const double p = flips_;
  const auto told = [p](const Sides& of) {
    return p * (1 - of.wrong - of.lost) + (1 - p) * of.wrong + of.lost;
  };
  if (is_linear_ && members_.rows() == 1) return {.error = told(exact_for_linear(law)), .standard_error = 0};
  if (law.factor.cols() == 0 || (law.factor.cols() == 1 && data_.noise_patches == 1))
    return {.error = told(exact_along_line(law)), .standard_error = 0};
  const auto draws = static_cast<double>(draws_);
  const Sides sides = measured(law);
  const double error = told(sides),
               square = p * p * (1 - sides.wrong - sides.lost) + (1 - p) * (1 - p) * sides.wrong + sides.lost,
               least = (1 - 2 * p) * (1 - 2 * p) / draws;  // 0 wrong is not 0
  return {.error = error, .standard_error = std::sqrt(std::max(square - error * error, least) / draws)};
}

std::function<double(const Matrix<double>&, const Matrix<double>&)> test_error_of(const Problem& problem) {
  if (!has_test_error(problem.settings)) return {};
  return [measure = std::make_shared<const TestError>(problem)](
             const Matrix<double>& A, const Matrix<double>& G) { return (*measure)(A, G).error; };
}

}  // namespace featdyn::numerics
