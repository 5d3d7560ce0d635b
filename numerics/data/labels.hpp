#pragma once

#include "numerics/data/dataset.hpp"

namespace featdyn::numerics {

/// The number of the class behind a label: the inverse of label_of_class.
inline long class_of_label(int label, long classes) {
  return classes > 2 ? label : (1 - label) / 2;
}

/// Two classes are +1 and -1, more are 0, 1, 2, ...
int label_of_class(long number, long classes);

/// n class numbers with exact shares, spread evenly: 0, 1, 0, 1, ... for two equal ones.
std::vector<long> balanced_classes(const std::vector<theory::Rational>& shares, long n);
/// n independent class numbers with these probabilities.
std::vector<long> random_classes(const std::vector<theory::Rational>& shares, long n, std::uint64_t seed);

/// Flips each label with that probability, independently, from a stream of its own; a larger probability
/// flips the same ones and more. Signal patches keep the class that they are of, noise patches are counted to
/// the label given to their sample.
void flip_labels(Dataset& data, const theory::Rational& probability, std::uint64_t seed);

/// How many samples have another label than the class of their first patch.
long flipped_labels(const Dataset& data);

}  // namespace featdyn::numerics
