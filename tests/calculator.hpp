#pragma once

#include <map>
#include <stdexcept>
#include <string>

#include "theory/rational.hpp"

namespace featdyn::testing {

/// A pocket calculator for what `derive --format text` prints: sums and products of names, powers and exact
/// rationals. Independent of theory::Polynomial.
template <class R>
class Calculator {
 public:
  Calculator(std::string text, const std::map<std::string, R>& values)
      : text_(std::move(text)), values_(values) {}

  R value() {
    const R result = sum();
    if (at_ != text_.size()) throw std::runtime_error("calculator: cannot read " + text_.substr(at_));
    return result;
  }

 private:
  bool take(char c) {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  R sum() {
    R total = take('-') ? R(-product()) : product();
    for (;;)
      if (take('+'))
        total += product();
      else if (take('-'))
        total -= product();
      else
        return total;
  }

  R product() {
    R result = power();
    for (;;)
      if (take('*'))
        result *= power();
      else if (take('/'))
        result /= power();
      else
        return result;
  }

  R power() {
    const R base = atom();
    if (!take('^')) return base;
    R result(1);
    for (long k = std::stol(word()); k > 0; --k) result *= base;
    return result;
  }

  R atom() {
    const std::string token = word();
    if (std::isdigit(static_cast<unsigned char>(token[0])))
      return theory::to_real<R>(theory::Rational(token));
    return values_.at(token);
  }

  std::string word() {
    take(' ');
    const std::size_t start = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_'))
      ++at_;
    if (at_ == start) throw std::runtime_error("calculator: a name or number is missing");
    return text_.substr(start, at_ - start);
  }

  std::string text_;
  const std::map<std::string, R>& values_;
  std::size_t at_ = 0;
};

template <class R>
R calculate(const std::string& text, const std::map<std::string, R>& values) {
  return Calculator<R>(text, values).value();
}

}  // namespace featdyn::testing
