#include "verify/theorem/file/theorem_template.hpp"

namespace featdyn::verify {

// clang-format off
const char* const theorem_template =
    R"toml(# A theorem. `featdyn theorem FILE` shows how it is read, `featdyn verify FILE` judges it. Only `conclude` is required.
id         = "my-theorem"                # else the file's name
title      = "At T_1 the ratio of signal to noise is at most of order sqrt(n) SNR"
source     = "ours"
provenance = "conjectured"
settings   = "figure-2-low"              # a template, a path, or a table [settings] with the keys of a settings file

# What is assumed. A point of the domain that does not meet it is left out.
assume = [
  "d >= 10 n",
  "sigma_0 |mu| sqrt(2 log m) <= 1/2",   # a space multiplies, * does too; log d^2 is log(d^2)
]

# What is concluded. Forms: A <= B, A = B within 10%, A = Theta(B) within C, for all r, i: ..., exists k <= T: ...,
# A = B at X = L within 20%, premise => conclusion. Reductions max[r,j], mean[..], sum[..], rms[..], count[..] (..).
conclude = [
  "ratio(T_1) <= C sqrt(n) SNR",         # columns of trajectory.csv are functions of the step
  "for all r, j: growth[r,mu[j]](T_1) > 0",
]
probability = 0.95                       # over seeds, for all conclusions of a run together; a formula may stand here

[define]                                 # names of your own; their order is free
"growth[r,p](k)" = "<w[r],x[p]>(k) - <w[r],x[p]>(0)"  # r, s neurons; j classes; i samples; p patches; k steps
T_mu = "sqrt m / (eta alpha beta sigma_0 d |mu|)"
T_xi = "n sqrt m / (2 eta alpha beta sigma_0 sigma_xi d^(3/2))"
T_1  = "max(T_mu, T_xi)"                 # also: "first k: loss(k) <= -0.5", an integer, end, rest

[constants]                              # --set claims.my-theorem.C=3 asks for another one
C = "fit"                                # the smallest with which it holds; or a number

[over]                                   # the domain that is searched
"n SNR^2" = { from = 0.1, to = 4, points = 5 }
d         = [1000, 2000]                 # a list is its points
sigma_0   = "0.001 sqrt(1000 / d)"       # a formula goes along
seeds     = 5
)toml";
// clang-format on

}  // namespace featdyn::verify
