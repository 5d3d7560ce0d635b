#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "verify/grid/points.hpp"

namespace featdyn::verify {

/// The grid that [sweep] names: the product of its keys in file order, the last key fastest, and for each of
/// its combinations run k = 0, 1, ... of the seeds, with data.seed + k and init.seed + k.
class Sweep {
 public:
  struct Axis {
    std::string key;
    std::vector<numerics::Entry> values;
  };

  /// Throws InputError where there is nothing to sweep, or values of two keys do not go together. All of them
  /// are read, which is shown where it takes long.
  explicit Sweep(const numerics::Settings& settings, bool quiet = true);

  /// What all points are made of: those at the start of the sweep.
  const numerics::Settings& settings() const { return settings_; }
  const std::vector<Axis>& axes() const { return axes_; }
  long seeds() const { return seeds_; }
  std::size_t count() const { return combinations_ * static_cast<std::size_t>(seeds_); }
  numerics::Settings point(std::size_t index) const;
  Points points() const;
  /// The value of each axis at a point, as it was written (a string without its quotes).
  std::vector<std::string> values_at(std::size_t index) const;
  /// A settings file that repeats the sweep from any folder.
  std::string toml() const;
  nlohmann::ordered_json json() const;
  /// What its runs read.
  std::vector<std::filesystem::path> files() const;

 private:
  const numerics::Entry& value(std::size_t axis, std::size_t combination) const;
  numerics::Settings combination(std::size_t index) const;
  std::string literal(const Axis& axis, const numerics::Entry& value) const;

  numerics::Settings settings_;
  numerics::Document base_;
  std::vector<Axis> axes_;
  long seeds_ = 1;
  std::size_t combinations_ = 1;
};

}  // namespace featdyn::verify
