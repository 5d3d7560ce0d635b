#pragma once

#include <string>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/experiment/classifier_run.hpp"
#include "verify/experiment/points.hpp"

namespace featdyn::verify {

/// A regime of the classifier [Theorem 3.2]: one kind of overlap, the winner, reaches order one first while
/// the other, the loser, stays small. Both are judged by the same lines with the roles swapped.
struct Regime {
  /// A parameter of the law of the winner's time, with its exponent there, and the factors that vary it.
  struct Factor {
    const char *name, *key;
    double TwoPatch::*value;
    double exponent;
    std::vector<double> times;
  };
  const char *winner, *loser;  ///< "signal" and "noise", or the other way round
  const char* time;            ///< "T_signal = m / (eta |mu|^2)"
  double edge;                 ///< n SNR^2 at the edge of the hypothesis
  bool is_high;                ///< n SNR^2 >= edge, and a small test error; else <=, and bounded below
  std::vector<Factor> factors;

  bool contains(double n_snr_squared) const;
  double winner_rate(const TwoPatch& setting) const;
  double loser_rate(const TwoPatch& setting) const;
};

/// Condition 3.1 at the base, and at the base with |mu| moved to the edge of the hypothesis.
std::vector<Inequality> regime_assumptions(const Study& study, const numerics::Settings& base,
                                           const Regime& regime);

/// Runs of the base for all its steps, at the given n SNR^2 over that of the edge: the winner first in every
/// run, the loser small then, training loss and test error at the end. Also looks outside the hypothesis.
void judge_outcomes(Finding& finding, const Study& study, const Regime& regime,
                    const numerics::Settings& base, const std::vector<double>& over_edge);

/// Runs until the winner has reached order one, every parameter varied alone around `centre`: exponents and
/// constant of its time, its early rate, and how the loser's size at that time goes with sigma_0.
void judge_winning_time(Finding& finding, const Study& study, const Regime& regime,
                        const numerics::Settings& centre);

}  // namespace featdyn::verify
