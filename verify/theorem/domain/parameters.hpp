#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "numerics/settings/settings.hpp"

namespace featdyn::verify {

/// The numbers of a setting by the language's names (`d`, `SNR`, `eta`) and by settings keys; without indices,
/// and without those that are computed from a run or from equations.
class Parameters {
 public:
  explicit Parameters(const numerics::Settings& settings);
  /// Nothing where the setting has no such number.
  std::optional<double> find(const std::string& name) const;
  const std::map<std::string, double>& all() const { return numbers_; }

 private:
  std::map<std::string, double> numbers_;
};

/// The settings key that holds the number of this name in these settings: "data.dimension" for `d`; a key of
/// the settings is its own. Empty where there is none.
std::string key_of(const std::string& name, const numerics::Settings& settings);
/// The settings keys that a name's number comes from: three for `SNR`.
std::vector<std::string> keys_behind(const std::string& name, const numerics::Settings& settings);
/// Whether a key counts something; with balanced labels the number of samples must be even besides.
bool is_whole(const std::string& key);

/// The override after which the number behind a key is `value`, rounded where it counts something; of several
/// signals all are scaled.
std::string override_of(const numerics::Settings& settings, const std::string& key, double value);

}  // namespace featdyn::verify
