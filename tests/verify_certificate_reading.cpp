// Certificates are read strictly.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/certificates.hpp"
#include "tests/refusal.hpp"
#include "verify/certificate/exact_float.hpp"
#include "verify/certificate/strict_json.hpp"

BOOST_AUTO_TEST_SUITE(verify_certificate_reading)

using namespace featdyn;
using testing::contains, testing::refusal;
using verify::StrictField;
using Kind = StrictField::Kind;

namespace {

const std::string& honest() {
  static const std::string text = testing::certificate_text(testing::problem(), 2, "1e-5");
  return text;
}

/// The honest certificate with some text replaced once.
std::string with(const std::string& before, const std::string& after) {
  std::string text = honest();
  const auto at = text.find(before);
  BOOST_REQUIRE(at != text.npos);
  return text.replace(at, before.size(), after);
}

std::string refused(const std::string& text) {
  return refusal([&] { verify::read_certificate(text, "c.json"); });
}

/// The first hexadecimal float of the honest certificate that is not 0.
std::string first_float() {
  const auto at = honest().find("\"weights\": [\n   [\"") + 18;
  return honest().substr(at, honest().find('"', at) - at);
}

std::string first_bound() {
  const auto at = honest().find("\"lower\": [\n   [\"") + 16;
  return honest().substr(at, honest().find('"', at) - at);
}

const std::vector<StrictField> fields{{.path = "a", .kind = Kind::integer},
                                      {.path = "b", .kind = Kind::text, .depth = 1, .required = false},
                                      {.path = "c", .kind = Kind::object, .required = false},
                                      {.path = "c.d", .kind = Kind::number, .most = 5},
                                      {.path = "e", .kind = Kind::integer, .depth = 2, .required = false},
                                      {.path = "f", .kind = Kind::objects, .required = false},
                                      {.path = "f.g", .kind = Kind::text}};

struct Sample {
  std::string text;
  const char* message;
};
std::ostream& operator<<(std::ostream& out, const Sample& sample) {
  return out << sample.text;
}

const Sample strict[]{
    {R"({"a": 1})", ""},
    {R"({"a": 1, "b": ["x", "y"], "c": {"d": 1e-3}, "e": [[1, 2], []], "f": [{"g": "h"}]})", ""},
    {R"({"a": 1, "b": []})", ""},
    {R"({})", "no key a"},
    {R"([])", "not a JSON object"},
    {R"(1)", "not a JSON object"},
    {R"({"a": 1, "a": 1})", "key a twice"},
    {R"({"a": 1, "\u0061": 1})", "key a twice"},
    {R"({"a": 1, "x": 1})", "unknown key x"},
    {R"({"a": 1, "c.d": 1})", "unknown key c.d"},
    {R"({"a": 1, "c": {"d": 1, "d": 2}})", "key c.d twice"},
    {R"({"a": 1, "c": {"d": 1, "e": 2}})", "unknown key c.e"},
    {R"({"a": 1, "c": {}})", "no key c.d"},
    {R"({"a": 1, "c": {"d": 0.10000}})", "c.d: too long, read 7 characters, allowed: at most 5"},
    {R"({"a": 1, "c": []})", "c: wrong type, read an array"},
    {R"({"a": 1, "c": 3})", "c: wrong type, read an integer"},
    {R"({"a": "1"})", "a: wrong type, read a string"},
    {R"({"a": 1.0})", "a: wrong type, read a number with a point"},
    {R"({"a": 1e0})", "a: wrong type, read a number with a point"},
    {R"({"a": true})", "a: wrong type, read true or false"},
    {R"({"a": null})", "a: wrong type, read null"},
    {R"({"a": [1]})", "a: wrong type, read an array"},
    {R"({"a": {"b": 1}})", "a: wrong type, read an object"},
    {R"({"a": 9223372036854775808})", "a: out of range"},
    {R"({"a": 1, "b": "x"})", "b: wrong type, read a string"},
    {R"({"a": 1, "b": [["x"]]})", "b: wrong type, read an array"},
    {R"({"a": 1, "b": {"0": "x"}})", "b: wrong type, read an object"},
    {R"({"a": 1, "e": [1]})", "e: wrong type, read an integer"},
    {R"({"a": 1, "e": [[[1]]]})", "e: wrong type, read an array"},
    {R"({"a": 1, "f": {"g": "h"}})", "f: wrong type, read an object"},
    {R"({"a": 1, "f": ["g"]})", "f: wrong type, read a string"},
    {R"({"a": 1, "f": [{"g": "h"}, {}]})", "no key f.g"},
    {R"({"a": 1, "f": [{"g": "h", "g": "h"}]})", "key f.g twice"},
    {R"({"a": 1} )"
     "x",
     "not JSON"},
    {R"({"a": 1,})", "not JSON"},
    {std::string("{\"a\": 1}\0", 9), "not JSON"},
    {std::string("{\"a\": 1}\0 {\"b\": 2}", 18), "not JSON"},
    {std::string("{\"a\": 1, \0 \"b\": []}", 19), "not JSON"},
    {R"({"a": 01})", "not JSON"},
    {R"({"a": +1})", "not JSON"},
    {R"({"a": 0x1})", "not JSON"},
    {R"({"a": 1_0})", "not JSON"},
    {R"({"a": NaN})", "not JSON"},
    {R"({"a": 1 /* */})", "not JSON"},
    {"{\"a\": 1, \"b\": [\"\xFF\"]}", "not JSON"},
    {"", "not JSON"}};

}  // namespace

