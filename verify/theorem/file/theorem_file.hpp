#pragma once

#include <map>
#include <string>
#include <vector>

#include "numerics/settings/document.hpp"
#include "theory/formula/names.hpp"
#include "theory/formula/statement.hpp"

namespace featdyn::verify {

/// A formula as it stands in a file, for messages.
struct FormulaSource {
  std::string text;
  numerics::Origin origin;
  int column = 1;  ///< of the file, where the formula's first character stands
};
/// The error "FILE:LINE:COLUMN: message" at a part of a formula.
numerics::InputError error_at(const FormulaSource& source, formula::Place place, const std::string& message);

struct WrittenExpression {
  formula::Expression value;
  FormulaSource source;
};
struct WrittenStatement {
  formula::Condition value;
  FormulaSource source;
};

/// `"growth[r,p](k)" = "..."`
struct Definition {
  std::string name;
  std::vector<std::string> indices;  ///< r, p
  std::string step;                  ///< k; empty where it has none
  WrittenExpression body;
};

/// `C = 4`, `C = "fit"`
struct TheoremConstant {
  std::string name;
  bool is_fitted = false;   ///< the smallest (or largest) with which the theorem holds is asked for
  WrittenExpression value;  ///< null value where it is fitted
};

/// One line of [over]. `variable` is a name, a derived quantity (`n SNR^2`) or a settings key.
struct DomainEntry {
  enum class Kind { range, list, formula, words };
  WrittenExpression variable;
  Kind kind = Kind::list;
  WrittenExpression from, to;             ///< range
  int points = 0;                         ///< range; 0 where the file does not say
  std::vector<WrittenExpression> values;  ///< list: its points; formula: the one formula
  std::vector<numerics::Entry> words;     ///< values of a settings key that are no numbers
};

/// `denoiser = "figure-2-low"`; the only run of a theorem without [runs] has the empty name.
struct TheoremRun {
  std::string name;
  std::string base;             ///< template or path as written; empty for a table in the file
  numerics::Document settings;  ///< resolved: a whole settings file
};

/// [figure]: a heat map or curves over the domain.
struct TheoremFigure {
  std::string title;
  WrittenExpression heat;  ///< null value where there is none
  std::vector<WrittenExpression> curves;
  WrittenExpression x, y;                  ///< y has a null value for curves
  std::vector<WrittenStatement> contours;  ///< chains `quantity = value`
  numerics::Origin origin;
};

/// A theorem as its file states it.
struct Theorem {
  std::string id, title, source, provenance;
  std::vector<TheoremRun> runs;  ///< at least one
  std::vector<WrittenStatement> assumptions, conclusions;
  WrittenExpression probability;  ///< the number 1 unless given
  std::map<std::string, Definition> definitions;
  std::vector<TheoremConstant> constants;
  std::vector<DomainEntry> domain;  ///< in the file's order
  int seeds = 5;
  std::vector<TheoremFigure> figures;
  std::string file;                   ///< what messages call it
  std::string evidence;               ///< "proved" where a proof over ranges is asked for, else empty
  std::vector<std::string> warnings;  ///< one line each, to be printed beside the verdict
  formula::Vocabulary names;          ///< of its formulas, its own among them
};

/// Where a theorem's text comes from: what messages call it, and from where relative paths in it are seen.
struct TheoremText {
  std::string text, file;
  std::filesystem::path folder;
};
/// The text of a file; throws InputError where it cannot be read.
TheoremText theorem_text(const std::filesystem::path& file);

/// Reads a theorem. Entries `claims.ID.NAME` of `asked` (`--set claims.ID.NAME=VALUE`, [claims.ID] of a settings
/// file) replace its constants. Throws InputError naming file, line, column, what was read and what is allowed.
Theorem read_theorem(const TheoremText& text, const numerics::Document& asked = {});

}  // namespace featdyn::verify
