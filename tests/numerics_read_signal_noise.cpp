#include <boost/test/unit_test.hpp>

#include "numerics/files/npy.hpp"
#include "numerics/settings/settings.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_read_signal_noise)

using namespace featdyn;
using testing::contains;
using testing::refusal, testing::settings_with_signals;

namespace {

std::string message(const std::string& lines, const testing::Overrides& overrides = {}) {
  return refusal([&] { settings_with_signals(lines, overrides); });
}

const std::string norm = "signal_norm = 5\n";

}  // namespace

BOOST_AUTO_TEST_CASE(signals_are_given_once_one_a_class) {
  BOOST_TEST(
      message("signal_norm = 5\nsignal_norms = [5, 10]") ==
      "f.toml:6: data.signal_norms: given beside data.signal_norm, read [5, 10], allowed: one of the two");
  BOOST_TEST(contains(message("signal_norms = [5, 10]\nsignal_gram = [[1]]"),
                      "f.toml:6: data.signal_gram: given beside data.signal_norms"));
  BOOST_TEST(
      message("signal_norms = [5, 10, 1]\nclasses = 2") ==
      "f.toml:5: data.signal_norms: wrong number of signals, read [5, 10, 1], allowed: 2, one a class");
  BOOST_TEST(contains(message("signal_norms = [5]"), "read [5], allowed: 2 to 1000, one a class"));
  BOOST_TEST(contains(message("signal_norms = 5"), "wrong type, read 5, allowed: an array of norms > 0"));
  BOOST_TEST(contains(message("signal_norms = [5, 0]"),
                      "out of range, read [5, 0], allowed: a finite real number > 0"));
  BOOST_TEST(contains(message("classes = 1\n" + norm),
                      "data.classes: out of range, read 1, allowed: an integer from 2"));
  BOOST_TEST(contains(message("classes = 2"), "f.toml:1: missing required key data.signal_norm"));
  BOOST_TEST(
      std::get<numerics::SignalNoiseSettings>(settings_with_signals("signal_norms = [1, 2, 3, 4]").data)
          .classes == 4);
}

BOOST_AUTO_TEST_CASE(a_gram_matrix_is_square_symmetric_and_positive_semidefinite) {
  const auto gram = [](const std::string& rows) { return message("signal_gram = " + rows); };
  BOOST_TEST(
      gram("[[25, 26], [26, 25]]") ==
      "f.toml:5: data.signal_gram: not positive semidefinite, read [[25, 26], [26, 25]], allowed: a Gram "
      "matrix, e.g. [[25, 10], [10, 25]]");
  BOOST_TEST(contains(gram("[[25, 10], [11, 25]]"), "not symmetric"));
  BOOST_TEST(contains(gram("[[25, 10], [10]]"), "not square"));
  BOOST_TEST(contains(gram("[[25, 0], [0, 0]]"), "a signal is 0"));
  BOOST_TEST(contains(gram("[25, 10]"), "wrong type"));
  BOOST_TEST(contains(gram("[[25, \"a\"], [10, 25]]"), "wrong type"));
  BOOST_TEST(contains(gram("[[25, nan], [nan, 25]]"), "out of range"));
}

BOOST_AUTO_TEST_CASE(shares_are_one_a_class_sum_to_one_and_divide_the_samples) {
  BOOST_TEST(
      message(norm + "class_balance = 0.3") ==
      "f.toml:6: data.class_balance: no whole numbers of 4 samples, read 0.3, allowed: shares that are, or "
      "data.labels = \"random\"");
  BOOST_TEST(message(norm + "class_balance = 0.3\nlabels = \"random\"") == "nothing was thrown");
  BOOST_TEST(message(norm + "class_balance = [0.25, 0.75]") == "nothing was thrown");
  BOOST_TEST(contains(message(norm + "class_balance = [0.25, 0.5]"), "the shares do not sum to 1"));
  BOOST_TEST(contains(message(norm + "class_balance = [0.25, 0.25, 0.5]"), "wrong number of shares"));
  BOOST_TEST(contains(message(norm + "class_balance = [1]"), "allowed: a real number between 0 and 1"));
  BOOST_TEST(contains(message(norm + "class_balance = 1"), "allowed: a real number between 0 and 1"));
  BOOST_TEST(contains(message(norm + "class_balance = 0.5\nclasses = 3"),
                      "allowed: an array of shares, one a class"));
  BOOST_TEST(
      contains(message(norm + "classes = 3"),
               "f.toml:4: data.samples: no multiple of the number of classes while labels are balanced, "
               "read 4, allowed: a multiple of 3"));
}

