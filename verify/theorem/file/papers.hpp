#pragma once

#include <string>
#include <vector>

namespace featdyn::verify {

/// A paper that built-in theorems are of.
struct Paper {
  std::string id;  ///< of arXiv
  std::string title, authors;
};
/// In the order of their ids.
const std::vector<Paper>& papers();

/// The arXiv number in a theorem's `source`, "arXiv:2510.17526, Theorem 3.3"; empty where there is none.
std::string paper_in(const std::string& source);

/// The ids of the built-in theorems of a paper, named "2510.17526" or "arXiv:2510.17526". Throws InputError with the
/// papers that there are where it is none of them.
std::vector<std::string> theorems_of_paper(const std::string& paper);

/// The ids that are judged where none is named: of the first paper, arXiv:2412.01021, and ours about it.
std::vector<std::string> theorems_judged_unasked();

}  // namespace featdyn::verify
