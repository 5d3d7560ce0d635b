#pragma once

#include <vector>

#include "numerics/activation/taylor_jet.hpp"
#include "theory/formula/expression.hpp"
#include "theory/formula/function.hpp"

namespace featdyn::numerics {

/// One operation on a stack of jets.
struct JetOperation {
  enum class Kind {
    number,
    variable,
    sum,
    difference,
    product,
    quotient,
    shift,
    scale,
    power,
    rectified_power,
    largest,
    smallest,
    log_beside_one,
    call
  };
  Kind kind{};
  formula::Function function{};
  long double number = 0;
};
using JetProgram = std::vector<JetOperation>;

/// What a function of z is computed by, last the whole; its parts without z are numbers.
JetProgram jet_program(const formula::Expression& f);

/// The function and its derivatives at z.
template <class R>
TaylorJet<R> evaluate(const JetProgram& all, R z);
extern template TaylorJet<double> evaluate(const JetProgram&, double);
extern template TaylorJet<long double> evaluate(const JetProgram&, long double);

}  // namespace featdyn::numerics
