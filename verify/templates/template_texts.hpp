#pragma once

/// The texts of the program's settings files, whole or a part: what `featdyn init NAME` is made of.
namespace featdyn::verify::template_text {

extern const char *const data_assumptions,
    *const denoiser, *const classifier, *const sweep, *const label_noise, *const benign_relu,
                                                                              *const noisy_mnist,
                                                                                  *const from_file,
                                                                                      *const spectral_bias;

}  // namespace featdyn::verify::template_text
