#include "verify/theorem/file/formula_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string_view>

namespace featdyn::verify {
namespace {

constexpr long columns_of_a_line = 1L << 20;  // of Entry::place

int column_of(const numerics::Entry& entry) {
  return static_cast<int>(entry.place % columns_of_a_line);
}

/// The error's place in the file: lines of a text of several lines count on.
numerics::InputError error_in_file(const FormulaSource& source, formula::Place place,
                                   const std::string& message) {
  const auto offset = static_cast<std::size_t>(std::max(place.column, 1) - 1);
  const std::string_view before = std::string_view(source.text).substr(0, offset);
  const auto breaks = static_cast<int>(std::ranges::count(before, '\n'));
  const auto last = before.rfind('\n');
  const int column = last == std::string_view::npos ? source.column + static_cast<int>(offset)
                                                    : static_cast<int>(offset - last);
  return {{fmt::format("{}:{}", source.origin.file, source.origin.line + breaks), column}, message};
}

template <class Read>
auto with_place(const FormulaSource& source, const Read& read) {
  try {
    return read();
  } catch (const formula::FormulaError& error) {
    throw error_in_file(source, error.place(), error.what());
  }
}

}  // namespace

numerics::InputError error_at(const FormulaSource& source, formula::Place place, const std::string& message) {
  return error_in_file(source, place, message);
}

TheoremLines::TheoremLines(const std::string& text, std::string file) : file_(std::move(file)) {
  std::istringstream stream(text);
  for (std::string next; std::getline(stream, next);) lines_.push_back(next);
}

const std::string& TheoremLines::line(int number) const {
  static const std::string none;
  return number >= 1 && number <= std::ssize(lines_) ? lines_[static_cast<std::size_t>(number - 1)] : none;
}

FormulaSource TheoremLines::value(const numerics::Entry& entry) const {
  if (entry.origin.file != file_) return {entry.text, entry.origin, 1};  // from an option
  FormulaSource source{entry.text, entry.origin, column_of(entry)};
  if (entry.kind != numerics::Entry::Kind::string) return source;
  const std::string& text = line(entry.origin.line);
  const auto at = static_cast<std::size_t>(std::max(source.column - 1, 0));
  const std::string quotes = text.substr(std::min(at, text.size()), 3);
  const bool is_long = quotes == "\"\"\"" || quotes == "'''";
  source.column += is_long ? 3 : 1;
  if (is_long && at + 3 == text.size())
    source.column = 1, ++source.origin.line;  // the text begins a line below
  return source;
}

FormulaSource TheoremLines::key(const std::string& formula, const numerics::Entry& entry) const {
  const auto at = line(entry.origin.line).find(formula);
  return {formula, entry.origin, at == std::string::npos ? 1 : static_cast<int>(at) + 1};
}

WrittenExpression read_formula(const FormulaSource& source, const formula::Vocabulary& vocabulary) {
  return with_place(source, [&] {
    return WrittenExpression{formula::read_expression(source.text, vocabulary), source};
  });
}

WrittenStatement read_statement_of(const FormulaSource& source, const formula::Vocabulary& vocabulary) {
  return with_place(source, [&] {
    return WrittenStatement{formula::read_statement(source.text, vocabulary), source};
  });
}

}  // namespace featdyn::verify
