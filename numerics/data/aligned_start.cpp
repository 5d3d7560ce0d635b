#include "numerics/data/aligned_start.hpp"

#include <fmt/format.h>

#include <cmath>

#include "numerics/data/modes.hpp"
#include "numerics/refusal/memory.hpp"

namespace featdyn::numerics {
namespace {

[[noreturn]] void refuse(const Settings& settings, const std::string& what, const std::string& allowed) {
  throw InputError(settings.document.origin("init.modes"),
                   fmt::format("init.modes: {}, allowed: {}", what, allowed));
}

std::vector<double> start_weights(const Settings& settings, std::size_t modes) {
  std::vector<double> Q;
  for (const Decimal& weight : settings.init.modes) Q.push_back(theory::to_real<double>(weight.value));
  if (Q.size() == 1) Q.resize(modes, Q[0]);
  if (Q.size() != modes)
    refuse(settings, fmt::format("wrong number of weights, read {}", Q.size()),
           fmt::format("1, or {}, one a mode of the data", modes));
  return Q;
}

}  // namespace

Matrix<double> make_aligned_weights(const Settings& settings, const Dataset& data) {
  const bool one_layer = settings.architecture.one_layer;
  const Modes<double> modes = modes_of(gram<double>(data.patches), patch_weights<double>(data));
  const std::vector<double> Q = start_weights(settings, modes.lambda.size());
  const Matrix<double> U = mode_vectors(modes, data.patches);
  const Index d = data.dimension(), rows = one_layer ? d : static_cast<Index>(settings.width);
  require_memory(settings.document.origin("init.modes"), "init.modes", static_cast<double>(rows),
                 static_cast<double>(d), 2);
  Matrix<double> W = Matrix<double>::Zero(rows, d);
  const double scale = std::pow(static_cast<double>(settings.width), 0.25);
  Index next = 0;
  for (std::size_t a = 0; a < Q.size(); ++a) {
    if (Q[a] == 0) continue;
    const auto u = U.row(static_cast<Index>(a));
    if (one_layer) {
      W += Q[a] * u.transpose() * u;
      continue;
    }
    if (next == rows)
      refuse(settings, fmt::format("more modes than neurons, read {} neurons", rows),
             "network.width of at least the number of weights above 0");
    W.row(next++) = scale * std::sqrt(Q[a]) * u;
  }
  return W;
}

}  // namespace featdyn::numerics
