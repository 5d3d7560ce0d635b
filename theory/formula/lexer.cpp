#include "theory/formula/lexer.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "theory/formula/error.hpp"

namespace featdyn::formula {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The longest first.
constexpr std::array symbols{"<=", ">=", "=>", "!=", "<", ">", "=", "+", "-", "*", "/", "^", "(",
                             ")",  "[",  "]",  ",",  ":", "|", "%", "~", "{", "}", ".", "!"};

/// What people write for a symbol of the language.
struct Habit {
  std::string_view written, instead;
};
constexpr std::array habits{Habit{"**", "^"},
                            Habit{"==", "="},
                            Habit{"<>", "!="},
                            Habit{"&&", "and"},
                            Habit{"\xE2\x89\xA4", "<="},
                            Habit{"\xE2\x89\xA5", ">="},
                            Habit{"\xC2\xB7", "*, or a space"},
                            Habit{"\xC3\x97", "*, or a space"},
                            Habit{"\xE2\x88\x92", "-"}};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> all() {
    std::vector<Token> result;
    do {
      result.push_back(next());
    } while (result.back().kind != Token::Kind::end);
    return result;
  }

 private:
  char at(std::size_t offset) const { return at_ + offset < text_.size() ? text_[at_ + offset] : '\0'; }

  Token next() {
    const std::size_t before = at_;
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
    const Place place{static_cast<int>(at_) + 1};
    const bool follows_space = at_ > before;
    if (at_ == text_.size()) return {Token::Kind::end, "", place, follows_space};
    if (is_digit(at(0)) || (at(0) == '.' && is_digit(at(1))))
      return {Token::Kind::number, number(place), place, follows_space};
    if (is_letter(at(0))) return {Token::Kind::word, word(), place, follows_space};
    return {Token::Kind::symbol, symbol(place), place, follows_space};
  }

  std::string taken(std::size_t length) {
    at_ += length;
    return std::string(text_.substr(at_ - length, length));
  }

  /// Digits with underscores, a fraction, an exponent: only where digits follow the e (`2 eta` may touch).
  std::string number(Place place) {
    std::size_t length = 0;
    const auto digits = [&] {
      while (is_digit(at(length)) || (at(length) == '_' && is_digit(at(length + 1)))) ++length;
    };
    digits();
    if (at(length) == '.') ++length, digits();
    if (at(length) == 'e' || at(length) == 'E') {
      const std::size_t sign = at(length + 1) == '+' || at(length + 1) == '-' ? 1 : 0;
      if (is_digit(at(length + 1 + sign))) length += 1 + sign, digits();
    }
    std::string literal = taken(length);
    if (at(0) == '.')
      throw FormulaError(place, "not a number", "'" + literal + ".'", "one point in a number");
    return literal;
  }

  std::string word() {
    std::size_t length = 0;
    while (is_letter(at(length)) || is_digit(at(length)) || (at(length) == '.' && is_letter(at(length + 1))))
      ++length;
    return taken(length);
  }

  std::string symbol(Place place) {
    const std::string_view rest = text_.substr(at_);
    for (const Habit& habit : habits)
      if (rest.starts_with(habit.written))
        throw FormulaError(place, "not of the language", "'" + std::string(habit.written) + "'",
                           std::string(habit.instead));
    for (const char* candidate : symbols)
      if (rest.starts_with(candidate)) return taken(std::string_view(candidate).size());
    throw FormulaError(place, "not of the language", shown(rest),
                       "names, numbers, + - * / ^ ( ) [ ] | , : % ~ and < <= = >= > != =>");
  }

  /// The first character with all its bytes; one that no terminal shows by its number.
  static std::string shown(std::string_view rest) {
    const auto first = static_cast<unsigned char>(rest.front());
    if (first < ' ' || first == 127 || (first >= 128 && first < 192))
      return "the byte " + std::to_string(static_cast<int>(first));
    std::size_t length = 1;
    while (length < rest.size() && length < 4 && (static_cast<unsigned char>(rest[length]) & 0xC0U) == 0x80U)
      ++length;
    return "'" + std::string(rest.substr(0, first < 128 ? 1 : length)) + "'";
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokens(std::string_view formula) {
  if (formula.size() > longest_formula)
    throw FormulaError({1}, "too long", std::to_string(formula.size()) + " characters",
                       "at most " + std::to_string(longest_formula));
  return Lexer(formula).all();
}

}  // namespace featdyn::formula
