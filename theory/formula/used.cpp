#include "theory/formula/parts.hpp"
#include "theory/formula/sense.hpp"

namespace featdyn::formula {
namespace {

class Collector {
 public:
  explicit Collector(const Scope& scope) : scope_(scope) {}

  template <class Whole>
  void add(const Whole& whole) {
    visit_all(whole, {[this](const Expression& part) { name(part); }, [](const Condition&) {}});
  }
  const std::set<std::string>& found() const { return found_; }

 private:
  void name(const Expression& part) {
    const Quantity* quantity = as<Quantity>(part);
    const auto known = quantity ? scope_.definitions.find(quantity->name) : scope_.definitions.end();
    if (known != scope_.definitions.end() && found_.insert(quantity->name).second) add(known->second.body);
  }

  const Scope& scope_;
  std::set<std::string> found_;
};

}  // namespace

std::set<std::string> used_definitions(const std::vector<Condition>& statements,
                                       const std::vector<Expression>& formulas, const Scope& scope) {
  Collector collector(scope);
  for (const Condition& statement : statements) collector.add(statement);
  for (const Expression& formula : formulas) collector.add(formula);
  return collector.found();
}

}  // namespace featdyn::formula
