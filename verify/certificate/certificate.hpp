#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "numerics/enclosure/enclosure.hpp"
#include "numerics/problem/problem.hpp"
#include "verify/finding/verdict.hpp"

namespace featdyn::verify {

/// The schema of the files below.
inline constexpr const char* certificate_schema = "featdyn-certificate-1";

/// What a certificate says: from these exact data and initial weights, after `steps` steps of gradient
/// descent with exact decimals and exact noise expectation, every overlap <w_r, x_p> lies between its bounds,
/// which are less than `width` apart.
struct Certificate {
  numerics::Problem problem;
  long digits;
  long steps;
  std::string width;                                   ///< a decimal
  std::vector<std::vector<std::string>> lower, upper;  ///< decimals, neurons x patches
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
bool is_width(const theory::Rational& width);

/// The sentences that a certificate's numbers mean; `check` writes them again and compares.
nlohmann::ordered_json claims_of(const Certificate& certificate);

nlohmann::ordered_json certificate_json(const Certificate& certificate);

/// What a file says, judged by nothing yet. Throws InputError with that file's name where it is no
/// certificate.
struct CertificateFile {
  Certificate certificate;
  std::string claims;  ///< the sentences, as JSON
};
CertificateFile read_certificate(const std::string& text, const std::string& file);

/// One thing that a certificate says, and whether it follows from its data.
struct Check {
  std::string what;
  Verdict verdict;
  std::string detail;
};

/// Computes the run again in MPFI intervals and compares: nothing of the certificate is trusted but its
/// settings, data and initial weights.
std::vector<Check> check(const CertificateFile& file, const StepProgress& progress);

}  // namespace featdyn::verify
