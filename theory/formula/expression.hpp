#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

/// The language of theorems: formulas and statements as trees, without arrays and without values.
namespace featdyn::formula {

/// Where in its formula a part was read, in bytes from 1; 0 for a part that no one wrote.
struct Place {
  int column = 0;
};

struct Node;
struct Statement;
/// A formula: an immutable tree, cheap to copy. Null only where a member says so.
using Expression = std::shared_ptr<const Node>;
/// A statement or condition (statement.hpp), likewise.
using Condition = std::shared_ptr<const Statement>;

/// Of a range without end, in place of its last number.
inline constexpr const char* without_end = "inf";

/// A decimal as it was written: `literal` is its exact value (theory::rational_from_decimal reads it),
/// `value` the double next to it.
struct Number {
  std::string literal;  ///< or `without_end`, where a range has no end
  double value = 0;
};

/// A name with its indices and its step: a parameter (`d`, `n[j]`, `|mu[j]|` is "|mu|" with index j), an
/// index or step variable (`j`, `k`), a time (`end`, `rest`), a constant, a definition (`growth[r,p](k)`), a
/// settings key (`data.signal_norm`), an observable (`loss(k)`, `f[i](k)`, `|w[r]|^2(k)` is "|w|^2" with
/// index r,
/// `|grad|(k)` is "|grad|", `|grad|^2(k)` "|grad|^2"), or, as an index or a side of an inner product, a
/// vector
/// (`w[j,r]`, `mu[j]`, `xi[i]`, `x[p]`). An index is `r`, a number, `y[i]`, `-y[i]`, `-j`, `mu[j]` or
/// `xi[i]`.
struct Quantity {
  std::string name;
  std::vector<Expression> indices;
  Expression step;  ///< null where there is none
};

/// `<w[r],mu[j]>(k)`: left is the vector w, right one of w, mu, xi, x.
struct InnerProduct {
  Quantity left, right;
  Expression step;  ///< null where there is none, which is allowed in no statement
};

enum class Function { log, exp, sqrt, abs, min, max, Phi, relu, erf, tanh, Ei };
/// `max(a, b)`, `log d`; `|x|` of anything that is no single token is `abs`.
struct Call {
  Function function;
  std::vector<Expression> arguments;
};

struct Negative {
  Expression value;
};
struct Term {
  bool subtracted = false;
  Expression value;
};
/// At least two terms; the first is never subtracted (a leading minus is a Negative).
struct Sum {
  std::vector<Term> terms;
};
struct Factor {
  bool divided = false;
  Expression value;
};
/// At least two factors, worked off from the left: `1/2 n` is {1, /2, n}; the first is never divided.
struct Product {
  std::vector<Factor> factors;
};
struct Power {
  Expression base, exponent;
};

/// One bound index: `r`, `k in [T_1, T_2]`, `k <= T`, `T_1 < k <= T_2`, `j in {+1, -1}`. Without bounds and
/// values all there are. A missing lower bound of a step is 1 (`k <= T` means 1 <= k <= T).
struct Binding {
  std::string index;
  Expression lower, upper;  ///< null where there is none
  bool lower_is_open = false, upper_is_open = false;
  std::vector<Expression> values;  ///< empty unless listed
  Place place;
};

enum class Reduced { max, min, mean, sum, count, rms };
/// `max[r,j] <w[r],mu[j]>(k)`; `mean[r,s: r != s] ...` has a filter. `count[r] (condition)` counts where
/// `counted` holds and has no body.
struct Reduction {
  Reduced kind;
  std::vector<Binding> bindings;
  Condition filter;   ///< null where there is none
  Expression body;    ///< null for count
  Condition counted;  ///< null but for count
};

/// `first k: loss(k) <= 1/2`: the first step at which the condition holds.
struct First {
  Binding step;
  Condition condition;
};

/// `denoiser.mean[r,j] ...`: the body in the run of that name.
struct InRun {
  std::string run;
  Expression body;
};

struct Node {
  std::variant<Number, Quantity, InnerProduct, Call, Negative, Sum, Product, Power, Reduction, First, InRun>
      content;
  Place place;
};

/// The content if it is a T, else null: `if (const auto* sum = as<Sum>(expression))`.
template <class T>
const T* as(const Expression& expression) {
  return expression ? std::get_if<T>(&expression->content) : nullptr;
}

template <class T>
Expression make(T content, Place place = {}) {
  return std::make_shared<const Node>(Node{std::move(content), place});
}

/// Whether two formulas are written alike, but for spaces and places.
bool is_same(const Expression& one, const Expression& other);

}  // namespace featdyn::formula
