#pragma once

#include "theory/formula/error.hpp"
#include "theory/formula/grammar.hpp"
#include "verify/theorem/file/theorem_file.hpp"

namespace featdyn::verify {

/// The lines of a theorem's text, to say where in it a formula stands.
class TheoremLines {
 public:
  TheoremLines(const std::string& text, std::string file);
  /// A formula that is the value of an entry, a string or a number.
  FormulaSource value(const numerics::Entry& entry) const;
  /// A formula that is the entry's key, or a part of it.
  FormulaSource key(const std::string& formula, const numerics::Entry& entry) const;

 private:
  const std::string& line(int number) const;
  std::string file_;
  std::vector<std::string> lines_;
};

/// Reads the source's text; a FormulaError becomes the InputError of its place.
WrittenExpression read_formula(const FormulaSource& source, const formula::Vocabulary& vocabulary);
WrittenStatement read_statement_of(const FormulaSource& source, const formula::Vocabulary& vocabulary);

}  // namespace featdyn::verify
