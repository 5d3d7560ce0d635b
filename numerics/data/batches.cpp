#include "numerics/data/batches.hpp"

#include <fmt/format.h>

#include <boost/random/uniform_int_distribution.hpp>
#include <numeric>

#include "numerics/data/engine.hpp"

namespace featdyn::numerics {

Batches::Batches(const Settings& settings, Index samples)
    : seed_(settings.init.seed), samples_(samples), size_(*settings.training.update.batch_size) {
  if (size_ > samples_)
    throw InputError(
        settings.document.origin("training.batch_size"),
        fmt::format("training.batch_size: more than there are samples, read {}, allowed: at most {}", size_,
                    samples_));
}

std::vector<Index> Batches::samples_of(long step) const {
  const Index per_epoch = (samples_ + size_ - 1) / size_, epoch = step / per_epoch,
              first = step % per_epoch * size_;
  Engine engine = stream(seed_, "batches", {static_cast<std::uint64_t>(epoch)});
  std::vector<Index> order(static_cast<std::size_t>(samples_));
  std::iota(order.begin(), order.end(), Index{0});
  for (std::size_t i = order.size(); i-- > 1;)
    std::swap(order[i], order[boost::random::uniform_int_distribution<std::size_t>(0, i)(engine)]);
  return {order.begin() + first, order.begin() + std::min(first + size_, samples_)};
}

}  // namespace featdyn::numerics
