// Certificates by the command line.
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <regex>

#include "numerics/files/npy.hpp"
#include "tests/program.hpp"
#include "tests/refusal.hpp"

using namespace featdyn;
using namespace featdyn::testing;

namespace {

struct CertificateFolder : TemporaryFolder {
  CertificateFolder() {
    numerics::write_file(*this / "s.toml", small_settings);
    BOOST_REQUIRE(
        featdyn::testing::featdyn(*this, "certify s.toml --steps 3 --width 1e-20 --out c.json --quiet")
            .code == 0);
  }
  std::string certificate() const { return numerics::read_file(*this / "c.json"); }
  /// `check` of the certificate with some text replaced.
  Printed check_with(const std::string& before, const std::string& after,
                     const std::string& options = "") const {
    std::string text = certificate();
    const auto at = text.find(before);
    BOOST_REQUIRE(at != text.npos);
    numerics::write_file(*this / "forged.json", text.replace(at, before.size(), after));
    return featdyn::testing::featdyn(*this, "check forged.json " + options);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(program_certificates, CertificateFolder)

BOOST_AUTO_TEST_CASE(a_certificate_is_checked_and_says_what_that_means) {
  const Printed checked = featdyn::testing::featdyn(*this, "check c.json");
  BOOST_TEST(checked.code == 0);
  BOOST_TEST(
      contains(checked.out, "of the numbers that config makes: patches, sample_patches, labels, weights"));
  const auto document = nlohmann::json::parse(certificate());
  BOOST_TEST(document["schema"] == "featdyn-certificate-2");
  const std::string meaning = document["meaning"],
                    help = featdyn::testing::featdyn(*this, "check --help").out;
  const auto words = [](const std::string& text) {
    return std::regex_replace(text, std::regex("\\s+"), " ");
  };
  BOOST_TEST(contains(words(help), words(meaning)));
  BOOST_TEST(contains(meaning, "exit code 0 exactly where"));
}

BOOST_AUTO_TEST_CASE(work_beyond_measure_is_refused_at_once) {
  const auto start = std::chrono::steady_clock::now();
  const auto refused = [&](const Printed& printed, const std::string& message) {
    BOOST_TEST(printed.code == 3);
    BOOST_TEST(contains(printed.err, message), printed.err);
  };
  refused(check_with("\"steps\": 3", "\"steps\": 1000000000000000"), "steps: out of range");
  refused(check_with("\"steps\": 3", "\"steps\": 100000000000"), "too much work");
  refused(check_with("\"lower\": [\n   [\"", "\"lower\": [\n   [\"1e-200000\", \""), "no certificate");
  refused(check_with("\"lower\": [\n   [\"", "\"lower\": [\n   [\"" + std::string(1'000'000, '3')),
          "too long");
  refused(featdyn::testing::featdyn(*this, "certify s.toml --width 1e-20 --steps 1e12 --out x.json"),
          "too much work");
  refused(featdyn::testing::featdyn(*this, "certify s.toml --width 1e-20 --steps 1e15 --out x.json"),
          "steps: out of range");
  refused(
      featdyn::testing::featdyn(
          *this,
          "certify s.toml --width 1e-20 --steps 3 --out x.json --hours 1e-5 --set data.dimension=10000000"),
      "");
  refused(featdyn::testing::featdyn(
              *this, "certify s.toml --width 1e-20 --out x.json --set training.schedule=linear --steps 41"),
          "beyond the schedule");
  BOOST_TEST(!std::filesystem::exists(*this / "x.json"));
  BOOST_TEST(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() < 30);
}

BOOST_AUTO_TEST_CASE(data_from_files_are_stored_and_the_certificate_says_so) {
  const std::vector<double> weights(36, 0.125);
  numerics::write_file(*this / "w.toml",
                       std::string(small_settings)
                           .replace(std::string(small_settings).find("std = 0.1"), 9, "weights = \"w.npy\""));
  numerics::write_npy(*this / "w.npy", {3, 12}, weights.data());
  BOOST_TEST(
      featdyn::testing::featdyn(*this, "certify w.toml --steps 2 --width 1e-9 --out w.json --quiet").code ==
      0);
  std::filesystem::remove(*this / "w.npy");
  const Printed checked = featdyn::testing::featdyn(*this, "check w.json");
  BOOST_TEST(checked.code == 0, checked.err);
  BOOST_TEST(contains(
      checked.out, "of these stored numbers only: weights (config makes patches, sample_patches, labels)"));
}

BOOST_AUTO_TEST_SUITE_END()
