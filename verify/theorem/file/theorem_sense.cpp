#include <fmt/format.h>

#include <algorithm>

#include "theory/formula/constant.hpp"
#include "theory/formula/parts.hpp"
#include "theory/formula/scale.hpp"
#include "theory/formula/sense.hpp"
#include "verify/theorem/file/theorem_reader.hpp"

namespace featdyn::verify {
namespace {

using Definitions = std::map<std::string, formula::KnownDefinition>;

Definitions known_definitions(const Theorem& theorem) {
  Definitions result;
  for (const auto& [name, definition] : theorem.definitions)
    result[name] = {{name, definition.indices, definition.step}, definition.body.value};
  return result;
}

formula::ModelKind kind_of(const TheoremRun& run) {
  const numerics::Entry* objective = run.settings.find("network.objective");
  if (!objective) return formula::ModelKind::any;
  return objective->text == "classification" ? formula::ModelKind::classifier : formula::ModelKind::denoiser;
}

/// Checks the formulas of one theorem and knows in which text a mistake stands.
class Judge {
 public:
  explicit Judge(Theorem& theorem) : theorem_(theorem), definitions_(known_definitions(theorem)) {
    for (const TheoremRun& run : theorem.runs) scope_.runs[run.name] = kind_of(run);
  }

  void check_all() {
    for (const auto* statements : {&theorem_.assumptions, &theorem_.conclusions})
      for (const WrittenStatement& statement : *statements) check(statement);
    for (const TheoremFigure& figure : theorem_.figures) {
      for (const WrittenStatement& contour : figure.contours) check(contour);
      for (const WrittenExpression& curve : figure.curves) check(curve);
      check(figure.heat), check(figure.x), check(figure.y);
    }
    for (const DomainEntry& entry : theorem_.domain) {
      check_point(entry.from), check_point(entry.to);
      for (const WrittenExpression& value : entry.values) check_point(value);
    }
    check_point(theorem_.probability);
    check_unused();
    check_scale();
    look_at_steps();
    look_at_counts();
  }

 private:
  template <class Written>
  void check(const Written& written) const {
    if (!written.value) return;
    with_place(written.source, [&] { check_sense(written.value, scope_); });
  }

  /// A formula of the point alone: no step of a run decides it.
  void check_point(const WrittenExpression& written) const {
    if (!written.value) return;
    check(written);
    formula::visit_all(written.value,
                       {[&](const formula::Expression& part) {
                          const auto* quantity = formula::as<formula::Quantity>(part);
                          if (formula::as<formula::InnerProduct>(part) || formula::as<formula::First>(part) ||
                              (quantity && quantity->step))
                            throw error_at(
                                written.source, part->place,
                                "a quantity of a run, read an observable, allowed: parameters and numbers");
                        },
                        [](const formula::Condition&) {}});
  }

  template <class Action>
  void with_place(const FormulaSource& source, const Action& action) const {
    try {
      action();
    } catch (const formula::DefinitionError& error) {
      throw error_at(theorem_.definitions.at(error.definition()).body.source, error.place(), error.what());
    } catch (const formula::FormulaError& error) {
      throw error_at(source, error.place(), error.what());
    }
  }

  /// Definitions that nothing uses may ask for what the runs lack, but not for what nothing can be.
  void check_unused() const {
    formula::Scope anywhere = scope_;
    for (auto& [name, kind] : anywhere.runs) kind = formula::ModelKind::any;
    if (anywhere.runs.size() > 1) anywhere.runs = {{"", formula::ModelKind::any}};
    for (const auto& [name, definition] : theorem_.definitions) {
      std::vector<std::string> bound = definition.indices;
      if (!definition.step.empty()) bound.push_back(definition.step);
      with_place(definition.body.source, [&] { check_sense(definition.body.value, anywhere, bound); });
    }
  }

  /// The symmetry is the classifier's.
  void check_scale() {
    const bool all_classify = std::ranges::all_of(
        scope_.runs, [](const auto& run) { return run.second == formula::ModelKind::classifier; });
    if (!all_classify) return;
    const formula::NamedValue value_of = [&](const std::string& name) -> std::optional<theory::Rational> {
      const auto known = std::ranges::find(theorem_.constants, name, &TheoremConstant::name);
      if (known == theorem_.constants.end() || !known->value.value) return std::nullopt;
      return formula::constant(known->value.value);
    };
    for (const auto* statements : {&theorem_.assumptions, &theorem_.conclusions})
      for (const WrittenStatement& statement : *statements)
        if (const auto found = scale_mismatch(statement.value, scope_, value_of)) {
          const FormulaSource& source = found->definition.empty()
                                            ? statement.source
                                            : theorem_.definitions.at(found->definition).body.source;
          theorem_.warnings.push_back(error_at(source, found->place, found->sentence).what());
        }
  }

  void warn(const FormulaSource& source, formula::Place place, const std::string& message) {
    theorem_.warnings.push_back(error_at(source, place, message).what());
  }

  /// Everything in assumptions and conclusions, but for what definitions say.
  template <class Look>
  void look_at_statements(const Look& look) {
    for (const auto* statements : {&theorem_.assumptions, &theorem_.conclusions})
      for (const WrittenStatement& statement : *statements)
        formula::visit_all(statement.value,
                           {[&](const formula::Expression& part) { look(statement.source, part); },
                            [](const formula::Condition&) {}});
  }

  /// A step behind training.steps is reached: runs last as long as a statement asks for.
  void look_at_steps() {
    const numerics::Entry* entry =
        theorem_.runs.size() == 1 ? theorem_.runs.front().settings.find("training.steps") : nullptr;
    const long steps = entry ? numerics::whole_number(*entry).value_or(0) : 0;
    look_at_statements([&](const FormulaSource& source, const formula::Expression& part) {
      const auto* quantity = formula::as<formula::Quantity>(part);
      const auto* product = formula::as<formula::InnerProduct>(part);
      const auto* step = formula::as<formula::Number>(quantity  ? quantity->step
                                                      : product ? product->step
                                                                : nullptr);
      if (steps > 0 && step && step->value > static_cast<double>(steps))
        warn(source, part->place,
             fmt::format("step {} is behind training.steps = {}: runs go on until it; end is step {}",
                         step->literal, steps, steps));
    });
  }

  /// N without n: more probably the number of samples is meant.
  void look_at_counts() {
    bool has_n = false, has_N = false;
    const WrittenStatement* first = nullptr;
    formula::Place place;
    look_at_statements([&](const FormulaSource& source, const formula::Expression& part) {
      const auto* quantity = formula::as<formula::Quantity>(part);
      if (!quantity) return;
      has_n = has_n || quantity->name == "n";
      if (quantity->name != "N" || has_N) return;
      has_N = true, place = part->place;
      for (const auto* statements : {&theorem_.assumptions, &theorem_.conclusions})
        for (const WrittenStatement& statement : *statements)
          if (&statement.source == &source) first = &statement;
    });
    if (has_N && !has_n && first)
      warn(first->source, place,
           "N is the number of distinct patches, signals and noise; n is that of samples");
  }

  Theorem& theorem_;
  Definitions definitions_;
  formula::Scope scope_{theorem_.names, definitions_, {}};
};

}  // namespace

void require_sense(Theorem& theorem) {
  Judge(theorem).check_all();
}

}  // namespace featdyn::verify
