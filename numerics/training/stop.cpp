#include "numerics/training/stop.hpp"

#include <atomic>

namespace featdyn::numerics {
namespace {

std::atomic<bool> asked = false;
static_assert(std::atomic<bool>::is_always_lock_free);

}  // namespace

void ask_to_stop() noexcept {
  asked.store(true, std::memory_order_relaxed);
}

void forget_to_stop() noexcept {
  asked.store(false, std::memory_order_relaxed);
}

bool is_asked_to_stop() noexcept {
  return asked.load(std::memory_order_relaxed);
}

void stop_if_asked() {
  if (is_asked_to_stop()) throw Stopped();
}

}  // namespace featdyn::numerics
