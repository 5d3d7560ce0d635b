#pragma once

#include "verify/draw/plot.hpp"
#include "verify/sweep/sweep_plot.hpp"

namespace featdyn::verify {

/// Mean, least and greatest; NaN of no values.
struct Spread {
  double mean, least, greatest;
};

/// A finished sweep as a plot sees it: combinations of the swept keys, each with a row for every seed.
class SweepTable {
 public:
  explicit SweepTable(const SweepRows& finished) : finished_(finished) {}
  std::size_t combinations() const { return finished_.rows.size() / seeds(); }
  std::size_t seeds() const { return static_cast<std::size_t>(finished_.sweep.seeds()); }
  /// Of a key its value, of a column the finite values of all seeds.
  Spread at(const std::string& name, std::size_t combination) const;
  /// "m = 20, t = 0.2": the swept keys but those named.
  std::string title(std::size_t combination, const std::vector<std::string>& without) const;

 private:
  SweepRows finished_;
};

/// The caption: how the seeds of `shown` are put together, and `absent` where some runs have no value.
std::string seeds_caption(const SweepRows& finished, const std::string& shown, const std::string& absent);
/// "; d = 1000, n = 30, steps = 4000": what is not swept; empty where all of it is.
std::string fixed_caption(const Sweep& sweep);
/// Which key of the sweep has the name.
std::optional<std::size_t> axis_of(const Sweep& sweep, const std::string& name);
/// The symbol of a key or column in gnuplot's markup.
std::string symbol(const std::string& name);
/// Whether an axis of these numbers should be logarithmic: all positive, over more than a factor of 50.
bool is_logarithmic(const std::vector<double>& values);
/// A field of a CSV file; empty for what is not finite.
std::string plotted(double value);

/// The figures, which write the CSV file that they draw.
Figure line_figure(const PlotRequest& request, const SweepRows& finished, const std::filesystem::path& csv);
Figure map_figure(const PlotRequest& request, const SweepRows& finished, const std::filesystem::path& csv);

/// How many curves and how many maps a figure holds.
inline constexpr std::size_t most_lines = 2 * colour::sequence.size(), most_maps = 9;

}  // namespace featdyn::verify
