#include "module.hpp"

#include <filesystem>
#include <regex>

#include "numerics/refusal/input_error.hpp"
#include "verify/run/summary.hpp"
#include "work.hpp"

namespace featdyn::python {
namespace {

/// What the program says of an option, said of an argument: "--method:1: ..." is "method: ...", and of an
/// override what it says of the key.
std::string of_argument(std::string message) {
  static const std::regex option("^--([a-z-]+)(:[0-9]+)?: "), override_("^--set [^\n]*?:[0-9]+: "),
      nameless("^(featdyn|command line):[0-9]+: ");
  static const std::regex command("^(verify|figures|observable|indices|worker|OMP_NUM_THREADS):1: ");
  if (message.starts_with("init:1: ")) return "settings: " + message.substr(8);
  message = std::regex_replace(message, command, "$1: ");
  std::smatch found;
  if (std::regex_search(message, found, override_)) return found.suffix();
  if (std::regex_search(message, found, nameless)) return found.suffix();
  if (!std::regex_search(message, found, option)) return message;
  std::string name = found[1];
  for (char& c : name)
    if (c == '-') c = '_';
  return name + ": " + found.suffix().str();
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
