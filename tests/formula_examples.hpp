#pragma once

#include <random>
#include <string>
#include <vector>

#include "theory/formula/error.hpp"
#include "theory/formula/grammar.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::testing {

/// The language of theorems with what the examples below define.
inline formula::Vocabulary example_vocabulary() {
  using formula::IndexKind, formula::Name, formula::NameKind;
  formula::Vocabulary result = formula::Vocabulary::of_theorems();
  for (const char* name :
       {"T_mu", "T_xi", "T_1", "T_2", "T", "C", "constant", "C_1", "C_2", "q", "c_0", "delta"})
    result.add(name, {NameKind::constant, "", {{}}, false, {}, 0, ""});
  result.add("growth", {NameKind::definition, "", {{IndexKind::neuron, IndexKind::patch}}, true, {}, 0, ""});
  result.add("g", {NameKind::definition, "", {{IndexKind::neuron}}, false, {}, 0, ""});
  result.add("data.signal_norm", {NameKind::setting, "", {{}}, false, {}, 1, ""});
  result.add_run("denoiser");
  result.add_run("classifier");
  return result;
}

/// Statements as papers and theorem files write them.
inline std::vector<std::string> example_statements() {
  return {
      "d >= 10 n",
      "d >= 2 |mu|^2 / sigma_xi^2",
      "n >= 2 log d",
      "sigma_0 sigma_xi sqrt(2 d log m) <= 1/2",
      "sigma_0 |mu| sqrt(2 log m) <= 1/2",
      "for all r, j, i: growth[r,mu[j]](T_1) / growth[r,xi[i]](T_1) = Theta(n[j] |mu[j]|^2 / |xi[i]|^2) "
      "within C",
      "mean[r,j] growth[r,mu[j]](T_1) / mean[r,i] growth[r,xi[i]](T_1) = constant n SNR^2 within 20%",
      "ratio(T_1) <= C sqrt(n) SNR",
      "ratio(T_1) <= C sqrt n SNR",
      "denoiser.mean[r,j] |<w[r],mu[j]>(T_1)| / denoiser.mean[r,i] |<w[r],xi[i]>(T_1)| = ~Theta(n SNR^2)",
      "classifier.(max[r,j] <w[j,r],mu[j]>(end) / max[r,i] <w[y[i],r],xi[i]>(end)) >= C",
      "n SNR^2 >= C => max[r,j] <w[j,r],mu[j]>(T) >= 1 and test_error(T) <= 0.1",
      "for all k <= T: max[r,i] |<w[-y[i],r],xi[i]>(k)| = ~O(sigma_0 sigma_p sqrt d)",
      "for all k in [T_1, T_2]: rho[y[1],1,1](k) >= 1",
      "exists k <= T: loss(k) <= 0.1 and test_error(k) >= 0.24",
      "for all j: exists r: for all k >= T_1: j gamma[j,r](k) > 0",
      "max[r,j] <w[j,r],mu[j]>(end) = max[r,i] <w[y[i],r],xi[i]>(end) at n SNR^2 = 2 log(1/sigma_0) within "
      "10%",
      "n^2/(sigma_p d^(3/4)) <= sigma_0 <= min(1/(|mu| d^(5/8)), 1/(sigma_p sqrt d))",
      "C log d / sqrt(m n) < flip < 1/C",
      "loss(T) = Theta(1) within 3",
      "test_error(T) <= 2 exp(-C d/n^2)",
      "eta <= 2 n m / (3 sigma_p^2 d)",
      "max[r,j] (gamma[j,r](k) + |<w[j,r],mu[j]>(0)|) <= exp(2 eta |mu|^2 T/m) max[r,j] |<w[j,r],mu[j]>(0)|",
      "for all r, s with r != s: |<w[r],w[s]>(k)| <= C |w[r]|^2(k)",
      "count[r, j: j = +1] (<w[j,r],mu[j]>(end) > 0) / m >= 1/2",
      "T >= first k: loss(k) <= 0.1",
      "ratio(rest) = symmetric_ratio within 1%",
      "mode[1](T) = lambda[1] / (lambda[1] + 1) within 10^-6",
      "for all a: mode[a](T) = q / ((1 - q) exp(-4 eta alpha lambda[a] T / sqrt m) + q) within 1%",
      "|grad|(end) <= 10^-8 * |grad|(0)",
      "(for all k <= T: loss(k) <= loss(k - 1)) => loss(T) < loss(0)",
      "not (steps < 100) or eta = 0",
      "log(1 + exp(-f[1](0))) <= -log(Phi(-2.5e-1)) + relu(erf(1) - tanh(2))",
      "rms[r,p] <w[r],x[p]>(0) = sigma_0 |mu| within 2",
      "for all j in {+1, -1}, 0 <= k < T: min[r] <w[j,r],mu[j]>(k) > -C",
      "eta < eta_max and (n >= log d or m >= log d)",
      "data.signal_norm = |mu|",
  };
}

}  // namespace featdyn::testing
