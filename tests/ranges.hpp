#pragma once

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/refusal.hpp"
#include "verify/ranges/covering.hpp"
#include "verify/ranges/from_theorem.hpp"
#include "verify/ranges/prove_theorem.hpp"
#include "verify/ranges/range_certificate.hpp"

/// Theorems over ranges in short, their proofs and what becomes of changed certificates.
namespace featdyn::testing::ranges {

using namespace verify;

inline ProvedTheorem proved(const std::string& text) {
  return prove_theorem(
      read_theorem({.text = "evidence = 'proved'\n" + text, .file = "test.toml", .folder = {}}), {});
}
inline Verdict verdict_of(const std::string& text) {
  return proved(text).finding.verdict;
}
inline std::string refused(const std::string& text) {
  return refusal([&] { proved(text); });
}

inline const std::string few_widths =
    "\n[over]\n'n SNR^2' = { from = 0.5, to = 1 }\nm = { from = 1e4, to = inf }\nd = '50 m'\nn = '0.03 d'\n";
inline const std::string near_half = "conclude = '|symmetric_ratio / (n SNR^2 / 2) - 1| <= 10 / sqrt m'\n";
inline const std::string twenty = "\n[over]\n'n SNR^2' = { from = 1, to = 20 }\nm = 20\n";

inline const std::string& certificate_of_few_widths() {
  static const std::string text = proved(near_half + few_widths).certificates.front().text;
  return text;
}

inline std::string with(std::string text, const std::string& old, const std::string& fresh) {
  const auto at = text.find(old);
  BOOST_REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), fresh);
}

/// The verdict of the check called `what`; not-applicable where it was left out.
inline Verdict checked(const std::string& text, const std::string& what) {
  for (const Check& item : check(read_range_certificate(text, "c.json"), [](double) {}))
    if (item.what == what) return item.verdict;
  return Verdict::not_applicable;
}
inline bool is_taken(const std::string& text) {
  bool all = true;
  for (const Check& item : check(read_range_certificate(text, "c.json"), [](double) {}))
    all = all && item.verdict == Verdict::holds;
  return all;
}
/// A certificate with its parts changed, and written anew with a sentence that fits them.
template <class Change>
inline std::string rewritten(const std::string& text, Change change) {
  RangeCertificate certificate = read_range_certificate(text, "c.json");
  change(certificate.proof);
  return range_certificate_text(certificate.question, certificate.proof);
}

inline RangeBox square(double low_x, double high_x, double low_y, double high_y) {
  return {{theory::Rational(low_x), theory::Rational(low_y)},
          {theory::Rational(high_x), theory::Rational(high_y)}};
}

}  // namespace featdyn::testing::ranges
