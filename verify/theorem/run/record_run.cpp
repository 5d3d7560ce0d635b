#include "verify/theorem/run/record_run.hpp"

#include <algorithm>
#include <cmath>

#include "verify/experiment/stability.hpp"
#include "verify/theorem/run/recent_states.hpp"
#include "verify/theorem/run/step_reduction.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

using formula::Expression;

/// Whether something is still to come in this pass, is there, or was missed: it waits for the next pass.
enum class Progress { waiting, there, missed };

Reading missing_reading() {
  Reading reading;
  reading.holds = false;
  reading.margin = reading.left = reading.right = reading.low = reading.high = reading.needed = NAN;
  return reading;
}

class Pass {
 public:
  Pass(const numerics::Problem& problem, const Question& question)
      : problem_(problem),
        question_(question),
        plan_(question.plan),
        shots_(plan_.snapshots.size(), Progress::waiting),
        passages_(plan_.passages.size(), Progress::waiting) {
    result_.facts = facts_of(problem, plan_.needs_eigenvalues);
    result_.snapshots.resize(plan_.snapshots.size());
    result_.found.assign(plan_.passages.size(), Array::of(NAN));
    result_.judged.assign(plan_.passages.size(), {.axes = {}, .values = {missing_reading()}});
    if (plan_.needs_eta_max) result_.eta_max = largest_stable_rate(problem);
    environment_ = environment();
  }

  /// Whether another pass brings more.
  bool run(const Trainer& trainer) {
    begin();
    const auto had = arrived();
    const auto status = trainer.walk(problem_, longest_run, [&](const StepState& now) { return visit(now); });
    result_.diverged = status == numerics::Status::diverged;
    return arrived() > had && (has(shots_, Progress::missed) || has(passages_, Progress::missed));
  }

  Recorded result() && { return std::move(result_); }

 private:
  using List = std::vector<Progress>;

  static bool has(const List& list, Progress one) { return std::ranges::find(list, one) != list.end(); }
  long arrived() const {
    return std::ranges::count(shots_, Progress::there) + std::ranges::count(passages_, Progress::there);
  }

  void begin() {
    for (List* list : {&shots_, &passages_}) std::ranges::replace(*list, Progress::missed, Progress::waiting);
    recent_.emplace(problem_, plan_);
    reductions_.clear();
    for (const Passage& passage : plan_.passages) reductions_.push_back({.of = StepReduction(passage)});
    rest_ = std::nullopt;
  }

  /// Whether there is more to come.
  bool visit(const StepState& now) {
    result_.reached = std::max(result_.reached, now.step);
    recent_->add(now);
    if (!rest_ && (recent_->is_at_rest() || now.step >= steps_to_rest(problem_.settings)))
      rest_ = recent_->is_at_rest() ? static_cast<double>(now.step) : NAN;
    if (now.step < plan_.reach_ahead) return true;
    step_ = now.step - plan_.reach_ahead;
    recent_->set_step(step_);
    for (std::size_t s = 0; s < shots_.size(); ++s) shoot(s);
    for (std::size_t p = 0; p < passages_.size(); ++p) gather(p);
    return has(shots_, Progress::waiting) || has(passages_, Progress::waiting);
  }

  /// After everything needed has had this step: whether all of it is there, is still to come, or was missed.
  Progress look_at(const Needs& needs) {
    Progress result = needs.rest && !rest_ ? Progress::waiting : Progress::there;
    result_.is_too_long = result_.is_too_long || (needs.rest && rest_ && std::isnan(*rest_));
    const auto meet = [&](Progress one) {
      if (one == Progress::missed || result == Progress::there) result = one;
    };
    for (const std::size_t p : needs.passages) gather(p), meet(passages_[p]);
    for (const std::size_t s : needs.snapshots) shoot(s), meet(shots_[s]);
    return result;
  }

  void shoot(std::size_t s) {
    if (shots_[s] != Progress::waiting) return;
    if (const Progress known = look_at(plan_.snapshots[s].needs); known != Progress::there) {
      shots_[s] = known;
      return;
    }
    auto& shot = result_.snapshots[s];
    shot.step = std::round(number_of(plan_.snapshots[s].step, environment_));
    const bool is_step = shot.step >= 0 && shot.step <= static_cast<double>(longest_run);
    result_.is_too_long = result_.is_too_long || shot.step > static_cast<double>(longest_run);
    if (is_step && shot.step > static_cast<double>(recent_->newest())) return;
    shots_[s] =
        !is_step || shot.step >= static_cast<double>(recent_->oldest()) ? Progress::there : Progress::missed;
    if (is_step && shots_[s] == Progress::there)
      shot.table = recent_->table(plan_.snapshots[s].what, std::lround(shot.step));
  }

