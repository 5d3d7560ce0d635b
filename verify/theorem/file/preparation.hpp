#pragma once

#include <filesystem>
#include <optional>
#include <set>

#include "verify/theorem/file/theorem_file.hpp"

namespace featdyn::verify {

/// What a command line says beside a theorem.
struct Preparation {
  std::vector<std::string> overrides = {};  ///< "key.path=value", "over.seeds=1", "claims.ID.C=3"
  std::optional<std::int64_t> seed = {};    ///< of data and weights
  bool is_one_run = false;                  ///< the settings as they are, with one seed
  std::filesystem::path config = {};        ///< settings that are judged as they are, in place of [over]
  std::optional<numerics::Document> settings = {};  ///< the same, not in a file
  std::vector<std::string> under =
      {};  ///< lists of changed assumptions (verify/ablation/), all of them together
};

/// The entries claims.ID.NAME of the settings that are judged and, over them, of the overrides: what read_theorem() is
/// asked for.
numerics::Document asked_constants(const Preparation& with);

/// A theorem with these, and the settings keys that [over] then leaves alone.
struct Prepared {
  Theorem theorem;
  std::set<std::string> fixed;
};
/// Throws InputError where an assignment cannot be read.
Prepared prepared(Theorem theorem, const Preparation& with);

}  // namespace featdyn::verify
