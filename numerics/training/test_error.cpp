#include "numerics/training/test_error.hpp"

#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <memory>

#include "numerics/data/random.hpp"
#include "numerics/data/signal_noise.hpp"

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

/// C = V V^T without the directions that rounding alone has made; a column of V each, the widest first.
Eigen::MatrixXd directions_of(const Eigen::MatrixXd& C) {
  constexpr double rounding = 0x1p-44;
  const Eigen::LDLT<Eigen::MatrixXd> factors(C);
  const Eigen::VectorXd widths = factors.vectorD();
  Index count = 0;
  while (count < widths.size() && widths[count] > rounding * C.trace()) ++count;
  const Eigen::MatrixXd lower = factors.matrixL(), kept = lower.leftCols(count);
  const Eigen::VectorXd roots = widths.head(count).cwiseSqrt();
  return factors.transpositionsP().transpose() * (kept * roots.asDiagonal());
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
    const Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> gram(signals * signals.transpose());
    C -= S * gram.solve(S.transpose());
  }
  law.factor = theory::to_real<double>(data_.noise_std.value) * directions_of(C);
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
double TestError::exact_for_linear(const Law& law) const {
  const Matrix<double> zero = Matrix<double>::Zero(1, members_.cols());
  const Eigen::RowVectorXd slope = members_.cwiseProduct(sigma_(1, zero));
  const auto patches = static_cast<double>(data_.noise_patches);
  const double of_noise = patches * outputs(law.shift.transpose())(0, 0),
               deviation = std::sqrt(patches) * (slope * law.factor).norm();
  double error = 0;
  for (long label = 0; label < classes_; ++label) {
    const double mean = margin(law.of_signals.row(label).array() + of_noise, label);
    const double wrong = deviation > 0 ? normal_cdf(-mean / deviation) : (mean > 0 ? 0 : 1);
    error += theory::to_real<double>(data_.shares()[static_cast<std::size_t>(label)]) * wrong;
  }
  return error;
}

/// The outputs are functions of one normal number u: the probability of where they are wrong.
double TestError::exact_along_line(const Law& law) const {
  constexpr int cells = 4096;
  constexpr double end = 10;  // 1e-23 lies beyond
  const bool moves = law.factor.cols() > 0;
  const auto at = [&](double u, long label) {
    const Eigen::VectorXd z = moves ? Eigen::VectorXd(law.shift + u * law.factor.col(0)) : law.shift;
    const Eigen::RowVectorXd of_noise =
        outputs(z.transpose()).row(0) * static_cast<double>(data_.noise_patches);
    return margin(law.of_signals.row(label) + of_noise, label) > 0;
  };
  double error = 0;
  for (long label = 0; label < classes_; ++label) {
    const double share = theory::to_real<double>(data_.shares()[static_cast<std::size_t>(label)]);
    bool right = at(moves ? -end : 0, label);
    double wrong = right ? 0 : 1;
    for (int k = 1; moves && k <= cells; ++k) {
      double low = -end + 2 * end * (k - 1) / cells, high = -end + 2 * end * k / cells;
      if (at(high, label) == right) continue;
      while (high - low > 0x1p-46) {
        const double middle = (low + high) / 2;
        (at(middle, label) == right ? low : high) = middle;
      }
      wrong += (right ? 1 : -1) * normal_cdf(-high);  // from here on the other
      right = !right;
    }
    error += share * wrong;
  }
  return error;
}

double TestError::measured(const Law& law) const {
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
  long errors = 0;
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
      errors += margin(all, label) > 0 ? 0 : 1;
    }
  }
  return static_cast<double>(errors) / static_cast<double>(draws_);
}

TestError::Value TestError::operator()(const Matrix<double>& A, const Matrix<double>& G) const {
  if (!A.allFinite() || !G.allFinite()) return {.error = 1, .standard_error = 0};
  const Law law = law_of(A, G);
  const auto told = [&](double error) { return flips_ + (1 - 2 * flips_) * error; };
  if (is_linear_ && members_.rows() == 1) return {.error = told(exact_for_linear(law)), .standard_error = 0};
  if (law.factor.cols() == 0 || (law.factor.cols() == 1 && data_.noise_patches == 1))
    return {.error = told(exact_along_line(law)), .standard_error = 0};
  const auto draws = static_cast<double>(draws_);
  const double error = measured(law),
               variance = std::max(error * (1 - error), 1 / draws);  // 0 wrong is not 0
  return {.error = told(error), .standard_error = std::abs(1 - 2 * flips_) * std::sqrt(variance / draws)};
}

std::function<double(const Matrix<double>&, const Matrix<double>&)> test_error_of(const Problem& problem) {
  if (!has_test_error(problem.settings)) return {};
  return [measure = std::make_shared<const TestError>(problem)](
             const Matrix<double>& A, const Matrix<double>& G) { return (*measure)(A, G).error; };
}

}  // namespace featdyn::numerics
