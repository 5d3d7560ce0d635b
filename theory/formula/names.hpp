#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "theory/formula/expression.hpp"

namespace featdyn::formula {

/// What an index counts: r, s neurons; j classes (labels +1, -1); i samples; p patches; k steps; a modes.
enum class IndexKind { neuron, label, sample, patch, step, mode };
/// The kind of an index variable: its letter, perhaps with a number behind it (`r`, `i2`, `k_1`).
std::optional<IndexKind> index_kind(const std::string& name);
/// "a neuron (r, s or a number from 1)", for messages.
std::string description(IndexKind kind);

enum class NameKind { parameter, vector, time, observable, constant, definition, setting };
/// Whose quantity it is.
enum class ModelKind { any, denoiser, classifier };

/// A name of the language. Its indices may be any of the lists; `n` may stand alone or be `n[j]`.
struct Name {
  NameKind kind = NameKind::parameter;
  std::string meaning;
  std::vector<std::vector<IndexKind>> indices = {{}};
  bool takes_step = false;
  ModelKind model = ModelKind::any;
  /// Its power of c under the classifier's symmetry x -> c x, w -> w/c, sigma_0 -> sigma_0/c, eta -> eta/c^2;
  /// absent where it is unknown.
  std::optional<double> scale = 0;
  std::string latex = "";  ///< empty: by the rules for names
};

/// The names that a formula may use, and its runs' (`denoiser.`).
class Vocabulary {
 public:
  /// The language's own parameters, times and observables.
  static Vocabulary of_theorems();
  /// Nothing but functions, numbers and these names.
  static Vocabulary of(const std::vector<std::string>& names);

  /// Adds a name or replaces it.
  void add(const std::string& name, Name meaning) { names_[name] = std::move(meaning); }
  void add_run(const std::string& run) { runs_.push_back(run); }

  const Name* find(const std::string& name) const;
  const std::map<std::string, Name>& names() const { return names_; }
  const std::vector<std::string>& runs() const { return runs_; }
  /// Whether the name means something to the grammar, so that nothing else can be called so.
  static bool is_reserved(const std::string& word);

 private:
  std::map<std::string, Name> names_;
  std::vector<std::string> runs_;
};

/// The written name of a function, and which one it is; nothing where there is no such function.
std::string name_of(Function function);
std::optional<Function> function_named(const std::string& name);
std::string name_of(Reduced kind);
std::optional<Reduced> reduction_named(const std::string& name);

}  // namespace featdyn::formula
