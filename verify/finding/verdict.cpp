#include "verify/finding/verdict.hpp"

#include <algorithm>

namespace featdyn::verify {

const char* name(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "holds";
    case Verdict::fails:
      return "fails";
    case Verdict::undecided:
      return "undecided";
    case Verdict::not_applicable:
      return "not-applicable";
  }
  return "";
}

int exit_code_of(const std::vector<Verdict>& verdicts) {
  const auto any = [&](Verdict verdict) { return std::ranges::find(verdicts, verdict) != verdicts.end(); };
  if (any(Verdict::fails)) return exit_code::fails;
  return any(Verdict::undecided) ? exit_code::undecided : exit_code::done;
}

}  // namespace featdyn::verify
