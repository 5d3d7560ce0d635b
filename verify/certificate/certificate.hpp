#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "numerics/problem/problem.hpp"
#include "verify/finding/verdict.hpp"

namespace featdyn::verify {

/// The schema of certificate files.
inline constexpr const char* certificate_schema = "featdyn-certificate-2";

/// What a certificate says: from these exact data and initial weights, after `steps` steps of gradient
/// descent with exact decimals and exact noise expectation, every overlap <w_r, x_p> lies between its bounds,
/// which are less than `width` apart.
struct Certificate {
  numerics::Problem problem;
  long steps;
  std::string width;                                   ///< a decimal
  std::vector<std::vector<std::string>> lower, upper;  ///< decimals, neurons x patches
  long working_digits = 0;                             ///< of the arithmetic that found it; in no file
};

using StepProgress = std::function<void(long digits, long step)>;

/// Finds a certificate by Ball iteration; nothing where the run leaves the finite numbers or the precision
/// ends.
std::optional<Certificate> certify(const numerics::Problem& problem, long steps, const std::string& width,
                                   const StepProgress& progress);

/// The narrowest width that can be asked for: beyond it decimals of a certificate could not be read back.
inline constexpr const char* smallest_width = "1e-300";
/// "1e-300 to 1".
std::string allowed_widths();
/// W as the decimal of a double, the form it has in JSON, rounded down. Throws InputError for what is no plain
/// decimal among the allowed widths.
std::string width_text(const std::string& given, const numerics::Origin& origin);

/// Throws InputError where the settings' schedule of learning rates has fewer steps, or no run has so many.
void require_steps(const numerics::Settings& settings, long steps, const numerics::Origin& origin);

/// One sentence of a certificate.
struct CertificateClaim {
  std::string claim, statement;
  friend bool operator==(const CertificateClaim&, const CertificateClaim&) = default;
};
/// Throws InputError where a certificate could not hold the settings as they are: they are read back from
/// their text, which JSON holds as UTF-8.
void require_certifiable(const numerics::Settings& settings);

/// The sentences that a certificate's numbers mean; `check` writes them again and compares.
std::vector<CertificateClaim> claims_of(const Certificate& certificate);

/// What it means that `check` ends with exit code 0.
std::string meaning_of_exit_0();

/// The file of a certificate: everything exact, floats in hexadecimal.
std::string certificate_text(const Certificate& certificate);

/// What a file says, judged by nothing yet.
struct CertificateFile {
  Certificate certificate;
  std::string meaning, mode;
  long digits;                                          ///< places of the bounds
  std::vector<numerics::Index> batches = {};            ///< the samples of every step's batch
  std::vector<std::size_t> batch_sizes = {};            ///< how many each has
  std::vector<std::vector<double>> label_factors = {};  ///< of every step
  std::vector<CertificateClaim> claims = {};
};
/// Throws InputError with that file's name where it is no certificate: anything but every key once, every
/// number of its grammar, and settings as certify writes them.
CertificateFile read_certificate(const std::string& text, const std::string& file);

/// One thing that a certificate says, and whether it follows from its data.
struct Check {
  std::string what;
  Verdict verdict;
  std::string detail;
};

/// Computes the run again in MPFI intervals and compares: nothing of the certificate is trusted but its
/// settings, and of its data and initial weights what the settings do not make. Where something else than the
/// run is at fault already, the run is left out.
std::vector<Check> check(const CertificateFile& file, const StepProgress& progress);

}  // namespace featdyn::verify
