#pragma once

#include <vector>

#include "theory/formula/sense.hpp"

namespace featdyn::formula {

/// The observables that the statements ask for, each once, as they stand after definitions with a step are put in:
/// growth[r,mu[j]](T_1) gives <w[r],mu[j]>(T_1) and <w[r],mu[j]>(0). Times keep their names; what they need is
/// there too.
std::vector<Expression> measured(const std::vector<Condition>& statements, const Scope& scope);

/// The body of a definition at a quantity's indices and step; x[mu[j]] is mu[j] in it.
Expression body_at(const KnownDefinition& definition, const Quantity& quantity);

}  // namespace featdyn::formula
