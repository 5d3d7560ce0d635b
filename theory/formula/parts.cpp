#include "theory/formula/parts.hpp"

#include <type_traits>

#include "theory/formula/slots.hpp"

namespace featdyn::formula {
namespace {

struct Chooser {
  const PartVisitor& visitor;
  void operator()(const Expression& part) const { visitor.expression(part); }
  void operator()(const Condition& part) const { visitor.condition(part); }
};

template <class Whole>
void visit(const Whole& whole, const PartVisitor& visitor) {
  std::visit([&](const auto& content) { for_each_slot(content, Chooser{visitor}); }, whole->content);
}

template <class Whole>
void visit_inside(const Whole& whole, const PartVisitor& action) {
  visit(whole, {[&](const Expression& part) { visit_all(part, action); },
                [&](const Condition& part) { visit_all(part, action); }});
}

struct Rewriter {
  const Change& change;
  void operator()(Expression& part) const { part = rewritten(part, change); }
  void operator()(Condition& part) const { part = rewritten(part, change); }
};

/// Whether the name occurs in the formula other than as an index that is bound in it.
bool is_free(const std::string& name, const Expression& whole) {
  bool found = false;
  visit_all(whole, {[&](const Expression& part) {
                      if (const Quantity* quantity = as<Quantity>(part))
                        found = found || quantity->name == name;
                    },
                    [](const Condition&) {}});
  return found;
}

class Substituter {
 public:
  explicit Substituter(std::vector<Substitution> substitutions) : substitutions_(std::move(substitutions)) {}

  void operator()(Expression& part) const {
    if (const Quantity* quantity = as<Quantity>(part);
        quantity && quantity->indices.empty() && !quantity->step)
      for (const Substitution& one : substitutions_)
        if (one.name == quantity->name) {
          part = one.value;
          return;
        }
    part = std::make_shared<const Node>(Node{inside(part->content), part->place});
  }
  void operator()(Condition& part) const {
    part = std::make_shared<const Statement>(Statement{inside(part->content), part->place});
  }

 private:
  template <class Content>
  Content inside(Content content) const {
    std::visit([this](auto& whole) { this->enter(whole); }, content);
    return content;
  }

  template <class Whole>
  void enter(Whole& whole) const {
    if constexpr (std::is_same_v<Whole, Reduction> || std::is_same_v<Whole, Quantified>)
      bind(whole, whole.bindings.data(), whole.bindings.size());
    else if constexpr (std::is_same_v<Whole, First>)
      bind(whole, &whole.step, 1);
    else
      for_each_slot(whole, *this);
  }

  /// Inside, bound names keep their meaning; one that occurs in a value is renamed first. Bounds may depend
  /// on the indices bound before them, so all bounds are seen from inside.
  template <class Whole>
  void bind(Whole& whole, Binding* bindings, std::size_t count) const {
    std::vector<Substitution> inner;
    for (const Substitution& one : substitutions_) {
      bool is_bound = false;
      for (std::size_t b = 0; b < count; ++b) is_bound = is_bound || bindings[b].index == one.name;
      if (!is_bound) inner.push_back(one);
    }
    for (std::size_t b = 0; b < count; ++b) {
      const std::string index = bindings[b].index;
      bool is_taken = false;
      for (const Substitution& one : inner) is_taken = is_taken || is_free(index, one.value);
      if (!is_taken) continue;
      bindings[b].index = fresh(index, inner, bindings, count);
      inner.push_back({index, make(Quantity{bindings[b].index, {}, nullptr}, bindings[b].place)});
    }
    for_each_slot(whole, Substituter(std::move(inner)));
  }

  static std::string fresh(const std::string& index, const std::vector<Substitution>& substitutions,
                           const Binding* bindings, std::size_t count) {
    for (int number = 2;; ++number) {
      const std::string name = index.substr(0, 1) + std::to_string(number);
      bool is_taken = false;
      for (const Substitution& one : substitutions) is_taken = is_taken || is_free(name, one.value);
      for (std::size_t b = 0; b < count; ++b) is_taken = is_taken || bindings[b].index == name;
      if (!is_taken) return name;
    }
  }

  std::vector<Substitution> substitutions_;
};

}  // namespace

void visit_parts(const Expression& whole, const PartVisitor& visitor) {
  visit(whole, visitor);
}
void visit_parts(const Condition& whole, const PartVisitor& visitor) {
  visit(whole, visitor);
}

void visit_all(const Expression& whole, const PartVisitor& action) {
  action.expression(whole);
  visit_inside(whole, action);
}
void visit_all(const Condition& whole, const PartVisitor& action) {
  action.condition(whole);
  visit_inside(whole, action);
}

Expression rewritten(const Expression& whole, const Change& change) {
  Node copy = *whole;
  std::visit([&](auto& content) { for_each_slot(content, Rewriter{change}); }, copy.content);
  const Expression inside = std::make_shared<const Node>(std::move(copy));
  const Expression changed = change(inside);
  return changed ? changed : inside;
}

Condition rewritten(const Condition& whole, const Change& change) {
  Statement copy = *whole;
  std::visit([&](auto& content) { for_each_slot(content, Rewriter{change}); }, copy.content);
  return std::make_shared<const Statement>(std::move(copy));
}

Expression substituted(const Expression& whole, const std::vector<Substitution>& substitutions) {
  Expression result = whole;
  Substituter{substitutions}(result);
  return result;
}

Condition substituted(const Condition& whole, const std::vector<Substitution>& substitutions) {
  Condition result = whole;
  Substituter{substitutions}(result);
  return result;
}

}  // namespace featdyn::formula
