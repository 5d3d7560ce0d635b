#include "theory/formula/grammar_rules.hpp"

namespace featdyn::formula {

Piece Grammar::sum() {
  const Place place = token().place;
  Piece only = product();
  if (!is_symbol("+") && !is_symbol("-")) return only;
  Sum result{{{false, value(only, place)}}};
  while (is_symbol("+") || is_symbol("-")) {
    const bool subtracted = take().text == "-";
    const Place next = token().place;
    result.terms.push_back({subtracted, value(product(), next)});
  }
  return make(std::move(result), place);
}

Piece Grammar::product() {
  const Place place = token().place;
  bool after_number = token().kind == Token::Kind::number;
  Piece only = unary();
  Product result{{{false, nullptr}}};
  const auto first = [&] { return result.factors.size() == 1; };
  while (is_symbol("*") || is_symbol("/") || begins_operand()) {
    if (first()) result.factors.front().value = value(only, place);
    const bool divided = is_symbol("/");
    const bool stands_beside = !take_symbol("/") && !take_symbol("*");
    if (stands_beside && after_number && token().kind == Token::Kind::number)
      refuse("two numbers side by side", "an operator between them");
    const Place next = token().place;
    after_number = token().kind == Token::Kind::number;
    result.factors.push_back({divided, value(unary(), next)});
  }
  return first() ? only : Piece(make(std::move(result), place));
}

Piece Grammar::unary() {
  const Level level(*this);
  const Place place = token().place;
  if (take_symbol("+")) return value(unary(), place);
  if (take_symbol("-")) {
    const Place next = token().place;
    return make(Negative{value(unary(), next)}, place);
  }
  return power();
}

Piece Grammar::power() {
  const Place place = token().place;
  Piece base = operand();
  if (!take_symbol("^")) return base;
  return make(Power{value(base, place), exponent()}, place);
}

Expression Grammar::exponent() {
  const Level level(*this);
  const Place place = token().place;
  if (take_symbol("-")) return make(Negative{exponent()}, place);
  take_symbol("+");
  return value(power(), place);
}

Expression read_expression(const std::string& text, const Vocabulary& vocabulary) {
  return Grammar(text, vocabulary).whole_expression();
}

Expression Grammar::whole_expression() {
  const Place place = token().place;
  Expression result = value(statement(), place);
  if (token().kind != Token::Kind::end) refuse("the formula goes on", "an operator, or the end");
  return result;
}

}  // namespace featdyn::formula
