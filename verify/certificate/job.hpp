#pragma once

#include "verify/certificate/certificate.hpp"
#include "verify/certificate/effort.hpp"

namespace featdyn::verify {

/// A certificate that is asked for, which can be had as far as its settings tell.
struct CertifyJob {
  numerics::Settings settings;
  std::string width;
  long steps;
};
/// Throws InputError for a width, a number of steps (training.steps where none is given) or settings that no
/// certificate has.
CertifyJob certify_job(numerics::Settings settings, const std::string& width, std::optional<long> steps);
/// The data and weights of the job, whose size and work are looked at before they are made wherever the settings say
/// enough. Throws InputError where they are too much.
numerics::Problem make_estimated(const CertifyJob& job, Effort& effort);
/// What certify says where there is none.
std::string no_enclosure_text(const std::string& width);

/// All that a certificate says, checked; the work is looked at before and meanwhile.
std::vector<Check> check_estimated(const CertificateFile& file, double hours, bool quiet,
                                   const StepProgress& progress);

/// "" or why the arithmetic of certify (Arb), of check (MPFI), is not sound on this machine.
std::string unsound_certify();
std::string unsound_check();

}  // namespace featdyn::verify
