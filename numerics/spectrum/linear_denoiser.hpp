#pragma once

#include <optional>
#include <vector>

namespace featdyn::numerics {

/// The exact laws of linear denoisers trained by gradient flow at noise scales s from an aligned start Q in every
/// mode [Wang and Pehlevan, arXiv:2503.03206]; tau is their eta tau (learning rate x time), that of this program
/// eta t/(2 sqrt m) for two layers and eta t/2 for one.
enum class Layers { one, two };

struct LinearDenoiser {
  Layers layers;
  double start;                                    ///< Q > 0
  double least_scale = 0.002, largest_scale = 80;  ///< of sampling

  /// w, the weight of a mode: one layer w* + (Q - w*) e^{-2 tau (s^2 + lambda)}, two layers
  /// w* Q/((w* - Q) e^{-8 tau lambda} + Q), w* = lambda/(lambda + s^2).
  double weight(double lambda, double scale, double tau) const;
  /// The variance of generated samples along the mode, s_T^2 Phi(s_0)^2/Phi(s_T)^2; at tau = 0
  /// s_T^2 (s_0/s_T)^{2 (1 - Q)}, at the end s_T^2 (lambda + s_0^2)/(lambda + s_T^2).
  double generated(double lambda, double tau) const;
  double generated_start() const;
  double generated_end(double lambda) const;
  /// The first tau at which generated() is at this level, between its start and its end; nothing where it is not.
  /// A mode that rises in the end may fall at first.
  std::optional<double> passage(double lambda, double level) const;
  /// The last tau at which generated() is farther from its end than this part of it, 0 < part < 1; nothing where it
  /// never is.
  std::optional<double> settled(double lambda, double part) const;
};

enum class Criterion { harmonic, geometric };
/// The mean of two positive numbers.
double mean_of(Criterion criterion, double x, double y);

/// A mode and when its generated variance passes the mean of its start and its end.
struct ModePassage {
  double lambda, tau;
  bool rises;
};
/// Of the modes that start outside of 1/2 to 2 times their end.
std::vector<ModePassage> passages(const LinearDenoiser& denoiser, const std::vector<double>& spectrum,
                                  Criterion criterion);
/// The same modes, and when they have settled.
std::vector<ModePassage> settlings(const LinearDenoiser& denoiser, const std::vector<double>& spectrum,
                                   double part);

/// alpha of tau = constant lambda^-alpha by least squares of logarithms; nothing for fewer than two eigenvalues.
std::optional<double> fitted_exponent(const std::vector<ModePassage>& passages, bool rising);

}  // namespace featdyn::numerics
