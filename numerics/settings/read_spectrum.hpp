#pragma once

#include "numerics/settings/parameters.hpp"
#include "numerics/settings/reader.hpp"

namespace featdyn::numerics {

/// The keys of data without classes, aligned starts, a denoiser of one layer, and a denoiser for each noise scale:
/// reading them, and listing them as used. Readers throw InputError at the key's line.

SpectrumSettings read_spectrum(const Reader& in, theory::Objective objective);
Parameters parameters_of(const SpectrumSettings& data);

std::vector<Decimal> read_init_modes(const Reader& in);
void list_init_modes(Parameters& out, const InitSettings& init);

/// Of settings whose other levels are known.
ScalesSettings read_scales(const Reader& in, const DiffusionSettings& others);
void list_scales(Parameters& out, const ScalesSettings& scales);

bool has_one_layer(const Reader& in, theory::Objective objective);
/// m; 1 where there is one layer and no width is given.
long read_width(const Reader& in, theory::Objective objective);
/// The coefficients of z.
std::vector<Decimal> linear_activation();
void list_one_layer(Parameters& out, const Settings& settings);

/// Refuses combinations of which one lacks what another needs.
void require_spectral_pieces_fit(const Reader& in, const Settings& settings);

/// Whether the denoiser is linear, sigma(z) = z with tied layers, or one layer.
bool is_linear_denoiser(const Settings& settings);

/// The same settings at one of the noise scales.
Settings at_scale(Settings settings, std::size_t scale);

}  // namespace featdyn::numerics
