// Proofs over ranges are checked: what they say, that nothing of the domain is left out, and every part in another
// arithmetic.
#include <fmt/format.h>

#include <stdexcept>

#include "numerics/scalar/interval.hpp"
#include "verify/ranges/covering.hpp"
#include "verify/ranges/range_certificate.hpp"

namespace featdyn::verify {
namespace {

using Kind = RangePart::Kind;

Check check_claim(const RangeCertificate& said) {
  const bool same = said.claim == range_claim(said.question, said.proof) &&
                    said.meaning == meaning_of_range_check();
  return {.what = "claim",
          .verdict = same ? Verdict::holds : Verdict::fails,
          .detail = same ? "says what the parts show" : "does not say what the parts show"};
}

Check check_covering(const RangeCertificate& said) {
  std::vector<RangeBox> boxes;
  for (const RangePart& part : said.proof.parts) boxes.push_back(part.box);
  try {
    const auto gap = first_gap(said.question.whole, boxes);
    return {.what = "covering",
            .verdict = gap ? Verdict::fails : Verdict::holds,
            .detail = gap ? "left out: " + text_of(said.question, *gap)
                          : fmt::format("{} parts cover the domain", boxes.size())};
  } catch (const std::length_error& error) {
    return {.what = "covering", .verdict = Verdict::fails, .detail = error.what()};
  }
}

Check check_parts(const RangeCertificate& said, const RangeProgress& progress) {
  const auto& parts = said.proof.parts;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (!is_as_said<numerics::Interval>(said.question, parts[k]))
      return {.what = "parts",
              .verdict = Verdict::fails,
              .detail = fmt::format("part {} is not {}: {}", k + 1, name(parts[k].kind),
                                    text_of(said.question, parts[k].box))};
    progress(static_cast<double>(k + 1) / static_cast<double>(parts.size()));
  }
  return {.what = "parts",
          .verdict = Verdict::holds,
          .detail = fmt::format("{} proved and {} excluded, with MPFI", said.proof.count(Kind::proved),
                                said.proof.count(Kind::excluded))};
}

/// What the parts come to.
Check check_statement(const RangeCertificate& said) {
  if (const RangePart* refuted = said.proof.first(Kind::refuted))
    return {.what = "statement",
            .verdict = Verdict::fails,
            .detail = "wrong all over " + text_of(said.question, refuted->box)};
  if (const RangePart* open = said.proof.first(Kind::open))
    return {.what = "statement",
            .verdict = Verdict::undecided,
            .detail = fmt::format("{} parts are open, the first: {}", said.proof.count(Kind::open),
                                  text_of(said.question, open->box))};
  const bool is_said_of_something = said.proof.count(Kind::proved) > 0;
  return {.what = "statement",
          .verdict = is_said_of_something ? Verdict::holds : Verdict::not_applicable,
          .detail = is_said_of_something ? "proved wherever its assumptions hold"
                                         : "its assumptions hold nowhere"};
}

}  // namespace

std::string meaning_of_range_check() {
  return "featdyn check FILE ends with exit code 0 exactly where it has found: (1) FILE holds every key once and no "
         "other; (2) its parts cover the ranges of its domain without a gap; (3) in every proved part, for all "
         "parameters in it, intervals (MPFI, where the proof used Arb) enclose the symmetric branch of stationary "
         "points and satisfy every conclusion; (4) in every excluded part an assumption is broken everywhere, or m is no whole number; (5) "
         "no part is open or refuted; (6) the sentence in FILE is the one that the program writes for it.";
}

std::string range_claim(const RangeQuestion& question, const RangeProof& proof) {
  std::string text = "For all ";
  text += text_of(question, question.whole);
  std::string fixed;
  for (const RangeEntry& entry : question.statement.domain) {
    if (!entry.formula.empty()) fixed += fmt::format(", {} = {}", entry.name, entry.formula);
    if (question.constants.contains(entry.name)) fixed += fmt::format(", {} = {}", entry.name, entry.from);
  }
  text += fixed;
  for (const std::string& assumption : question.statement.assume) text += fmt::format(" with {}", assumption);
  if (question.has_branch)
    text += ", and d >= n + m + 1: for exactly orthogonal patches, noise patches of squared norm sigma_xi^2 d and "
            "as many samples of each class, the denoiser's expected loss (quadratic activation, tied layers, target "
            "noise) has a stationary point of the symmetric branch with";
  text += ":";
  for (const std::string& conclusion : question.statement.conclude) text += fmt::format(" {};", conclusion);
  return text + fmt::format(" {} parts proved, {} excluded by the assumptions, {} open, {} refuted.",
                            proof.count(Kind::proved), proof.count(Kind::excluded), proof.count(Kind::open),
                            proof.count(Kind::refuted));
}

std::vector<Check> check(const RangeCertificate& certificate, const RangeProgress& progress) {
  std::vector<Check> checks{check_claim(certificate), check_covering(certificate),
                            check_statement(certificate)};
  if (checks[0].verdict == Verdict::holds && checks[1].verdict == Verdict::holds)
    checks.push_back(check_parts(certificate, progress));
  return checks;
}

}  // namespace featdyn::verify
