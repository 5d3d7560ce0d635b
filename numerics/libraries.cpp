#include "numerics/libraries.hpp"

#include <flint/flint.h>
#include <gmp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>
#include <vector>

#include "numerics/linear/matrix.hpp"

// Of OpenBLAS alone.
extern "C" {
void* blas_memory_alloc(int) __attribute__((weak));
void blas_memory_free(void*) __attribute__((weak));
}

namespace featdyn::numerics {
namespace {

constexpr const char* threads_variable = "OPENBLAS_NUM_THREADS";
/// A buffer of OpenBLAS with its alignment, and the stack of a thread.
constexpr std::size_t room_for_a_thread = (std::size_t{128} + 8 + 8) << 20U;

bool is_address_space_limited() {
  rlimit limit{};
  return getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

bool has_room(std::size_t bytes) {
  void* const place = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (place == MAP_FAILED) return false;
  munmap(place, bytes);
  return true;
}

/// Where that cannot be, this process goes on.
void start_again_without_blas_threads(char** arguments) {
  const char* const now = std::getenv(threads_variable);
  if (now != nullptr && std::string_view(now) == "1") return;
  if (setenv(threads_variable, "1", 1) == 0) execv("/proc/self/exe", arguments);
}

/// GMP expects what it gets to be there.
void* or_exit(void* memory) {
  if (memory == nullptr) std::exit(EXIT_FAILURE);
  return memory;
}

}  // namespace

void prepare_libraries(char** arguments) {
  if (is_address_space_limited()) start_again_without_blas_threads(arguments);
  use_one_blas_thread();
  flint_set_abort([] { std::exit(EXIT_FAILURE); });
  mp_set_memory_functions(
      [](std::size_t size) { return or_exit(std::malloc(size)); },
      [](void* old, std::size_t, std::size_t size) { return or_exit(std::realloc(old, size)); },
      [](void* memory, std::size_t) { std::free(memory); });
}

int reserve_blas_buffers(int threads) {
  if (!is_address_space_limited() || blas_memory_alloc == nullptr || blas_memory_free == nullptr)
    return threads;
  std::vector<void*> buffers;
  while (static_cast<int>(buffers.size()) < threads && has_room(room_for_a_thread))
    buffers.push_back(blas_memory_alloc(0));
  for (void* buffer : buffers) blas_memory_free(buffer);
  return static_cast<int>(buffers.size());
}

}  // namespace featdyn::numerics
