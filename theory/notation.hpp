#pragma once

/// Notation. In theory/ the paper's symbols are the names; each is explained here, once.
///
///   symbol        in code          meaning, shape, range                                           source
///   d             d                dimension of a patch, d >= 1                                    paper
///   n             n                number of samples, n >= 1                                       paper
///   N             N                number of distinct patch vectors (two-patch: n + 2)             derived
///   m             m                neurons; the classifier has m per class, 2m in all              paper
///   x_p           X (N x d)        distinct patch vectors, row p is x_p                            derived
///   c_p           c (1 x N)        weight of patch p: times it occurs / n                          derived
///                 incidence        n x N: how often patch p stands in sample i                     derived
///                 ones             a row or column of ones                                         derived
///                 shares           1 x n: weight of each sample in the step's batch                derived
///                 neurons of j     the classifier's output j: which neurons are summed, 0 or 1     derived
///                 samples of j     which samples are of class j, 0 or 1                            derived
///   mu_j, xi_i    rows of X        signal of class j; noise patch of sample i                      paper
///   w_r           W (m x d)        weights, row r is neuron r                                      paper
///   A             A (m x N)        overlaps W X^T                                                  derived
///   G             G (m x m)        Gram matrix of the neurons, W W^T                               derived
///   K             K (N x N)        Gram matrix of the patches, X X^T: all the dynamics learn of d  derived
///   alpha, beta   alpha, beta      x_t = alpha x + beta eps, eps ~ N(0, I)                         paper
///   eta           eta              learning rate > 0                                               paper
///   sigma         sigma            activation, a polynomial in z or a named function               paper: z^2
///   a_r, a_s      a_r, a_s         alpha <w_r, x_p>, alpha <w_s, x_p>                              derived
///   v_r, v_s      v_r, v_s         beta^2 |w_r|^2, beta^2 |w_s|^2                                  derived
///   c_rs          c_rs             beta^2 <w_r, w_s>                                               derived
///   z             z                the argument of the activation                                  paper
///   1/sqrt(m)     root             the denoiser's output is this times a sum over neurons          paper
///   1/n           inverse_n        the loss is this times a sum over samples                       paper
///   phi_k(a, v)   phi[k]           E[sigma^(k)(a + Z)], Z ~ N(0, v)                                derived
///   kappa, tau    kappa, tau       E[sigma(a_r + Z_r) sigma(a_s + Z_s)]; E[sigma'(a_r + Z_r)]      derived
///   Q, P, S       Q, P, S          grad W = Q W + P X + S V; Q m x m, P m x N, S m x m (0: tied)   derived
///   U, H, g       U, H, g          grad W against X, W, grad W: U = Q A + P K, H = Q G + P A^T,
///                                  g = Q H^T + P U^T (tied layers)                                 derived
///   v_r           V (m x d)        second layer's vectors; tied: V = W                             derived
///   B, C, D       B, C, D          W V^T (m x m), V X^T (m x N), V V^T (m x m); tied: G, A, G      derived
///   a_r           a                second layer of the classifier where it is trained              derived
///   a_r           signs            the same where it stays: j                                      derived
///   nu, lambda    momentum, decay  of heavy ball and weight decay                                  ours
///   s_c           code_noise       noise on an autoencoder's code, sigma(z_r) + s_c eps_r           ours
///   lambda_c      code_penalty     (lambda_c/2) sum_r sigma(z_r)^2 is the cost of that code        ours
///   omega_t       weight           weight of time t in the loss                                    ours
///   s_k           rate             learning rate of step k is eta s_k                              ours
///   y_i, l'_i     y, slope         label +1 or -1; derivative of the loss at z = y f, -1/(1 + e^z) paper
///   gamma, rho    gamma, rho       signal-noise decomposition, numerics/methods/decomposition.hpp  paper
///
/// Index letters mean one thing everywhere: r, s neuron; p patch; i sample; j class; k step (or the order of
/// a derivative where it stands on phi).

namespace featdyn::theory {}
