#include "numerics/data/initial_scales.hpp"

#include <fmt/format.h>

#include <Eigen/QR>
#include <algorithm>

namespace featdyn::numerics {
namespace {

/// The patches in the order of Gram and Schmidt: signals first.
std::vector<Index> signals_first(const Dataset& data) {
  std::vector<Index> order;
  for (const bool signals : {true, false})
    for (Index p = 0; p < data.count(); ++p)
      if (data.info[static_cast<std::size_t>(p)].is_signal == signals) order.push_back(p);
  return order;
}

/// The factor on each direction.
Eigen::VectorXd factors(const Settings& settings, const Dataset& data, const std::vector<Index>& order) {
  const InitSettings& init = settings.init;
  const auto of = [&](const Decimal& deviation) {
    return theory::to_real<double>(deviation.value / init.std->value);
  };
  const auto signals = static_cast<std::size_t>(std::ranges::count_if(data.info, &PatchInfo::is_signal));
  if (init.signal_std.size() > 1 && init.signal_std.size() != signals)
    throw InputError(
        settings.document.origin("init.signal_std"),
        fmt::format("init.signal_std: wrong number of values, read {}, allowed: 1, or {}, one a signal",
                    init.signal_std.size(), signals));
  Eigen::VectorXd result = Eigen::VectorXd::Ones(std::ssize(order));
  for (std::size_t k = 0; k < order.size(); ++k) {
    if (k < signals && !init.signal_std.empty())
      result(static_cast<Index>(k)) = of(init.signal_std[init.signal_std.size() == 1 ? 0 : k]);
    if (k >= signals && init.noise_std) result(static_cast<Index>(k)) = of(*init.noise_std);
  }
  return result;
}

}  // namespace

void scale_along_patches(const Settings& settings, const Dataset& data, Matrix<double>& weights) {
  if (settings.init.signal_std.empty() && !settings.init.noise_std) return;
  const std::vector<Index> order = signals_first(data);
  const Eigen::VectorXd all = factors(settings, data, order);
  const Eigen::MatrixXd columns = data.patches(order, Eigen::all).transpose();
  const Eigen::HouseholderQR<Eigen::MatrixXd> qr(columns);
  const Index directions = std::min(columns.rows(), columns.cols());
  const Eigen::MatrixXd basis = qr.householderQ() * Eigen::MatrixXd::Identity(columns.rows(), directions);
  const Eigen::MatrixXd parts = weights * basis;
  weights += parts * (all.head(directions).array() - 1).matrix().asDiagonal() * basis.transpose();
}

Matrix<double> make_scaled_weights(const Settings& settings, const Dataset& data) {
  Matrix<double> weights = make_initial_weights(settings, data.dimension());
  scale_along_patches(settings, data, weights);
  return weights;
}

}  // namespace featdyn::numerics
