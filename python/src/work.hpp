#pragma once

#include <pybind11/functional.h>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "numerics/linear/matrix.hpp"
#include "numerics/settings/settings.hpp"
#include "numerics/training/stop.hpp"

namespace featdyn::python {

namespace py = pybind11;

/// As long as it lives, Ctrl-C asks training to stop. Only on the main thread, where Python listens too.
class Interruptible {
 public:
  Interruptible();
  ~Interruptible();
  /// Throws Stopped for a Ctrl-C that no step of the work has seen.
  void stop_if_asked() const {
    if (listens_) numerics::stop_if_asked();
  }
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;

 private:
  bool listens_ = false;
  struct sigaction before_ {};
};

/// As long as it lives, loops take so many threads (in a forked process one), and the BLAS, which NumPy may share, one.
class Threads {
 public:
  explicit Threads(std::optional<int> wanted);
  ~Threads();
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

 private:
  int before_, blas_before_;
};

/// Ends all work because of an exception of Python; nothing that the library does about failed runs takes it for one.
struct PythonFailed : numerics::Stopped {
  std::exception_ptr error;
};
/// Calls Python, with the lock: its exceptions become PythonFailed.
template <class Call>
auto stopping_at_errors(Call call) {
  try {
    return call();
  } catch (const py::error_already_set&) {
    throw PythonFailed{{}, std::current_exception()};
  } catch (const py::builtin_exception&) {
    throw PythonFailed{{}, std::current_exception()};
  }
}

/// Raises KeyboardInterrupt, through Python's own handler of the signal where it has one.
[[noreturn]] void raise_interrupt();

/// Does long work without the interpreter's lock.
template <class Do>
auto work(std::optional<int> threads, Do what) {
  const Threads with(threads);
  try {
    const Interruptible listening;
    const py::gil_scoped_release released;
    auto result = what();
    listening.stop_if_asked();
    return result;
  } catch (const PythonFailed& failed) {
    std::rethrow_exception(failed.error);
  } catch (const numerics::Stopped&) {
  }
  raise_interrupt();
}

/// Calls back at most ten times a second, with the lock; nothing where there is no function.
class Progress {
 public:
  explicit Progress(py::object function) : function_(std::move(function)) {}
  /// May be called without the lock, from any thread. Exceptions of the function end the work.
  void tell(long done, long total);
  bool is_wanted() const { return !function_.is_none(); }

 private:
  using Clock = std::chrono::steady_clock;
  py::object function_;
  std::mutex guard_;
  Clock::time_point last_ = Clock::now();
};

/// An array that owns a vector's memory.
py::array_t<double> array(std::vector<double> values, std::vector<py::ssize_t> shape);
py::array_t<double> array(const numerics::Matrix<double>& matrix);

/// Settings that were read.
struct BoundSettings {
  numerics::Settings settings;
};

void bind_settings(py::module_& module);
void bind_run(py::module_& module);
void bind_derive(py::module_& module);
void bind_points(py::module_& module);
void bind_certificates(py::module_& module);
void bind_sweep(py::module_& module);
void bind_verify(py::module_& module);
void bind_observables(py::module_& module);

}  // namespace featdyn::python
