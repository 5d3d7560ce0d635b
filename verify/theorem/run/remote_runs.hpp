#pragma once

#include <map>
#include <memory>
#include <string>

#include "verify/grid/measurement.hpp"
#include "verify/theorem/file/preparation.hpp"

namespace featdyn::verify {

/// What another process is told of a measurement of a theorem's runs, beside the theorem.
struct TheoremRecipe {
  std::string run;                          ///< the kind of run
  std::map<std::string, double> constants;  ///< the present values of those that are fitted
};
std::string recipe_text(const TheoremRecipe& recipe);

/// A theorem in a process that trains for another one. Safe to use from many threads.
class RemoteRuns {
 public:
  explicit RemoteRuns(const Prepared& prepared);
  ~RemoteRuns();
  RemoteRuns(const RemoteRuns&) = delete;
  RemoteRuns& operator=(const RemoteRuns&) = delete;

  /// Trains and measures as the recipe says. `key` is run_key there: throws InputError where it is another one here,
  /// so that no process of another version, or with other files, takes part.
  Row measure(const std::string& recipe, const numerics::Settings& settings, const std::string& key) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace featdyn::verify
