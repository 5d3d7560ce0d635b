#pragma once

#include <string>
#include <vector>

#include "numerics/spectrum/mode_columns.hpp"
#include "numerics/training/stage_times.hpp"

namespace featdyn::verify {

/// The largest number of modes that a run of the grid shows: settings with [sweep]; 0: none shows any.
long most_modes(const numerics::Settings& base);

/// What sweep.csv has of them: lambda_1 .. (eigenvalues of the data, the largest first), mode_1_start .. (weights at step
/// 0), mode_1 .. and alignment (at the end), and when a weight passes the means of its start and its end, half its end,
/// and, where its end is not known, twice its start: mode_1_harmonic .., mode_1_geometric .., mode_1_half ..,
/// mode_1_doubled ... Empty where a run has fewer, or does not come there. None for no modes.
std::vector<std::string> mode_columns(long modes);

/// Reads them off a run.
class ModeValues {
 public:
  /// Of a run whose row has columns for so many modes.
  ModeValues(const numerics::Problem& problem, long modes);
  /// The overlaps of a record.
  void record(const numerics::Matrix<double>& A);
  /// What stages of modes there are, from the overlaps at the start; none for no modes.
  std::vector<numerics::Event<double>> events(const numerics::Problem& problem,
                                              const numerics::Matrix<double>& A0) const;
  /// The numbers of mode_columns().
  void append(std::vector<double>& row, const std::vector<numerics::Stage<double>>& stages) const;

 private:
  std::size_t modes_;
  std::vector<double> lambda_, start_, end_;
  std::optional<numerics::ModeColumns<double>> columns_;
};

}  // namespace featdyn::verify
