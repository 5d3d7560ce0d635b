#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "theory/formula/expression.hpp"

namespace featdyn::formula {

/// A word is a name, dots inside it (`data.signal_norm`); a symbol one of + - * / ^ ( ) [ ] , : | % ~ { } .
/// and the relations < <= = >= > != =>.
struct Token {
  enum class Kind { number, word, symbol, end };
  Kind kind;
  std::string text;
  Place place;
  bool follows_space = false;
};

/// The tokens of a formula, an `end` last. Throws FormulaError at a character of no token, a number that is
/// no decimal or none of a double's range, and a formula that is too long.
std::vector<Token> tokens(std::string_view formula);

}  // namespace featdyn::formula
