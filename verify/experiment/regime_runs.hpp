#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "verify/claims/regime.hpp"
#include "verify/experiment/classifier_run.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {

/// What a run is held against.
namespace regime_bound {
inline constexpr double loser_factor = 2;  ///< over the derived growth of the loser until the winner's time
inline constexpr double small_loss = 0.01;
inline constexpr double small_error = 0.05, large_error = 0.1;
}  // namespace regime_bound

/// Runs of the classifier along n SNR^2, and what is read off each.
struct RegimeRuns {
  /// The runs at one n SNR^2.
  struct Group {
    double n_snr_squared;
    std::vector<std::size_t> runs;
  };

  const Regime& regime;
  Measurement measurement;
  std::vector<Point> points;
  std::vector<Row> rows;
  std::vector<Group> groups;  ///< by n SNR^2

  double value(std::size_t k, const std::string& column) const {
    return rows[k].values[measurement.index(column)];
  }
  std::string winner(const char* suffix) const { return regime.winner + std::string(suffix); }
  std::string loser(const char* suffix) const { return regime.loser + std::string(suffix); }

  /// By how many steps all winners are before the first loser; a loser that did not come within the run is
  /// put after its last step.
  double lead(std::size_t k) const;
  /// The loser's size at the winner's time.
  double loser_then(std::size_t k) const { return value(k, loser("_at_") + regime.winner); }
  /// The loser's growth until the winner's time, over (1 / start of the winner)^(rate / winner's rate).
  double loser_growth(std::size_t k) const;
  bool knows_errors() const;
  double test_error(std::size_t k) const;
  bool is_as_claimed(std::size_t k) const;
  int count_as_claimed(const Group& group) const;
  Estimate test_error(const Group& group) const;
};

/// Trains at multiples of the regime's edge, most seeds at the edge itself.
RegimeRuns run_regime(const Study& study, const Regime& regime, const numerics::Settings& base,
                      const std::vector<double>& over_edge);

}  // namespace featdyn::verify
