#include "numerics/data/labels.hpp"

#include "numerics/data/engine.hpp"

namespace featdyn::numerics {
namespace {

using theory::Rational;

/// Whether a uniform 64-bit word, read as a number of [0, 1), lies below the share.
bool lies_below(std::uint64_t word, const Rational& share) {
  return Rational(word) < dyadic(share, 64);
}

}  // namespace

int label_of_class(long number, long classes) {
  if (classes > 2) return static_cast<int>(number);
  return number == 0 ? 1 : -1;
}

std::vector<long> balanced_classes(const std::vector<Rational>& shares, long n) {
  std::vector<long> counts, had(shares.size(), 0), classes;
  for (const Rational& share : shares) counts.push_back(static_cast<long>(floor(share * n)));
  for (long i = 0; i < n; ++i) {
    std::size_t next = shares.size();
    long most = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
      const long due = counts[k] * (i + 1) - n * had[k];  // n times what class k lacks by now
      if (had[k] < counts[k] && (next == shares.size() || due > most)) next = k, most = due;
    }
    ++had[next];
    classes.push_back(static_cast<long>(next));
  }
  return classes;
}

std::vector<long> random_classes(const std::vector<Rational>& shares, long n, std::uint64_t seed) {
  std::vector<long> classes;
  Engine engine = stream(seed, "labels", {});
  for (long i = 0; i < n; ++i) {
    const std::uint64_t word = engine();
    Rational sum = shares[0];
    std::size_t k = 0;
    while (k + 1 < shares.size() && !lies_below(word, sum)) sum += shares[++k];
    classes.push_back(static_cast<long>(k));
  }
  return classes;
}

void flip_labels(Dataset& data, const Rational& probability, std::uint64_t seed) {
  Engine engine = stream(seed, "label noise", {});
  for (Index i = 0; i < std::ssize(data.labels); ++i) {
    if (!lies_below(engine(), probability)) continue;
    int& label = data.labels[static_cast<std::size_t>(i)];
    label = -label;
    for (Index q = 0; q < data.sample_patches.cols(); ++q) {
      PatchInfo& info = data.info[static_cast<std::size_t>(data.sample_patches(i, q))];
      if (!info.is_signal) info.label = label;
    }
  }
}

long flipped_labels(const Dataset& data) {
  long count = 0;
  for (Index i = 0; i < std::ssize(data.labels); ++i) {
    const auto first = static_cast<std::size_t>(data.sample_patches(i, 0));
    count += data.info[first].label != data.labels[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  return count;
}

}  // namespace featdyn::numerics
