#pragma once

#include "numerics/settings/parameters.hpp"
#include "numerics/settings/reader.hpp"

namespace featdyn::numerics {

/// Whether the loss is one of several outputs, which decides what labels the data need.
bool wants_several_outputs(const Reader& in);

/// The keys of [data] but the seed and the label noise. Throws InputError as read_settings does.
DataSettings read_data(const Reader& in, theory::Objective objective);
/// The same for the model "two-patch" with any of its keys; the paper's settings where they say no more and
/// one signal_norm, so that data.signal_norm may be set in their document.
DataSettings read_signal_noise(const Reader& in, theory::Objective objective);

/// data.label_noise: with which probability the label of a sample is flipped. Refused where labels are not
/// two.
Decimal read_label_noise(const Reader& in, const DataSettings& data, theory::Objective objective);

/// data.test_samples and data.test_labels, which a classifier on generated data uses.
TestSettings read_test(const Reader& in);

/// Every parameter of the data as used.
Parameters parameters_of(const DataSettings& data);
Parameters parameters_of(const TwoPatchSettings& data);
Parameters parameters_of(const SignalNoiseSettings& data);

}  // namespace featdyn::numerics
