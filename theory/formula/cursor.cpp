#include <algorithm>
#include <array>

#include "theory/formula/grammar_rules.hpp"

namespace featdyn::formula {
namespace {

/// `denoiser.loss` is one word for the lexer; a run, a point and the rest for the grammar.
std::vector<Token> with_runs_split(std::vector<Token> tokens, const std::vector<std::string>& runs) {
  std::vector<Token> result;
  for (Token& token : tokens) {
    const std::size_t point = token.text.find('.');
    const bool is_prefixed = token.kind == Token::Kind::word && point != std::string::npos &&
                             std::ranges::find(runs, token.text.substr(0, point)) != runs.end();
    if (!is_prefixed) {
      result.push_back(std::move(token));
      continue;
    }
    const int column = token.place.column + static_cast<int>(point);
    result.push_back({Token::Kind::word, token.text.substr(0, point), token.place, token.follows_space});
    result.push_back({Token::Kind::symbol, ".", {column}, false});
    result.push_back({Token::Kind::word, token.text.substr(point + 1), {column + 1}, false});
  }
  return result;
}

std::string shown(const Token& token) {
  return token.kind == Token::Kind::end ? "the end" : "'" + token.text + "'";
}

}  // namespace

Grammar::Grammar(const std::string& text, const Vocabulary& vocabulary)
    : tokens_(with_runs_split(tokens(text), vocabulary.runs())), vocabulary_(vocabulary) {}

Grammar::Level::Level(Grammar& grammar) : grammar_(grammar) {
  constexpr int levels_of_a_parenthesis = 3;  // statement, claim and unary
  if (grammar_.depth_ >= levels_of_a_parenthesis * deepest_nesting)
    grammar_.refuse("parts stand too deep inside each other",
                    "at most " + std::to_string(deepest_nesting) + " levels (name parts in [define])");
  ++grammar_.depth_;
}

const Token& Grammar::token(std::size_t ahead) const {
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

Token Grammar::take() {
  Token result = token();
  at_ = std::min(at_ + 1, tokens_.size() - 1);
  return result;
}

bool Grammar::is_symbol(const char* text, std::size_t ahead) const {
  return token(ahead).kind == Token::Kind::symbol && token(ahead).text == text;
}
bool Grammar::is_word(const char* text, std::size_t ahead) const {
  return token(ahead).kind == Token::Kind::word && token(ahead).text == text;
}
bool Grammar::take_symbol(const char* text) {
  return is_symbol(text) && (take(), true);
}
bool Grammar::take_word(const char* text) {
  return is_word(text) && (take(), true);
}

void Grammar::expect(const char* symbol, const std::string& after) {
  if (!take_symbol(symbol)) refuse("something else " + after, std::string("'") + symbol + "'");
}

/// Whether a factor may begin here that stands beside the one before it.
bool Grammar::begins_operand() const {
  constexpr std::array stops{"within", "at", "in", "with", "and", "or", "not", "for", "forall", "exists"};
  switch (token().kind) {
    case Token::Kind::number:
      return true;
    case Token::Kind::word:
      return std::ranges::find(stops, token().text) == stops.end();
    case Token::Kind::symbol:
      return is_symbol("(") || (is_symbol("<") && is_word("w", 1)) ||
             (is_symbol("|") && (open_bars_ == 0 || begins_norm()));
    case Token::Kind::end:
      return false;
  }
  return false;
}

/// Whether `|mu|`, `|xi[i]|`, ... stands here: a single token, no space beside its bars.
bool Grammar::begins_norm() const {
  constexpr std::array vectors{"w", "mu", "xi", "x", "grad"};
  if (!is_symbol("|") || token(1).kind != Token::Kind::word || token(1).follows_space ||
      std::ranges::find(vectors, token(1).text) == vectors.end())
    return false;
  std::size_t ahead = 2;
  if (is_symbol("[", ahead)) {
    int open = 0;
    do {
      if (is_symbol("[", ahead)) ++open;
      if (is_symbol("]", ahead)) --open;
      if (token(ahead).kind == Token::Kind::end) return false;
      ++ahead;
    } while (open > 0);
  }
  return is_symbol("|", ahead) && !token(ahead).follows_space;
}

bool Grammar::is_run() const {
  return token().kind == Token::Kind::word && is_symbol(".", 1) &&
         std::ranges::find(vocabulary_.runs(), token().text) != vocabulary_.runs().end();
}

Expression Grammar::value(const Piece& piece, Place place) const {
  if (const Expression* expression = std::get_if<Expression>(&piece)) return *expression;
  throw FormulaError(place, "a statement where a number is needed", "a relation in parentheses",
                     "numbers, or count[...] (statement)");
}

Condition Grammar::condition(const Piece& piece, Place place) const {
  if (const Condition* statement = std::get_if<Condition>(&piece)) return *statement;
  throw FormulaError(place, "a number where a statement is needed", "no relation before " + shown(token()),
                     "for example A <= B, A = B within 10% or A = Theta(B) within C");
}

void Grammar::refuse(const std::string& what_is_wrong, const std::string& allowed) const {
  throw FormulaError(token().place, what_is_wrong, shown(token()), allowed);
}

}  // namespace featdyn::formula
