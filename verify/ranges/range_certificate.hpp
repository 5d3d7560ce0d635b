#pragma once

#include <string>

#include "verify/certificate/certificate.hpp"
#include "verify/ranges/range_proof.hpp"

namespace featdyn::verify {

/// The schema of certificates of statements over ranges.
inline constexpr const char* range_schema = "featdyn-range-proof-1";

/// The sentences that a proof means, and what `check` ends with 0 for.
std::string range_claim(const RangeQuestion& question, const RangeProof& proof);
std::string meaning_of_range_check();

/// The file: the statement, and every part of its domain with what was found of it; numbers exact.
std::string range_certificate_text(const RangeQuestion& question, const RangeProof& proof);

/// Whether a text is meant as such a file.
bool is_range_certificate(const std::string& text);

struct RangeCertificate {
  RangeQuestion question;
  RangeProof proof;
  std::string meaning, claim;
};
/// Reads strictly. Throws InputError with that file's name where it is no such certificate.
RangeCertificate read_range_certificate(const std::string& text, const std::string& file);

/// Judges it anew, trusting nothing of it but its statement: every part by Krawczyk's test and the formulas in MPFI, and
/// that the parts cover the domain. A part that is open is undecided.
std::vector<Check> check(const RangeCertificate& certificate, const RangeProgress& progress);

}  // namespace featdyn::verify
