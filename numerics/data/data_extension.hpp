#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "numerics/settings/data_values.hpp"

namespace featdyn::numerics {

struct Dataset;

/// A key under [data] that a user's data model reads.
struct DataKey {
  enum class Kind { count, real, nonnegative, positive, unit, file };  ///< unit: from 0 to 1
  std::string name;                                                    ///< "radius" of data.radius
  Kind kind;
  std::string meaning;
  std::string standard = {};  ///< the number where the settings give none; empty: the key is required
};

/// A data model that is not the program's own.
struct DataModel {
  std::string name;  ///< data.model = "name"
  std::string meaning;
  std::vector<DataKey> keys;
  /// The samples; the same for the same values on every machine: numbers come from numerics/data/random.hpp.
  std::function<Dataset(const DataValues&)> make;
  long labels = 2;  ///< how many different ones: +1 and -1; more: 0, 1, 2, ..; 0: none
};

/// Throws InputError where keys or function of a model cannot be used.
void require_usable(const DataModel& model);

/// The data that the model makes of the values. Throws InputError at data.model where they do not fit
/// together: shapes, labels other than the model's, entries that are not finite.
Dataset make_extension_data(const ExtensionDataSettings& data, std::uint64_t seed);

}  // namespace featdyn::numerics
