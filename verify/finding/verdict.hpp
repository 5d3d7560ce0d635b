#pragma once

#include <string>
#include <vector>

namespace featdyn::verify {

/// What a check concludes. `undecided` when the margin is within the check's own error; `not_applicable` when
/// its assumptions do not hold, so that nothing was judged.
enum class Verdict { holds, fails, undecided, not_applicable };

/// "holds", "fails", "undecided", "not-applicable".
const char* name(Verdict verdict);

/// The program's exit codes.
namespace exit_code {
inline constexpr int done = 0, fails = 1, undecided = 2, bad_input = 3;
}

/// 1 when a verdict fails, else 2 when one is undecided, else 0.
int exit_code_of(const std::vector<Verdict>& verdicts);

}  // namespace featdyn::verify
