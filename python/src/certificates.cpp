#include "module.hpp"
#include "verify/certificate/job.hpp"
#include "work.hpp"

namespace featdyn::python {
namespace {

void require_sound(const std::string& fault) {
  if (!fault.empty()) throw NumericalError(fault);
}

/// The text of the certificate's file.
std::string certify(const BoundSettings& bound, std::optional<long> steps, const std::string& width,
                    double hours, std::optional<int> threads, const py::object& progress) {
  require_sound(verify::unsound_certify());
  const verify::CertifyJob job = verify::certify_job(bound.settings, width, steps);
  Progress telling(progress);
  return work(threads, [&] {
    verify::Effort effort("certify", hours, true);
    const numerics::Problem problem = verify::make_estimated(job, effort);
    const auto certificate = verify::certify(problem, job.steps, job.width, [&](long digits, long step) {
      numerics::stop_if_asked();
      effort.follow(digits, step, job.steps);
      telling.tell(step, job.steps);
    });
    if (!certificate) throw NumericalError(verify::no_enclosure_text(job.width));
    return verify::certificate_text(*certificate);
  });
}

/// (what, verdict, detail) of each thing that was checked.
py::list check(const std::string& text, const std::string& name, double hours, std::optional<int> threads) {
  require_sound(verify::unsound_check());
  const std::vector<verify::Check> checks = work(threads, [&] {
    return verify::check_estimated(verify::read_certificate(text, name), hours, true,
                                   [](long, long) { numerics::stop_if_asked(); });
  });
  py::list list;
  for (const verify::Check& item : checks)
    list.append(py::make_tuple(item.what, verify::name(item.verdict), item.detail));
  return list;
}

}  // namespace

void bind_certificates(py::module_& module) {
  module.def("certify", &certify);
  module.def("check", &check);
}

}  // namespace featdyn::python
