#include "module.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "numerics/refusal/input_error.hpp"
#include "verify/command/line_number.hpp"
#include "verify/run/summary.hpp"
#include "work.hpp"

namespace featdyn::python {
namespace {

/// What the program says of an option, said of an argument: "--method:1: ..." is "method: ...", of a command
/// without its line, and of an override what it says of the key.
std::string of_argument(const std::string& message) {
  static const std::set<std::string> programs{"featdyn", "command line"};
  static const std::set<std::string> commands{"verify",  "figures", "observable",
                                              "indices", "worker",  "OMP_NUM_THREADS"};
  if (message.starts_with("init:1: ")) return "settings: " + message.substr(8);
  const verify::LineNumber number = verify::line_number(message);
  const std::string before = message.substr(0, number.at);
  const std::string after = number.size == 0 ? "" : message.substr(number.at + number.size);
  if (number.size > 0 && (before.starts_with("--set ") || programs.contains(before))) return after;
  if (number.size > 0 && commands.contains(before)) return before + ": " + after;
  const std::size_t end = message.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", 2);
  if (!message.starts_with("--") || end == std::string::npos) return message;
  std::string name = message.substr(2, end - 2);
  std::ranges::replace(name, '-', '_');
  if (end == number.at) return name + ": " + after;
  return message.compare(end, 2, ": ") == 0 ? name + message.substr(end) : message;
}

void translate(PyObject* input_error, PyObject* numerical_error) {
  static PyObject *const input = input_error, *const numerical = numerical_error;
  py::register_exception_translator([](std::exception_ptr error) {
    try {
      if (error) std::rethrow_exception(error);
    } catch (const numerics::InputError& wrong) {
      PyErr_SetString(input, of_argument(wrong.what()).c_str());
    } catch (const std::invalid_argument& wrong) {
      PyErr_SetString(input, wrong.what());
    } catch (const std::filesystem::filesystem_error& wrong) {
      PyErr_SetString(PyExc_OSError, wrong.what());
    } catch (const std::runtime_error& wrong) {
      PyErr_SetString(numerical, wrong.what());
    }
  });
}

}  // namespace
}  // namespace featdyn::python

PYBIND11_MODULE(_core, module) {
  using namespace featdyn::python;
  module.doc() = "The library behind featdyn. Use the package's functions, which say what they take.";
  auto input_error = py::exception<featdyn::numerics::InputError>(module, "InputError", PyExc_ValueError);
  auto numerical_error = py::exception<NumericalError>(module, "NumericalError", PyExc_ArithmeticError);
  translate(input_error.inc_ref().ptr(), numerical_error.inc_ref().ptr());
  module.attr("__version__") = featdyn::verify::program_version();
  bind_settings(module);
  bind_run(module);
  bind_derive(module);
  bind_points(module);
  bind_certificates(module);
  bind_sweep(module);
  bind_verify(module);
  bind_observables(module);
}
