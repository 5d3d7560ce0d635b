#pragma once

#include <optional>

#include "verify/theorem/file/formula_source.hpp"

namespace featdyn::verify {

/// The entries of a theorem file and the names that its formulas may use, of which more and more become known.
class TheoremReader {
 public:
  explicit TheoremReader(const TheoremText& text);

  /// Throws InputError at a key that no theorem has, with the nearest one.
  void require_known_keys() const;

  /// An absent string is empty.
  std::string string(const std::string& key) const;
  /// A string or a list of strings; absent: none.
  std::vector<FormulaSource> strings(const std::string& key) const;
  /// A formula: a number or a string. Nothing where the key is absent.
  std::optional<WrittenExpression> formula(const std::string& key) const;
  WrittenExpression formula(const numerics::Entry& entry, const std::string& key) const;

  /// The entries whose keys are `table.NAME`, in the file's order, by NAME.
  std::vector<std::pair<std::string, const numerics::Entry*>> table(const std::string& table) const;

  const numerics::Document& document() const { return document_; }
  const TheoremLines& lines() const { return lines_; }
  formula::Vocabulary& names() { return names_; }
  const formula::Vocabulary& names() const { return names_; }

  [[noreturn]] static void refuse(const numerics::Entry& entry, const std::string& key,
                                  const std::string& what, const std::string& allowed);

 private:
  void require_no_settings_file() const;

  numerics::Document document_;
  TheoremLines lines_;
  formula::Vocabulary names_;
};

// The parts of a theorem file; each adds the names that it makes known to the reader.

/// [settings], [runs]
std::vector<TheoremRun> read_runs(TheoremReader& reader);
/// [constants], with what `asked` says of them.
std::vector<TheoremConstant> read_constants(TheoremReader& reader, const std::string& id,
                                            const numerics::Document& asked,
                                            std::vector<std::string>& warnings);
/// [define]
std::map<std::string, Definition> read_definitions(TheoremReader& reader, std::vector<std::string>& warnings);
/// [over] but for seeds
std::vector<DomainEntry> read_domain(const TheoremReader& reader);
/// [figure]
std::vector<TheoremFigure> read_figures(const TheoremReader& reader);

/// Throws InputError where a conclusion cannot be judged, or a constant cannot be fitted where it stands.
void require_fits(const TheoremReader& reader, const Theorem& theorem, const numerics::Document& asked);
/// Throws InputError where a formula makes no sense; adds warnings of scale.
void require_sense(Theorem& theorem);

}  // namespace featdyn::verify
