#pragma once

#include <filesystem>

namespace featdyn::figures {

/// The names of the MNIST test files, and where they can be had.
inline constexpr const char *mnist_images = "t10k-images-idx3-ubyte",
                            *mnist_labels = "t10k-labels-idx1-ubyte",
                            *mnist_source = "https://ossci-datasets.s3.amazonaws.com/mnist/";

/// The folder beside the figures where drawn digits are.
inline constexpr const char* drawn_folder = "drawn-digits";

/// Writes MNIST's two files (not gzipped) with 28 x 28 pictures of the digits 0, 1 and 2 that are drawn here,
/// 500 of each in turn: a pen along a fixed line, with its own size, slant, place, thickness and wobble for
/// every picture. The same bytes on every machine.
void write_drawn_digits(const std::filesystem::path& folder);

}  // namespace featdyn::figures
