#pragma once

#include <set>

#include "verify/finding/finding.hpp"
#include "verify/theorem/file/theorem_file.hpp"

namespace featdyn::verify {

/// How a theorem is proved over the ranges of [over].
struct ProofOptions {
  bool full = false, quiet = true;
  std::set<std::string> fixed = {};  ///< settings keys that [over] leaves as they are
  std::string command = {};          ///< what proves it again
};

/// A certificate: the name of its file, and what is in it.
struct NamedCertificate {
  std::string name, text;
};
struct ProvedTheorem {
  Finding finding;
  std::vector<NamedCertificate> certificates;
};

/// holds: every part of the ranges is proved (or excluded by the assumptions); fails: a part is refuted; undecided:
/// parts are open; not-applicable: the assumptions exclude all. Throws InputError where no proof is known.
ProvedTheorem prove_theorem(const Theorem& theorem, const ProofOptions& options);

/// Files that a theorem's proofs may have: "ID-proof.json", "ID-proof-*.json".
std::vector<std::string> proof_files(const std::string& id);

}  // namespace featdyn::verify
