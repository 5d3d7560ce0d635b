#pragma once

#include "theory/formula/latex.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::formula {

/// One overload for each form of formula and statement.
class LatexWriter {
 public:
  /// `is_small`: in an exponent, where fractions have a slash.
  LatexWriter(const Vocabulary& vocabulary, bool is_small) : vocabulary_(vocabulary), is_small_(is_small) {}

  std::string of(const Expression& expression) const;
  std::string of(const Condition& statement) const;
  std::string binding(const Binding& bound) const;

 private:
  std::string write(const Number& number) const;
  std::string write(const Quantity& quantity) const;
  std::string write(const InnerProduct& product) const;
  std::string write(const Call& call) const;
  std::string write(const Negative& negative) const;
  std::string write(const Sum& sum) const;
  std::string write(const Product& product) const;
  std::string write(const Power& power) const;
  std::string write(const Reduction& reduction) const;
  std::string write(const First& first) const;
  std::string write(const InRun& in_run) const;
  std::string write(const Chain& chain) const;
  std::string write(const Order& order) const;
  std::string write(const Crossing& crossing) const;
  std::string write(const Quantified& quantified) const;
  std::string write(const Implication& implication) const;
  std::string write(const Junction& junction) const;
  std::string write(const Negation& negation) const;

  std::string grouped(const Expression& expression, Strength least) const;
  std::string grouped(const Condition& condition, bool junctions_too) const;
  std::string listed(const std::vector<Expression>& all) const;
  std::string lowered(const std::vector<Expression>& indices) const;
  std::string vector(const Quantity& vector, const Expression& step) const;
  std::string factors(const std::vector<Expression>& all) const;
  std::string bindings(const std::vector<Binding>& all) const;
  std::string tolerance(const Tolerance& tolerance) const;

  const Vocabulary& vocabulary_;
  bool is_small_;
};

}  // namespace featdyn::formula
