#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "verify/report/markup.hpp"
#include "verify/report/report.hpp"

namespace featdyn::verify {

/// A theorem with what is said of each of its conclusions: "ID.1", "ID.2", ...
struct FindingGroup {
  std::size_t first;
  std::vector<std::size_t> parts;
};
std::vector<FindingGroup> finding_groups(const Report& report);

/// What became of a theorem, in one sentence: "holds in 25 of 25 runs; ...", "fails in 1 of 3 conclusions: ...".
std::string sentence_of(const Report& report, const FindingGroup& group);
/// What it claims, else its id.
Markup title_of(const Finding& finding);

/// All that is said of a theorem: its sentences and pictures, and numbers, assumptions and commands folded away.
/// Of a page that has no other the title stands elsewhere.
Markup article(const Report& report, const FindingGroup& group, bool has_title);

}  // namespace featdyn::verify
