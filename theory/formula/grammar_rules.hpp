#pragma once

#include <set>

#include "theory/formula/error.hpp"
#include "theory/formula/grammar.hpp"
#include "theory/formula/lexer.hpp"

namespace featdyn::formula {

/// A part that was read: a number or a statement; which one only its end shows, since both may stand in
/// parentheses.
using Piece = std::variant<Expression, Condition>;

/// The grammar by recursive descent, one member a rule, weakest first:
///   statement   := disjunction [=> statement]
///   disjunction := conjunction {or conjunction};  conjunction := claim {and claim}
///   claim       := (for all | exists) bindings : statement | not claim | relation
///   relation    := sum {relation sum} [at sum = sum] [within tolerance] | sum = [~](Theta|O|Omega)(sum)
///   sum         := product {(+|-) product};  product := unary {[*|/] unary}
///   unary       := - unary | power;  power := operand [^ exponent];  exponent := - exponent | power
///   operand     := number | ( statement ) | | sum | | <w..,..>(step) | run.operand | first binding:
///   disjunction
///                | reduction [bindings] unary {[*] unary} | function(sum, ...) | function power | quantity
class Grammar {
 public:
  Grammar(const std::string& text, const Vocabulary& vocabulary);

  Expression whole_expression();
  Condition whole_statement();

 private:
  /// Counts how deep rules stand inside each other.
  struct Level {
    explicit Level(Grammar& grammar);
    ~Level() { --grammar_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Grammar& grammar_;
  };

  // statement_grammar.cpp
  Piece statement();
  Piece disjunction();
  Piece conjunction();
  Piece claim();
  std::string what_may_follow() const;
  Condition quantified(Quantifier quantifier);
  Piece relation();
  Condition order(const Expression& quantity, Place place);
  Condition chain(Expression first, Place place);
  Condition crossing(const Chain& sides, Place place);
  Tolerance tolerance();
  void finish_bindings(std::vector<Binding>& bindings, Condition& filter);
  void binding(std::vector<Binding>& bindings, Condition& filter);
  Binding range(Binding bound);
  void bounds(std::vector<Binding>& bindings, Condition& filter);

  // value_grammar.cpp
  Piece sum();
  Piece product();
  Piece unary();
  Piece power();
  Expression exponent();

  // operand_grammar.cpp
  Piece operand();
  Piece parenthesis();
  Expression number();
  Expression word();
  Expression bars();
  Expression norm();
  Expression inner_product();
  Quantity vector();
  Expression in_run();
  Expression first();
  Expression reduction(Reduced kind);
  Expression reduced_product();
  Expression call(Function function);
  Expression quantity();
  std::vector<Expression> indices();
  Expression step();
  void require_known(const Token& token) const;

  // cursor.cpp
  const Token& token(std::size_t ahead = 0) const;
  Token take();
  bool is_symbol(const char* text, std::size_t ahead = 0) const;
  bool is_word(const char* text, std::size_t ahead = 0) const;
  bool take_symbol(const char* text);
  bool take_word(const char* text);
  void expect(const char* symbol, const std::string& after);
  bool begins_operand() const;
  bool begins_norm() const;
  bool is_run() const;
  Expression value(const Piece& piece, Place place) const;
  Condition condition(const Piece& piece, Place place) const;
  [[noreturn]] void refuse(const std::string& what_is_wrong, const std::string& allowed) const;

  std::vector<Token> tokens_;
  const Vocabulary& vocabulary_;
  std::size_t at_ = 0;
  int depth_ = 0;
  int open_bars_ = 0;  ///< since the innermost parenthesis
};

}  // namespace featdyn::formula
