#include <fmt/format.h>

#include <algorithm>

#include "theory/formula/error.hpp"
#include "theory/formula/parts.hpp"
#include "verify/theorem/file/conclusion.hpp"
#include "verify/theorem/file/theorem_reader.hpp"

namespace featdyn::verify {
namespace {

using numerics::Entry;

/// Where a constant that is to be fitted is not: it would count as 1 there.
struct Elsewhere {
  const Theorem& theorem;
  const Stated& all;

  bool in(const WrittenExpression& written, const std::string& name) const {
    return written.value && names_in(all.expanded(written.value)).contains(name);
  }
  bool in(const WrittenStatement& written, const std::string& name) const {
    return written.value && names_in(all.expanded(written.value)).contains(name);
  }
  template <class Written>
  bool in(const std::vector<Written>& list, const std::string& name) const {
    return std::ranges::any_of(list, [&](const Written& one) { return in(one, name); });
  }
  bool in(const DomainEntry& entry, const std::string& name) const {
    return in(entry.from, name) || in(entry.to, name) || in(entry.values, name);
  }
  bool in(const TheoremFigure& figure, const std::string& name) const {
    return in(figure.heat, name) || in(figure.x, name) || in(figure.y, name) || in(figure.curves, name) ||
           in(figure.contours, name);
  }

  /// What it is that needs a number; empty where nothing does.
  std::string place_of(const std::string& name) const {
    if (in(theorem.assumptions, name)) return "an assumption";
    if (in(theorem.probability, name)) return "the probability";
    if (in(theorem.domain, name)) return "[over]";
    return in(theorem.figures, name) ? "[figure]" : "";
  }
};

/// The entry that asks for the fit: of the file, or of an option.
const Entry& entry_of(const TheoremReader& reader, const Theorem& theorem, const numerics::Document& asked,
                      const std::string& name) {
  const Entry* entry = asked.find("claims." + theorem.id + "." + name);
  return entry ? *entry : *reader.document().find("constants." + name);
}

/// Why no conclusion fits it; empty where one does.
std::string why_not(const std::vector<Conclusion>& conclusions, const Stated& all, const std::string& name) {
  bool is_fitted = false, crosses = false;
  for (const Conclusion& conclusion : conclusions) {
    if (!names_in(conclusion.statement).contains(name)) continue;
    crosses = crosses || conclusion.crossing;
    if (conclusion.crossing) continue;
    if (!can_be_fitted(conclusion, all)) return "of which the runs cannot tell it: " + conclusion.source.text;
    is_fitted = true;
  }
  if (is_fitted || !crosses) return "";
  return "the law of a crossing alone holds it, whose own constant, with its interval, the report tells "
         "where it is 1";
}

Conclusion read_conclusion(const Stated& all, const WrittenStatement& written, std::size_t k) {
  try {
    return conclusion_of(all.conclusions[k], written.source, all);
  } catch (const formula::FormulaError& error) {
    throw error_at(written.source, error.place(), error.what());
  }
}

}  // namespace

void require_fits(const TheoremReader& reader, const Theorem& theorem, const numerics::Document& asked) {
  const Stated all = stated(theorem);
  std::vector<Conclusion> conclusions;
  for (std::size_t k = 0; k < all.conclusions.size(); ++k)
    conclusions.push_back(read_conclusion(all, theorem.conclusions[k], k));
  const Elsewhere elsewhere{theorem, all};
  for (const std::string& name : all.fitted) {
    const std::string other = elsewhere.place_of(name);
    const std::string why =
        other.empty() ? why_not(conclusions, all, name) : fmt::format("{} needs its number", other);
    if (!why.empty())
      TheoremReader::refuse(entry_of(reader, theorem, asked, name), "constants." + name,
                            fmt::format("a constant that cannot be fitted ({})", why),
                            "a number, or \"fit\" for one that stands once, multiplies or divides a side of "
                            "one comparison, or is its tolerance");
  }
}

}  // namespace featdyn::verify