BOOST_DATA_TEST_CASE(json_is_held_against_its_fields, boost::unit_test::data::make(strict)) {
  const std::string message = refusal([&] { verify::read_strict_json(sample.text, fields); });
  if (*sample.message == '\0')
    BOOST_TEST(message == "nothing was thrown");
  else
    BOOST_TEST(contains(message, sample.message), message);
}

BOOST_AUTO_TEST_CASE(values_are_found_by_path_in_order) {
  const auto found = verify::read_strict_json(
      R"({"e": [[1, 2], [], [3]], "c": {"d": 1.50}, "a": -7, "f": [{"g": "x"}, {"g": "y"}]})", fields);
  BOOST_TEST((found.at("e").integers == std::vector<long>{1, 2, 3}));
  BOOST_TEST((found.at("e").row_lengths == std::vector<std::size_t>{2, 0, 1}));
  BOOST_TEST(found.at("c.d").texts[0] == "1.50");
  BOOST_TEST(found.at("a").integers[0] == -7);
  BOOST_TEST((found.at("f.g").texts == std::vector<std::string>{"x", "y"}));
  BOOST_TEST(!found.contains("b"));
}

BOOST_AUTO_TEST_CASE(hexadecimal_floats_are_doubles_exactly) {
  for (const double x :
       {0.0, -0.0, 1.0, -1.5, 0.1, 1e300, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308}) {
    BOOST_TEST(verify::exact_float(verify::exact_text(x)) == x);
    BOOST_TEST(std::signbit(verify::exact_float(verify::exact_text(x))) == std::signbit(x));
  }
  BOOST_TEST(verify::exact_float("0x1.80p1") == 3.0);
  BOOST_TEST(verify::exact_float("0x1p+0001") == 2.0);
  for (const char* text : {"",
                           "1.5",
                           "0x",
                           "0x1",
                           "0x1p",
                           "0x1.p0",
                           "0x.1p0",
                           "0x2p0",
                           "0x1.8P0",
                           "0X1p0",
                           "0x1.8Ap0",
                           "+0x1p0",
                           " 0x1p0",
                           "0x1p0 ",
                           "0x1.00000000000001p0",
                           "0x1.fffffffffffff8p0",
                           "0x1p1024",
                           "0x1p-1075",
                           "0x1.8p-1074",
                           "0x1p99999",
                           "0x1p+-1",
                           "0x1p--1",
                           "inf",
                           "nan",
                           "0x1_0p0",
                           "--0x1p0",
                           "0x1.8p0x1"})
    BOOST_TEST(contains(refusal([&] { verify::exact_float(text); }), "not an exact float"), text);
}

BOOST_AUTO_TEST_CASE(a_certificate_written_anew_by_a_json_tool_is_the_same) {
  BOOST_TEST((testing::end_of(honest()) == testing::End::holds));
  BOOST_TEST((testing::end_of(nlohmann::json::parse(honest()).dump()) == testing::End::holds));
  BOOST_TEST((testing::end_of(with("\"width\": 1e-05", "\"width\": 0.00001")) == testing::End::holds));
  BOOST_TEST((testing::end_of("\xEF\xBB\xBF" + honest()) == testing::End::holds));
}