  struct Open {
    StepReduction of;
    long seen = -1;  ///< the last step it was shown
    bool has_begun = false, is_missing = false;
    Progress without_result() {
      is_missing = true;
      return Progress::there;
    }
  };
  /// Where a table of a formula is found.
  struct Located {
    std::optional<Offset> offset;
    std::size_t snapshot = 0;
  };

  void gather(std::size_t p) {
    Open& open = reductions_[p];
    if (passages_[p] != Progress::waiting || std::exchange(open.seen, step_) >= step_) return;
    passages_[p] = progress_at_step(plan_.passages[p], open);
    if (passages_[p] != Progress::there || open.is_missing) return;
    if (plan_.passages[p].expression)
      result_.found[p] = open.of.found();
    else
      result_.judged[p] = open.of.judged();
  }

  Progress progress_at_step(const Passage& passage, Open& open);
  bool show(StepReduction& reduction, double k);
  std::optional<double> number(const std::string& name) const;
  const Table2& table(Observed what, const Expression& step);
  Environment environment();

  const numerics::Problem& problem_;
  const Question& question_;
  const Plan& plan_;
  Environment environment_;
  List shots_, passages_;
  std::vector<Open> reductions_;
  std::optional<RecentStates> recent_;
  std::optional<double> rest_;
  std::map<std::pair<Observed, const formula::Node*>, Located> located_;
  const std::string* bound_ = nullptr;  ///< the name of the step in the passage that is looked at
  long step_ = 0;
  Recorded result_;
};

/// Shows a passage this step.
Progress Pass::progress_at_step(const Passage& passage, Open& open) {
  const auto k = static_cast<double>(step_);
  if (const Progress known = look_at(passage.lower); known != Progress::there) return known;
  const double lower = open.of.lower(environment_);
  if (std::isnan(lower)) return open.without_result();
  if (k < lower) return Progress::waiting;
  if (k > lower && !open.has_begun) return Progress::missed;
  const Progress bounded = look_at(passage.upper);
  const double upper =
      bounded == Progress::there
          ? open.of.upper(environment_, static_cast<double>(problem_.settings.training.steps))
          : static_cast<double>(longest_run);
  result_.is_too_long = result_.is_too_long || upper > static_cast<double>(longest_run);
  if (std::isnan(upper) || upper > static_cast<double>(longest_run)) return open.without_result();
  if (bounded == Progress::missed || (open.has_begun && upper < k - 1)) return Progress::missed;
  if (k > upper) return Progress::there;
  if (look_at(passage.body) != Progress::there) return Progress::missed;
  open.has_begun = true;
  if (open.of.lists(k, environment_) && show(open.of, k)) return Progress::there;
  return k < upper ? Progress::waiting : Progress::there;
}

/// With the passage's step bound.
bool Pass::show(StepReduction& reduction, double k) {
  bound_ = &reduction.step();
  const bool is_found = reduction.add(
      k, {.environment = environment_, .indices = plan_.indices, .constants = question_.constants});
  bound_ = nullptr;
  return is_found;
}

std::optional<double> Pass::number(const std::string& name) const {
  if (bound_ != nullptr && name == *bound_) return static_cast<double>(step_);
  if (name == "rest") return rest_;
  if (name == "eta_max") return result_.eta_max;
  return question_.number(name);
}

const Table2& Pass::table(Observed what, const Expression& step) {
  auto [at, is_new] = located_.try_emplace({what, step.get()});
  if (is_new) {
    at->second.offset = offset_of(step);
    if (!at->second.offset) at->second.snapshot = plan_.find(what, step);
  }
  const Located& located = at->second;
  return located.offset ? recent_->table_beside(what, located.offset->steps)
                        : result_.snapshots[located.snapshot].table;
}

Environment Pass::environment() {
  return {
      .facts = &result_.facts,
      .number = [this](const std::string& name) { return number(name); },
      .table = [this](Observed what, const Expression& step) -> const Table2& { return table(what, step); },
      .found = [this](const Expression& passage) -> const Array& {
        return result_.found[plan_.find(passage)];
      },
      .judged = [this](const formula::Condition& passage) -> const Readings& {
        return result_.judged[plan_.find(passage)];
      },
      .in_run = [this](const std::string&) -> const Environment& {
        return environment_;
      }};  // its own: planner.cpp
}

}  // namespace

long steps_to_rest(const numerics::Settings& settings) {
  return std::max(20'000L, 5 * settings.training.steps);
}

Recorded record_run(const numerics::Problem& problem, const Trainer& trainer, const Question& question) {
  Pass pass(problem, question);
  while (pass.run(trainer)) {
  }
  return std::move(pass).result();
}

}  // namespace featdyn::verify
