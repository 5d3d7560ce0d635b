#include <boost/test/unit_test.hpp>

#include "tests/bytes.hpp"
#include "tests/fuzz/readers.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_FIXTURE_TEST_SUITE(verify_readers, featdyn::testing::TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

std::filesystem::path corpus(const std::string& reader) {
  return std::filesystem::path(FEATDYN_SOURCE) / "tests/fuzz/corpus" / reader;
}

/// The certificate of the corpus with the value of a key replaced.
std::string certificate_with(const std::string& key, const std::string& value) {
  const std::string text = numerics::read_file(corpus("certificate") / "tiny.json");
  const std::size_t start = text.find("\"" + key + "\": ") + key.size() + 4;
  return text.substr(0, start) + value + text.substr(text.find_first_of(",\n", start));
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_file_of_the_corpus_does_more_than_be_refused) {
  for (const FileReader& reader : file_readers) {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(corpus(reader.name))) {
      BOOST_TEST_CONTEXT(entry.path()) reader.read(numerics::read_file(entry.path()));
      ++files;
    }
    BOOST_TEST(files > 0);
  }
}

/// Each of these ended the stack once.
BOOST_AUTO_TEST_CASE(what_is_nested_or_long_beyond_measure_is_refused) {
  const auto settings_from = [](const std::string& text) {
    return refusal([&] { numerics::Document::from_text(text, "t.toml", ""); });
  };
  BOOST_TEST(
      contains(settings_from("b = 1\na" + repeated(".a", 100'000) + " = 1\n"), "t.toml:2: too many dots"));
  BOOST_TEST(
      contains(settings_from("[\"#\"" + repeated(" . a", 100'000) + "]\n"), "t.toml:1: too many dots"));
  BOOST_TEST(contains(settings_from("a = " + repeated("[", 100'000)), "not TOML"));
  BOOST_TEST(settings_from("# " + repeated(".", 1000) + "\na = [" + repeated("0.1, ", 1000) + "]\n") ==
             "nothing was thrown");

  const auto npy_from = [&](const std::string& bytes) {
    numerics::write_file(*this / "x.npy", bytes);
    return refusal([&] { numerics::read_npy(*this / "x.npy"); });
  };
  const auto long_header = [](std::size_t length) {
    std::string text =
        "{'descr': '" + std::string(length, '<') + "', 'fortran_order': False, 'shape': (1,), }";
    std::string bytes("\x93NUMPY\x02\x00", 8);
    for (const int shift : {0, 8, 16, 24}) bytes += static_cast<char>((text.size() >> shift) & 0xFFU);
    return bytes + text;
  };
  BOOST_TEST(contains(npy_from(long_header(900'000)), "its NPY header cannot be read"));
  BOOST_TEST(contains(npy_from(long_header(9'900)), "entries of type '<<<"));

  const auto certificate_from = [](const std::string& key, const std::string& value) {
    return refusal([&] { verify::read_certificate(certificate_with(key, value), "c.json"); });
  };
  const std::string deep = repeated("[", 1'000'000) + repeated("]", 1'000'000);
  BOOST_TEST(contains(certificate_from("width", deep), "width: wrong type, read an array"));
  BOOST_TEST(contains(certificate_from("digits", "1e300"), "digits: wrong type"));
  BOOST_TEST(contains(certificate_from("digits", "10000000000000000000"), "digits: out of range"));
  BOOST_TEST(certificate_from("digits", "41") == "nothing was thrown");
}

BOOST_AUTO_TEST_SUITE_END()
