#pragma once

#include <string>
#include <vector>

#include "verify/ranges/prove_theorem.hpp"
#include "verify/theorem/file/preparation.hpp"
#include "verify/theorem/judge/judge_theorem.hpp"

namespace featdyn::verify {

/// Whether a word of the command line is a theorem file: it ends with .toml or is a file.
bool is_theorem_file(const std::string& word);

/// The theorems that a word of the command line names: a file, a built-in theorem, or all of them whose ids begin
/// with it (`theorem-3.1`). None where it is none of these.
std::vector<std::string> theorems_named(const std::string& word);
/// Every built-in theorem.
std::vector<std::string> all_theorems();

/// A theorem that is asked for, as `verify` says it is to be judged.
struct TheoremOrder {
  std::string word;  ///< the file or the id
  Preparation preparation;
  std::string options = {};  ///< for the repeating command: " --scale quick"
  bool searches_long = false;
  TheoremScale scale = TheoremScale::quick;
  bool quiet = false;
  GridWorkers workers = {};  ///< who trains; none: all threads of this process
  /// Who trains for an order as it is judged, if they have to know it; in place of `workers`.
  std::function<GridWorkers(const TheoremOrder&)> staff = {};
};
/// What judges it again: "featdyn verify ID --scale quick".
std::string command_of(const TheoremOrder& order);
/// Reads the theorem, with the constants that are set for it. Throws InputError as read_theorem does.
Prepared read_prepared(const TheoremOrder& order);
/// Throws InputError, with the line of [over], where the settings refuse one of its values: before anything is run.
void require_domain(const Prepared& prepared);
/// Proves it over ranges, as a theorem with evidence = "proved" asks for; likewise.
ProvedTheorem proof_of(const TheoremOrder& order, const Prepared& prepared);
/// Judges it; what cannot be judged for another reason than a mistake of the user is undecided and says why.
std::vector<Finding> findings_of(const TheoremOrder& order, const Prepared& prepared, RunStore& store);

}  // namespace featdyn::verify
