#include "verify/ranges/prove_theorem.hpp"

#include <fmt/format.h>

#include <cmath>

#include "numerics/enclosure/rounding_check.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "verify/ranges/from_theorem.hpp"
#include "verify/ranges/range_certificate.hpp"
#include "verify/ranges/second_solver.hpp"
#include "verify/terminal/progress_bar.hpp"

namespace featdyn::verify {
namespace {

using PartKind = RangePart::Kind;

/// What was found of one statement.
struct ProvedStatement {
  RangeQuestion question;
  RangeProof proof;
  Verdict verdict() const {
    if (proof.first(PartKind::refuted)) return Verdict::fails;
    if (proof.first(PartKind::open)) return Verdict::undecided;
    return proof.first(PartKind::proved) ? Verdict::holds : Verdict::not_applicable;
  }
};

ProvedStatement proved_statement(const RangeStatement& statement, const ProofOptions& options) {
  constexpr long quick_boxes = 200'000, full_boxes = 2'000'000, steps = 1000;
  RangeQuestion question = question_of(statement);
  ProgressBar bar("proof of " + statement.id, steps, options.quiet);
  RangeProof proof = prove(question, {.most_boxes = options.full ? full_boxes : quick_boxes},
                           [&](double share) { bar.update(std::lround(share * steps)); });
  return {std::move(question), std::move(proof)};
}

/// fails before undecided before holds; not-applicable where all are.
Verdict joint_verdict(const std::vector<ProvedStatement>& all) {
  Verdict result = Verdict::not_applicable;
  for (const ProvedStatement& one : all) {
    const Verdict verdict = one.verdict();
    if (verdict == Verdict::fails) return Verdict::fails;
    if (verdict == Verdict::undecided) result = Verdict::undecided;
    if (verdict == Verdict::holds && result == Verdict::not_applicable) result = Verdict::holds;
  }
  return result;
}

/// The statement's sentence, and where it is wrong or open.
std::string sentence_of(const ProvedStatement& one) {
  std::string text = range_claim(one.question, one.proof);
  if (const RangePart* part = one.proof.first(PartKind::refuted))
    text += " Wrong all over " + text_of(one.question, part->box) + ".";
  else if (const RangePart* open = one.proof.first(PartKind::open))
    text += " Not decided, for example: " + text_of(one.question, open->box) + ".";
  return text;
}

void add_where(const ProvedStatement& one, Finding& finding) {
  const RangePart* part = one.proof.first(PartKind::refuted);
  if (part == nullptr) part = one.proof.first(PartKind::open);
  if (part != nullptr && finding.where.empty()) finding.where = text_of(one.question, part->box);
}

}  // namespace

std::vector<std::string> proof_files(const std::string& id) {
  return {id + "-proof.json", id + "-proof-*.json"};
}

ProvedTheorem prove_theorem(const Theorem& theorem, const ProofOptions& options) {
  const auto statements = range_statements(theorem, options.fixed);
  ProvedTheorem result;
  Finding& finding = result.finding;
  finding.claim = theorem.id, finding.statement = theorem.title, finding.provenance = theorem.provenance;
  finding.repeat = options.command;
  if (const auto fault = numerics::rounding_fault<numerics::Ball>()) {
    finding.detail = "the arithmetic of proofs (Arb) is not sound on this machine: " + *fault;
    return result;
  }
  std::vector<ProvedStatement> all;
  SecondSolver second;
  for (const RangeStatement& statement : statements) {
    all.push_back(proved_statement(statement, options));
    const ProvedStatement& one = all.back();
    second.compare(one.question, one.proof);
    add_where(one, finding);
    finding.detail += (finding.detail.empty() ? "" : " | ") + sentence_of(one);
    finding.domain += (finding.domain.empty() ? "" : "; ") + text_of(one.question, one.question.whole);
    const std::string number = statements.size() > 1 ? fmt::format("-{}", all.size()) : "";
    result.certificates.push_back({.name = fmt::format("{}-proof{}.json", theorem.id, number),
                                   .text = range_certificate_text(one.question, one.proof)});
  }
  finding.verdict = second.contradicts() ? Verdict::undecided : joint_verdict(all);
  finding.evidence = finding.verdict == Verdict::holds || finding.verdict == Verdict::fails
                         ? Evidence::proved
                         : Evidence::sampled;
  finding.evidence_detail = fmt::format(
      "over whole ranges, by Krawczyk's test in Arb's balls; featdyn check {} proves it again in MPFI{}",
      result.certificates.front().name, second.sentence());
  finding.quantity = theorem.conclusions.front().source.text;
  return result;
}

}  // namespace featdyn::verify
