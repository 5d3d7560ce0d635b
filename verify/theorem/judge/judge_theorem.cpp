#include "verify/theorem/judge/judge_theorem.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "theory/formula/error.hpp"
#include "verify/theorem/certified/certification.hpp"
#include "verify/theorem/judge/confirmation.hpp"
#include "verify/theorem/judge/crossing.hpp"
#include "verify/theorem/judge/negative_controls.hpp"
#include "verify/theorem/judge/repeating_command.hpp"
#include "verify/theorem/judge/search.hpp"
#include "verify/theorem/show/sentence.hpp"

namespace featdyn::verify {
namespace {

/// An assumption with its slack where that is least, or how it is broken where no point is left.
Inequality line_of(const Assumed::Line& line, bool any_left) {
  const Reading& at = any_left ? line.least : line.broken;
  const bool at_most_form = (at.left <= at.right) == at.holds;
  return {.name = line.text,
          .value = at.left,
          .sense = at_most_form ? Inequality::Sense::at_most : Inequality::Sense::at_least,
          .bound = at.right,
          .where = any_left ? line.least_where : line.broken_where};
}

Finding begin(const Inquiry& inquiry, const std::string& suffix, const std::string& statement) {
  Finding finding{};
  finding.claim = inquiry.theorem().id + suffix;
  finding.statement = statement;
  finding.provenance = inquiry.theorem().provenance;
  finding.domain = domain_of(inquiry);
  finding.repeat = inquiry.options().command;
  for (const Assumed::Line& line : inquiry.trials().assumed().lines)
    finding.assumptions.push_back(line_of(line, inquiry.trials().assumed().left > 0));
  return finding;
}

void put(const Answer& answer, Finding& finding) {
  finding.verdict = answer.verdict;
  finding.computed = answer.computed, finding.error = answer.error, finding.bound = answer.bound;
  finding.constant = answer.constant, finding.constant_interval = answer.constant_interval;
  finding.exponent = answer.exponent, finding.exponent_interval = answer.exponent_interval;
  if (std::isfinite(answer.worst.margin)) finding.margin = answer.worst.margin;
  finding.where = answer.where;
  finding.detail = answer.sentence;
}

/// Whose constant and exponent the theorem's own finding tells: the conclusion with the constant named `constant`,
/// else the first equality or order, else the first.
std::size_t telling(const Inquiry& inquiry) {
  const auto& all = inquiry.conclusions();
  const auto find = [&](auto predicate) {
    return static_cast<std::size_t>(std::ranges::find_if(all, predicate) - all.begin());
  };
  const std::size_t named =
      find([](const Conclusion& one) { return names_in(one.statement).contains("constant"); });
  if (named < all.size()) return named;
  const std::size_t law = find([](const Conclusion& one) {
    return one.crossing || one.order ||
           (one.fitted_relation && one.fitted_relation->comparison == formula::Comparison::equal);
  });
  return law < all.size() ? law : 0;
}

/// Given ones by value, fitted ones with their interval.
std::map<std::string, ConstantFound> constants_of(const Inquiry& inquiry) {
  std::map<std::string, ConstantFound> result;
  for (const auto& [name, value] : inquiry.stated().constants) {
    if (const auto fitted = inquiry.fitted().find(name); fitted != inquiry.fitted().end())
      result[name] = {
          .value = fitted->second.value, .interval = fitted->second.interval, .where = fitted->second.where};
    else if (const auto* number = formula::as<formula::Number>(value))
      result[name] = {.value = number->value, .interval = std::nullopt, .where = ""};
  }
  return result;
}

/// What passes every conclusion passes the theorem.
std::vector<std::string> common(const std::vector<std::vector<std::string>>& lists) {
  std::vector<std::string> result = lists.front();
  std::erase_if(result, [&](const std::string& one) {
    return std::ranges::any_of(lists,
                               [&](const auto& list) { return std::ranges::find(list, one) == list.end(); });
  });
  return result;
}

/// The command that judges the one run where a statement is worst; with a probability, the same runs of its point.
std::string command_at(const Inquiry& inquiry, const Answer& answer) {
  const std::string& command = inquiry.options().command;
  if (!answer.worst_point || command.empty()) return command;
  const DomainPoint& point = inquiry.trials().point(*answer.worst_point);
  std::vector<std::string> assignments = point.overrides;
  if (!inquiry.domain_runs().needs_runs()) return with_settings(command, assignments);
  const numerics::Settings& settings = point.settings.at(point.first);
  const bool is_of_one =
      inquiry.probability(*answer.worst_point) == 1;  // else a share of the point's seeds decides
  const auto seed = static_cast<std::uint64_t>(point.seed_offset + (is_of_one ? answer.worst_seed : 0));
  assignments.push_back(fmt::format("data.seed={}", settings.data_seed + seed));
  assignments.push_back(fmt::format("init.seed={}", settings.init.seed + seed));
  if (is_of_one) assignments.emplace_back("over.seeds=1");
  return with_settings(command, assignments);
}

/// Rounding, as a second method showed it: what is within it is undecided. Not a constant that is fitted so that the
/// least margin is 0.
void add_error(const Confirmed& confirmation, Answer& answer) {
  const bool is_close =
      std::abs(answer.worst.margin) <= confirmation.margin_error && confirmation.margin_error > 0;
  if (is_close && (answer.verdict == Verdict::holds || answer.verdict == Verdict::fails))
    answer.verdict = Verdict::undecided;
}

/// What was found of a conclusion, and how strong the evidence is.
struct Judged {
  Answer answer;
  Certification::Result certificate;
};

std::vector<Judged> answers_of(Inquiry& inquiry, const Confirmed& confirmation) {
  std::vector<Judged> all;
  Certification certification(inquiry);
  for (std::size_t k = 0; k < inquiry.conclusions().size(); ++k) {
    Judged one{
        .answer = inquiry.conclusions()[k].crossing ? crossing_answer(inquiry, k) : answer_of(inquiry, k),
        .certificate = {}};
    if (inquiry.conclusions()[k].fitted.empty()) add_error(confirmation, one.answer);
    if (inquiry.options().confirms) one.certificate = certification.settle(k, one.answer);
    all.push_back(std::move(one));
  }
  return all;
}

void put_evidence(const Confirmed& confirmation, const Certification::Result& certificate, Finding& finding) {
  finding.evidence = certificate.is_certified ? Evidence::certified
                     : confirmation.agrees    ? Evidence::confirmed
                                              : Evidence::sampled;
  finding.evidence_detail = certificate.detail;
  if (!certificate.detail.empty() && !confirmation.detail.empty()) finding.evidence_detail += "; ";
  finding.evidence_detail += confirmation.detail;
}

/// Where every run has to hold, all of them together fail with one of them alone: rounding has been seen there.
void see_verdicts(const Inquiry& inquiry, const std::vector<Judged>& all, Answer& joint) {
  const auto has = [&](Verdict verdict) {
    return std::ranges::any_of(all, [&](const Judged& one) { return one.answer.verdict == verdict; });
  };
  for (std::size_t point = 0; point < inquiry.trials().points(); ++point)
    if (inquiry.probability(point) < 1) return;
  if (joint.verdict != Verdict::fails || has(Verdict::fails)) return;
  joint.verdict = has(Verdict::undecided) ? Verdict::undecided : Verdict::holds;
}

/// Of all conclusions together: one that certainly fails is enough.
Certification::Result joint_certificate(const std::vector<Judged>& all, Answer& joint) {
  const auto is_certified = [](const Judged& one) { return one.certificate.is_certified; };
  const auto refuted = std::ranges::find_if(
      all, [&](const Judged& one) { return is_certified(one) && one.answer.verdict == Verdict::fails; });
  if (refuted != all.end()) {
    joint.verdict = Verdict::fails;
    return refuted->certificate;
  }
  if (std::ranges::all_of(all, is_certified)) joint.verdict = Verdict::holds;
  const auto weakest = std::ranges::find_if_not(all, is_certified);
  return weakest == all.end() ? all.front().certificate : weakest->certificate;
}

std::vector<Finding> findings_of(Inquiry& inquiry, const std::vector<std::vector<std::string>>& vacuous,
                                 const Confirmed& confirmation) {
  const std::vector<Judged> all = answers_of(inquiry, confirmation);
  std::vector<Answer> answers;
  for (const Judged& one : all) answers.push_back(one.answer);
  Answer joint = joint_answer(inquiry, answers);
  see_verdicts(inquiry, all, joint);
  const Certification::Result certificate = joint_certificate(all, joint);
  const Answer& told = answers[telling(inquiry)];
  joint.computed = told.computed, joint.error = told.error, joint.bound = told.bound;
  joint.constant = told.constant, joint.constant_interval = told.constant_interval;
  joint.exponent = told.exponent, joint.exponent_interval = told.exponent_interval;
  std::vector<Finding> findings{begin(inquiry, "", inquiry.theorem().title)};
  for (std::size_t k = 0; k < answers.size(); ++k) {
    joint.sentence += (k == 0 ? "" : " | ") + answers[k].sentence;
    if (answers.size() == 1) break;
    findings.push_back(begin(inquiry, fmt::format(".{}", k + 1), inquiry.conclusions()[k].source.text));
    put(answers[k], findings.back());
    findings.back().vacuous = vacuous[k];
    put_evidence(confirmation, all[k].certificate, findings.back());
    if (answers[k].verdict == Verdict::fails) findings.back().repeat = command_at(inquiry, answers[k]);
  }
  put(joint, findings.front());
  put_evidence(confirmation, certificate, findings.front());
  findings.front().vacuous = common(vacuous);
  if (joint.verdict == Verdict::fails) findings.front().repeat = command_at(inquiry, joint);
  findings.front().constants = constants_of(inquiry);
  findings.front().quantity = inquiry.conclusions()[telling(inquiry)].source.text;
  return findings;
}

}  // namespace

std::vector<Finding> judge_theorem(const Theorem& theorem, const TheoremOptions& options) {
  try {
    Inquiry inquiry(theorem, options);
    inquiry.run_the_domain();
    inquiry.enlarge();
    if (options.attacks) attack(inquiry);
    inquiry.decide_beside();
    inquiry.fit_beside();
    const auto vacuous = options.attacks
                             ? passed_by(inquiry)
                             : std::vector<std::vector<std::string>>(inquiry.conclusions().size());
    return findings_of(inquiry, vacuous, options.confirms ? confirmed(inquiry) : Confirmed{});
  } catch (const formula::FormulaError& error) {
    throw numerics::InputError({theorem.file, 1}, error.what());
  }
}

}  // namespace featdyn::verify
