#include "theory/derivation.hpp"
#include "theory/kernel.hpp"
#include "theory/python_source.hpp"
#include "theory/target_sum.hpp"

namespace featdyn::theory {
namespace {

/// A polynomial with rationals that Python does not make floats of.
std::string sympy(const std::string& calculator) {
  return "sympify(\"" + calculator + "\", locals=plain)";
}

const char* const head =
    "from sympy import *\n\n"
    "a_r, a_s, v_r, v_s, c_rs, z = symbols(\"a_r a_s v_r v_s c_rs z\")\n"
    "plain = {str(symbol): symbol for symbol in (a_r, a_s, v_r, v_s, c_rs, z)}\n";

const char* const indexed =
    "\nalpha, beta, eta, m, n, N, lambda_ = symbols(\"alpha beta eta m n N lambda\")\n"
    "r, s, u, p, q = symbols(\"r s u p q\", integer=True)\n"
    "A, G, K = IndexedBase(\"A\"), IndexedBase(\"G\"), IndexedBase(\"K\")\n";

const char* const denoiser_head =
    "c = IndexedBase(\"c\")  # the weight of a patch\n"
    "neurons, patches = (lambda i: (i, 0, m - 1)), (lambda i: (i, 0, N - 1))\n\n\n"
    "def at(f, r, s, p):\n"
    "    \"\"\"A kernel at neurons r, s and patch p.\"\"\"\n"
    "    values = {a_r: alpha*A[r, p], a_s: alpha*A[s, p], v_r: beta**2*G[r, r], v_s: beta**2*G[s, s], c_rs: "
    "beta**2*G[r, s]}\n"
    "    return f.subs(values, simultaneous=True)\n\n\n";

std::string weighted(const Polynomial& weight, const std::string& part) {
  std::string text;
  for (const char c : weight.text()) text += c == '^' ? std::string("**") : std::string{c};
  return "(" + text + ")*" + part;
}

std::string sympy_sum(const TargetWeights& target, const std::string& noise_part,
                      const std::string& data_part) {
  return "(" + theory::target_sum(target, noise_part, data_part, weighted) + ")";
}

std::string denoiser_dynamics(const Assumptions& assumptions) {
  const TargetWeights target = target_weights(assumptions.target);
  const std::string decay = assumptions.decay ? " + lambda_/2*Sum(G[r, r], neurons(r))" : "",
                    diagonal = assumptions.decay ? " + lambda_*KroneckerDelta(r, s)" : "";
  const bool costs = assumptions.costs_code;
  const std::string code_loss =
                        costs
                            ? " + Sum(c[p]*(code_noise**2/(2*m)*G[r, r] + code_penalty/2*at(chi, r, r, p)), "
                              "neurons(r), patches(p))"
                            : "",
                    code_of_A = costs ? " + code_penalty/2*alpha*at(diff(chi, a_r), r, r, p)" : "",
                    code_of_G =
                        costs ? " + code_noise**2/m + code_penalty*beta**2*at(diff(chi, v_r), r, r, p)" : "";
  const std::string symbols =
      costs ? "code_noise, code_penalty = symbols(\"code_noise code_penalty\")\n" : "";
  return std::string(indexed) + symbols + denoiser_head +
         "loss = Sum(c[p]*(Sum(G[r, s]*at(kappa, r, s, p), neurons(r), neurons(s))/(2*m) - Sum(" +
         sympy_sum(target, "beta*G[r, r]*at(tau, r, r, p)", "A[r, p]*at(phi, r, r, p)") +
         ", neurons(r))/sqrt(m)), patches(p))" + code_loss + decay +
         "\n"
         "P = c[p]*(alpha/m*Sum(G[r, u]*at(diff(kappa, a_r), r, u, p), neurons(u)) - " +
         sympy_sum(target, "alpha*beta*G[r, r]*at(diff(tau, a_r), r, r, p)",
                   "(at(phi, r, r, p) + alpha*A[r, p]*at(diff(phi, a_r), r, r, p))") +
         "/sqrt(m)" + code_of_A +
         ")\n"
         "Q = Sum(c[p]*(at(kappa, r, s, p) + beta**2*G[r, s]*at(diff(kappa, c_rs), r, s, p)), patches(p))/m "
         "+ "
         "KroneckerDelta(r, s)*Sum(c[p]*(2*beta**2/m*Sum(G[r, u]*at(diff(kappa, v_r), r, u, p), neurons(u)) "
         "- "
         "2/sqrt(m)*" +
         sympy_sum(target, "beta*(at(tau, r, r, p) + beta**2*G[r, r]*at(diff(tau, v_r), r, r, p))",
                   "beta**2*A[r, p]*at(diff(phi, v_r), r, r, p)") +
         code_of_G + "), patches(p))" + diagonal + "\n";
}

/// The margin's loss as a function of z, the argument of sigma too.
std::string classifier_dynamics(const Assumptions& assumptions) {
  const MarginLossFormulas loss = formulas(assumptions.loss);
  const std::string decay = assumptions.decay ? " + lambda_/2*Sum(G[r, r], neurons(r))" : "";
  return std::string(indexed) +
         "y, a, incidence = IndexedBase(\"y\"), IndexedBase(\"a\"), IndexedBase(\"incidence\")  # labels, "
         "+-1 of "
         "neurons, samples x patches\n"
         "i = symbols(\"i\", integer=True)\n"
         "neurons, patches, samples = (lambda k: (k, 0, 2*m - 1)), (lambda k: (k, 0, N - 1)), (lambda k: (k, "
         "0, "
         "n - 1))\n"
         "l, slope = " +
         sympy(loss.value) + ", " + sympy(loss.slope) +
         "\n"
         "f = Sum(a[s]*incidence[i, q]*sigma.subs(z, A[s, q]), neurons(s), patches(q))/m\n"
         "loss = Sum(l.subs(z, y[i]*f), samples(i))/n" +
         decay +
         "\n"
         "P = Sum(incidence[i, p]*slope.subs(z, y[i]*f)*y[i], samples(i))*a[r]*diff(sigma, z).subs(z, A[r, "
         "p])/(n*m)\n"
         "Q = " +
         (assumptions.decay ? "lambda_*KroneckerDelta(r, s)" : "Integer(0)") + "\n";
}

const char* const dynamics =
    "\n# grad W = Q W + P X; one step and the flow of A and G, entry by entry\n"
    "Q_, P_ = (lambda i, j: Q.xreplace({r: i, s: j})), (lambda i, j: P.xreplace({r: i, p: j}))\n"
    "t, w = symbols(\"t w\", integer=True)\n"
    "U_ = lambda i, j: Sum(Q_(i, t)*A[t, j], neurons(t)) + Sum(P_(i, w)*K[w, j], patches(w))\n"
    "H_ = lambda i, j: Sum(Q_(i, t)*G[t, j], neurons(t)) + Sum(P_(i, w)*A[j, w], patches(w))\n"
    "x, k = symbols(\"x k\", integer=True)\n"
    "g = Sum(Q_(r, x)*H_(s, x), neurons(x)) + Sum(P_(r, k)*U_(s, k), patches(k))\n"
    "A_next = A[r, p] - eta*U_(r, p)\n"
    "G_next = G[r, s] - eta*(H_(r, s) + H_(s, r)) + eta**2*g\n"
    "dA_dt, dG_dt = -U_(r, p), -(H_(r, s) + H_(s, r))\n";

}  // namespace

std::string as_sympy(const Assumptions& assumptions) {
  std::string text = head;
  for (const Definition& definition : derive(assumptions))
    text += definition.name + " = " + sympy(definition.value.text()) + "\n";
  for (const Formula& formula : formulas_of(assumptions))
    if (formula.name == "sigma") text += formula.name + " = " + sympy(formula.text) + "\n";
  if (reason_against_formulas(assumptions)) return text;
  return text +
         (assumptions.objective == Objective::diffusion ? denoiser_dynamics(assumptions)
                                                        : classifier_dynamics(assumptions)) +
         dynamics;
}

}  // namespace featdyn::theory
