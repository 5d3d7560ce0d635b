#pragma once

#include <cstddef>
#include <vector>

namespace featdyn::numerics {

/// Room for doubles that is used again and again: what a call has left there is of no value to the next.
class Workspace {
 public:
  /// `count` numbers of any value, until the next call.
  double* take(std::size_t count) {
    if (numbers_.size() < count) {
      numbers_.clear();  // nothing is worth a copy
      numbers_.resize(count);
    }
    return numbers_.data();
  }
  /// Gives back what is more than a small product needs.
  void shrink() {
    if (numbers_.size() > kept) std::vector<double>().swap(numbers_);
  }

 private:
  static constexpr std::size_t kept = 1 << 20;
  std::vector<double> numbers_;
};

}  // namespace featdyn::numerics
