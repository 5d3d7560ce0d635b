#pragma once

#include <string>

#include "verify/theorem/file/theorem_file.hpp"

namespace featdyn::verify {

/// The statement as text: assumptions, conclusions, definitions, what is run, over which domain, what is measured,
/// and what every name in it means.
std::string theorem_as_text(const Theorem& theorem);
/// The same as a LaTeX document.
std::string theorem_as_latex(const Theorem& theorem);

/// What both ways of showing it need.
struct TheoremSummary {
  /// "d = 1000, n = 30, ..." of each run: the settings as their file gives them.
  struct Run {
    std::string name, base;
    std::vector<std::string> settings;
  };
  std::vector<Run> runs;
  std::vector<std::string> domain;  ///< "n SNR^2 from 0.1 to 4, 7 points"
  std::vector<formula::Expression> observables;
  struct Meaning {
    std::string name, meaning;
  };
  std::vector<Meaning> names;  ///< those that occur, alphabetically
};
TheoremSummary summary_of(const Theorem& theorem);

/// "with probability at least 0.9 over the seeds, "; empty for probability 1.
std::string probability_phrase(const Theorem& theorem);

}  // namespace featdyn::verify