/// Each of these passed once.
BOOST_AUTO_TEST_CASE(what_no_certificate_says_is_refused) {
  BOOST_TEST(
      contains(refused(with(first_bound(), "1_" + first_bound())), "final.lower: no decimal as certify"));
  BOOST_TEST(contains(refused(with("\"steps\": 2", "\"steps\": 3, \"steps\": 2")), "key steps twice"));
  BOOST_TEST(contains(refused(with("\"labels\":", "\"colour\": 1, \"labels\":")), "unknown key data.colour"));
  BOOST_TEST(contains(refused(with("\"lower\":", "\"middle\": 1, \"lower\":")), "unknown key final.middle"));
  BOOST_TEST(contains(refused(with("[1, -1, 1, -1]", R"({"0": 1, "1": -1, "2": 1, "3": -1})")),
                      "data.labels: wrong type, read an object"));
  std::string longer = first_float();
  longer.insert(longer.find('p'), "4");
  BOOST_TEST(contains(refused(with(first_float(), longer)), "data.weights: not an exact float"));
  BOOST_TEST(contains(refused(with("\"steps\": 2", "\"steps\": 1000000000000000")), "steps: out of range"));
  BOOST_TEST(contains(refused(with("\"steps\": 2", "\"steps\": -1")), "steps: out of range"));
  BOOST_TEST(contains(refused(with(first_bound(), "1e-200000")), "final.lower: no decimal as certify"));
  BOOST_TEST(
      contains(refused(with(first_bound(), std::string(1'000'000, '7') + "e0")), "final.lower: too long"));
  BOOST_TEST(contains(refused(with("0.01", "0.0" + std::string(1'000'000, '1'))), "config: too long"));
  BOOST_TEST(contains(
      refused(with("learning_rate = 0.01", "learning_rate = 0.0" + std::string(900'000, '1'))), "not TOML"));
  BOOST_TEST(contains(refused(with("-certificate-2", "-certificate-1")), "of schema featdyn-certificate-1"));
}

BOOST_AUTO_TEST_CASE(settings_are_read_in_one_form_only) {
  const auto from = [](const std::string& before, const std::string& after) {
    return refused(with(before, after));
  };
  const std::string form = "config: not as certify writes it";
  BOOST_TEST(contains(from("width = 3", "width = 3 # neurons"), form));
  BOOST_TEST(contains(from("width = 3", "width = 0x3"), form));
  BOOST_TEST(contains(from("width = 3", "width = 3e0"), form));
  BOOST_TEST(contains(from("[network]\\n", "[network]\\n\\n"), form));
  BOOST_TEST(contains(from("[training]", "[sweep]\\nseeds = 3\\n[training]"), form));
  BOOST_TEST(contains(from("width = 3", "width = 3\\nwidth = 3"), "not TOML"));
  BOOST_TEST(contains(from("width = 3", "width = 3\\ncolour = 3"), "unknown key network.colour"));
}

BOOST_AUTO_TEST_CASE(shapes_are_those_of_data_and_settings) {
  auto document = nlohmann::json::parse(honest());
  const auto refused_with = [&](const char* pointer, const nlohmann::json& value) {
    auto copy = document;
    copy[nlohmann::json::json_pointer(pointer)] = value;
    return refused(copy.dump());
  };
  BOOST_TEST(contains(refused_with("/final/lower", nlohmann::json::array()), "final.lower: empty"));
  BOOST_TEST(contains(refused_with("/final/lower/0", {"0"}), "final.lower: rows of unequal length"));
  BOOST_TEST(contains(refused_with("/final/upper", {{"0"}}), "final.upper: not neurons x patches"));
  BOOST_TEST(contains(refused_with("/data/weights", {{"0x1p+0"}}), "data.weights: not neurons x dimension"));
  BOOST_TEST(contains(refused_with("/data/sample_patches/0/0", 99), "a patch that is not there, read 99"));
  BOOST_TEST(contains(refused_with("/data/labels", {1}), "not one for each sample"));
  BOOST_TEST(contains(refused_with("/data/second_layer", {{"0x1p+0"}}), "there exactly where config names"));
  BOOST_TEST(contains(refused_with("/data/batches", {{0}}), "there exactly where config has"));
}

BOOST_AUTO_TEST_CASE(steps_end_with_the_schedule_of_the_learning_rate) {
  const auto settings = testing::settings({"training.schedule=linear"});
  verify::require_steps(settings, 40, {"--steps", 1});
  BOOST_TEST(refusal([&] {
               verify::require_steps(settings, 41, {"--steps", 1});
             }) ==
             "--steps:1: steps: beyond the schedule of the learning rate, read 41, allowed: at most "
             "training.steps = 40");
  std::string text = testing::certificate_text(
      testing::problem({"training.schedule=linear", "training.steps=2"}), 2, "1e-5");
  text.replace(text.find("\"steps\": 2"), 10, "\"steps\": 3");
  BOOST_TEST(contains(refused(text), "beyond the schedule of the learning rate"));
}

BOOST_AUTO_TEST_SUITE_END()
