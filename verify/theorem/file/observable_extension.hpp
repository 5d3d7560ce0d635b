#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "numerics/linear/matrix.hpp"
#include "theory/formula/names.hpp"
#include "verify/theorem/run/environment.hpp"

namespace featdyn::verify {

/// Numbers along axes, the last one fastest; one number without axes.
struct ObservedValues {
  std::vector<long> shape;
  std::vector<double> values;
};

/// An observable of a user's own: formulas name it with indices and a step, `top(k)`, `size[r](k)`.
struct ObservableExtension {
  std::string name;
  std::vector<formula::IndexKind> indices;  ///< at most two; a neuron of a classifier is written `j,r`
  /// Part of what names a remembered run: whoever changes the function gets no row of the old one.
  std::string version;
  /// Of A (neurons x patches), G (neurons x neurons) and K (patches x patches): an axis an index. Called from
  /// many threads, once for each step that a theorem looks at.
  std::function<ObservedValues(const numerics::Matrix<double>& A, const numerics::Matrix<double>& G,
                               const numerics::Matrix<double>& K)>
      values;
};

/// Adds it or replaces the one of its name, for theorems that are read from then on. Throws InputError for a name that
/// the language has already, and for more than two indices. Safe to use from many threads.
void set_observable(ObservableExtension own);
std::vector<std::shared_ptr<const ObservableExtension>> observable_extensions();
/// Null where there is none of that name.
std::shared_ptr<const ObservableExtension> find_observable(const std::string& name);

/// Which table it is, and whose table that is (null where it is a built-in one).
std::optional<Observed> observed_by_extension(const std::string& name);
std::shared_ptr<const ObservableExtension> extension_of(Observed what);

/// What formulas may write: `size[r]`, of a classifier `size[j,r]`.
formula::Name name_of(const ObservableExtension& own);

}  // namespace featdyn::verify