BOOST_AUTO_TEST_CASE(a_spectrum_is_blocks_or_an_exponent) {
  const auto spectrum = [](const std::string& value) { return message(norm + "noise_spectrum = " + value); };
  BOOST_TEST(
      spectrum("[[0.5, 2], [0.4, 1]]") ==
      "f.toml:6: data.noise_spectrum: the fractions do not sum to 1, read [[0.5, 2], [0.4, 1]], allowed: "
      "fractions that do");
  BOOST_TEST(contains(spectrum("[[0.99, 2], [0.01, 1]]"),
                      "a block without a coordinate, read [[0.99, 2], [0.01, 1]], allowed: fractions of 10 "
                      "coordinates that are at least one"));
  BOOST_TEST(contains(spectrum("[[1, 0]]"), "there is no noise"));
  BOOST_TEST(contains(spectrum("[[1, 0, 3]]"), "not a block"));
  BOOST_TEST(contains(spectrum("[[1, -1]]"), "out of range"));
  BOOST_TEST(
      contains(spectrum("\"white\""), "wrong type, read \"white\", allowed: blocks [[fraction, std], ...]"));
  BOOST_TEST(contains(spectrum("-1"), "out of range"));
  BOOST_TEST(spectrum("1.5") == "nothing was thrown");
}

BOOST_AUTO_TEST_CASE(noise_needs_an_axis_off_the_signals) {
  BOOST_TEST(message(norm + "classes = 12", {"data.samples=12"}) ==
             "f.toml:3: data.dimension: no room for noise off the signals, read 12, allowed: at least 13");
  BOOST_TEST(message("signal_gram = [[1, 1], [1, 1]]", {"data.dimension=3"}) == "nothing was thrown");
}

BOOST_AUTO_TEST_CASE(the_classifier_refuses_more_than_two_classes) {
  const testing::Overrides classifier{"network.objective=classification", "data.samples=6"};
  BOOST_TEST(
      message(norm + "classes = 3", classifier) ==
      "f.toml:6: data.classes: a loss of margins tells two classes apart, read 3, allowed: 2 classes, or "
      "network.loss = \"cross-entropy\"");
  BOOST_TEST(contains(message("signal_norms = [1, 2, 3]", classifier),
                      "f.toml:5: data.signal_norms: a loss of margins"));
  BOOST_TEST(message("signal_norms = [1, 2]", classifier) == "nothing was thrown");
}

BOOST_AUTO_TEST_CASE(label_noise_is_a_probability_of_two_labels) {
  BOOST_TEST(message(norm + "label_noise = 1.1") ==
             "f.toml:6: data.label_noise: out of range, read 1.1, allowed: a real number from 0 to 1");
  BOOST_TEST(
      message(norm + "classes = 4\nlabel_noise = 0.1") ==
      "f.toml:7: data.label_noise: only one of two labels can be flipped, read 0.1, allowed: 0, or data of "
      "two classes");
  BOOST_TEST(message(norm + "classes = 4\nlabel_noise = 0") == "nothing was thrown");
  const testing::TemporaryFolder folder;
  numerics::write_npy(folder / "x.npy", {1, 1, 1}, std::vector<double>{1}.data());
  const std::string text =
      "[data]\nmodel = \"file\"\npatches = \"x.npy\"\nlabel_noise = 0.1\n" +
      std::string(testing::small_settings).substr(std::string(testing::small_settings).find("[network]"));
  BOOST_TEST(contains(
      refusal([&] { numerics::read_settings(numerics::Document::from_text(text, "f.toml", folder.path())); }),
      "f.toml:4: data.label_noise: there are no labels to flip"));
}

BOOST_AUTO_TEST_CASE(the_settings_used_repeat_the_data) {
  for (const char* lines :
       {"signal_norms = [5, 10]\nlabel_noise = 0.25", "signal_gram = [[2, 1], [1, 2]]\nclass_balance = 0.25",
        "signal_norm = 2\nclasses = 4\nsignal_patches = 2\nnoise_patches = 3\nnoise_spectrum = 0.5",
        "signal_norms = [1, 2, 3]\nclass_balance = [0.5, 0.25, 0.25]\nnoise_spectrum = [[0.2, 2], [0.8, "
        "0.5]]"}) {
    const auto settings = settings_with_signals(lines);
    const std::string text = numerics::settings_toml(settings);
    const auto again = numerics::read_settings(numerics::Document::from_text(text, "again.toml", ""));
    BOOST_TEST(numerics::settings_toml(again) == text);
    const auto one = numerics::make_dataset(settings), two = numerics::make_dataset(again);
    BOOST_TEST((one.patches.array() == two.patches.array()).all());
    BOOST_TEST((one.labels == two.labels));
  }
}

BOOST_AUTO_TEST_SUITE_END()
