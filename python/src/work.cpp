#include "work.hpp"

#include <omp.h>
#include <pthread.h>
#include <unistd.h>

#include "verify/threads.hpp"

// Of OpenBLAS.
extern "C" {
int openblas_get_num_threads(void);
void openblas_set_num_threads(int);
}

namespace featdyn::python {
namespace {

/// Whether this process was forked from one that had loaded the module, as multiprocessing does.
bool is_forked = false;
[[maybe_unused]] const int told = pthread_atfork(nullptr, nullptr, [] { is_forked = true; });

}  // namespace

Interruptible::Interruptible() {
  if (gettid() != getpid()) return;  // another thread of Python: Ctrl-C is the main one's
  numerics::forget_to_stop();
  sigaction(SIGINT, nullptr, &before_);
  if (before_.sa_handler == SIG_IGN) return;
  struct sigaction asking {};
  asking.sa_handler = [](int) { numerics::ask_to_stop(); };
  sigaction(SIGINT, &asking, nullptr);
  listens_ = true;
}

Interruptible::~Interruptible() {
  if (listens_) sigaction(SIGINT, &before_, nullptr);
}

Threads::Threads(std::optional<int> wanted)
    : before_(omp_get_max_threads()), blas_before_(openblas_get_num_threads()) {
  if (wanted) verify::use_threads(wanted);
  if (is_forked) omp_set_num_threads(1);  // those of the parent are not here, and OpenMP would wait for them
  if (blas_before_ != 1) openblas_set_num_threads(1);
}

Threads::~Threads() {
  omp_set_num_threads(before_);
  if (blas_before_ != 1) openblas_set_num_threads(blas_before_);
}

void raise_interrupt() {
  numerics::forget_to_stop();
  PyErr_SetInterrupt();
  if (PyErr_CheckSignals() == 0) PyErr_SetNone(PyExc_KeyboardInterrupt);
  throw py::error_already_set();
}

void Progress::tell(long done, long total) {
  if (!is_wanted()) return;
  const std::unique_lock turn(guard_, std::try_to_lock);
  const auto now = Clock::now();
  if (!turn || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  const py::gil_scoped_acquire locked;
  stopping_at_errors([&] { function_(done, total); });
}

py::array_t<double> array(std::vector<double> values, std::vector<py::ssize_t> shape) {
  auto* const owned = new std::vector<double>(std::move(values));
  const py::capsule owner(owned, [](void* memory) { delete static_cast<std::vector<double>*>(memory); });
  return py::array_t<double>(std::move(shape), owned->data(), owner);
}

py::array_t<double> array(const numerics::Matrix<double>& matrix) {
  return array(std::vector<double>(matrix.data(), matrix.data() + matrix.size()),
               {matrix.rows(), matrix.cols()});
}

}  // namespace featdyn::python
