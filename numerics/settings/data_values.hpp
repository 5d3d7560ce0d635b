#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "numerics/refusal/input_error.hpp"
#include "numerics/settings/decimal.hpp"

namespace featdyn::numerics {

struct DataModel;

/// What the settings say under the keys of a user's data model. Members throw std::invalid_argument where the
/// model has no such number or file.
struct DataValues {
  std::uint64_t seed = 1;  ///< data.seed
  Origin origin = {};      ///< of data.model, for messages
  std::map<std::string, Decimal> numbers = {};
  std::map<std::string, std::filesystem::path> files = {};

  long count(const std::string& key) const;
  double real(const std::string& key) const;
  const std::filesystem::path& file(const std::string& key) const;
};

/// A setting of such data.
struct ExtensionDataSettings {
  const DataModel* model;
  DataValues values;
};

}  // namespace featdyn::numerics
