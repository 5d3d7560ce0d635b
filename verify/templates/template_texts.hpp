#pragma once

/// The texts of the program's settings files, whole or a part: what `featdyn init NAME` is made of.
namespace featdyn::verify::template_text {

extern const char* const data_assumptions;
extern const char* const denoiser;
extern const char* const variational_autoencoder;
extern const char* const classifier;
extern const char* const sweep;
extern const char* const label_noise;
extern const char* const benign_relu;
extern const char* const noisy_mnist;
extern const char* const from_file;
extern const char* const spectral_bias;

}  // namespace featdyn::verify::template_text
