#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <chrono>

#include "numerics/files/atomic_file.hpp"
#include "numerics/settings/settings.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_settings)

using namespace featdyn;
using numerics::Document;
using testing::contains;
using testing::refusal;

namespace {

/// What reading a text says, with `from` replaced by `to` in the small settings.
std::string message(const std::string& from, const std::string& to) {
  std::string text = testing::small_settings;
  const auto at = text.find(from);
  BOOST_REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  return refusal([&] { numerics::read_settings(Document::from_text(text, "f.toml", "")); });
}

std::string override_message(const testing::Overrides& overrides) {
  return refusal([&] { testing::settings(overrides); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(absent_keys_have_the_contracts_defaults) {
  const auto settings = testing::settings();
  const auto& data = std::get<numerics::TwoPatchSettings>(settings.data);
  BOOST_TEST(data.noise_std.value == 1);
  BOOST_TEST(!data.random_labels);
  BOOST_TEST(settings.data_seed == 1U);
  BOOST_TEST(settings.init.seed == 2U);
  BOOST_TEST((settings.diffusion.target == theory::Target::noise));
  BOOST_TEST(settings.diffusion.noise_draws == 2000);
}

BOOST_AUTO_TEST_CASE(record_every_defaults_to_a_four_hundredth_of_the_steps_but_at_least_one) {
  const auto every = [](const std::string& steps) {
    std::string text = testing::small_settings;
    text.erase(text.find("record_every"));
    auto document = Document::from_text(text, "f", "");
    document.set("training.steps=" + steps);
    return *numerics::read_settings(std::move(document)).training.record_every;
  };
  BOOST_TEST(every("40") == 1);
  BOOST_TEST(every("4000") == 10);
  BOOST_TEST(every("0") == 1);
}

BOOST_AUTO_TEST_CASE(decimals_are_exact_rationals_and_keep_their_text) {
  const auto settings =
      testing::settings({"training.learning_rate=0.010", "network.activation=[0, 1e-3, 1]"});
  BOOST_TEST(settings.training.learning_rate.value == theory::Rational(1, 100));
  BOOST_TEST(settings.training.learning_rate.text == "0.010");
  BOOST_TEST(settings.activation[1].value == theory::Rational(1, 1000));
}

BOOST_AUTO_TEST_CASE(the_file_and_line_of_a_mistake_are_named_with_what_was_read_and_what_is_allowed) {
  BOOST_TEST(message("width = 3", "width = 0") ==
             "f.toml:8: network.width: out of range, read 0, allowed: an integer from 1 to 1000000000000");
  BOOST_TEST(
      message("width = 3", "width = \"three\"") ==
      "f.toml:8: network.width: wrong type, read \"three\", allowed: an integer from 1 to 1000000000000");
  BOOST_TEST(message("width = 3", "widht = 3") ==
             "f.toml:8: unknown key network.widht, read 3, did you mean network.width? allowed: "
             "network.objective, network.width, network.activation, network.quadrature_nodes, "
             "network.layers, network.bias, network.second_layer, network.code_noise, network.code_penalty, "
             "network.loss, network.noised_inputs, network.over_patches, network.over_neurons, "
             "network.sharpness");
  BOOST_TEST(message("width = 3\n", "") ==
             "f.toml:6: missing required key network.width, read nothing, allowed: for example 20");
  BOOST_TEST(message("learning_rate = 0.01", "learning_rate = nan") ==
             "f.toml:15: training.learning_rate: out of range, read nan, allowed: a finite real number > 0");
  BOOST_TEST(message("learning_rate = 0.01", "learning_rate = -inf") ==
             "f.toml:15: training.learning_rate: out of range, read -inf, allowed: a finite real number > 0");
  BOOST_TEST(message("learning_rate = 0.01", "learning_rate = 1e200") ==
             "f.toml:15: training.learning_rate: out of range, read 1e200, allowed: a size from 1e-150 "
             "to 1e150");
  BOOST_TEST(message("samples = 4", "samples = 5") ==
             "f.toml:4: data.samples: odd while labels are balanced, read 5, allowed: an even number, or "
             "data.labels "
             "= \"random\"");
  BOOST_TEST(
      message("time = 0.2", "time = 0.2\nalpha = 1\nbeta = 1") ==
      "f.toml:11: diffusion.time: given beside diffusion.alpha or beta, read 0.2, allowed: a time, or alpha "
      "and beta");
  BOOST_TEST(
      message("[0, 0, 1]", "[0, 0.0]") ==
      "f.toml:9: network.activation: the activation is 0, read [0, 0.0], allowed: at least one nonzero "
      "coefficient");
}

BOOST_AUTO_TEST_CASE(each_range_ends_where_its_message_says) {
  BOOST_TEST(
      contains(override_message({"training.learning_rate=0"}), "read 0, allowed: a finite real number > 0"));
  BOOST_TEST(contains(override_message({"init.std=-0.1"}), "read -0.1, allowed: a finite real number >= 0"));
  BOOST_TEST(testing::settings({"init.std=0"}).init.std->value == 0);
  BOOST_TEST(contains(override_message({"data.dimension=2"}),
                      "no room for noise off the signals, read 2, allowed: at least 3"));
  BOOST_TEST(contains(override_message({"training.steps=-1"}), "read -1, allowed: an integer from 0 to"));
  BOOST_TEST(contains(override_message({"training.steps=1.5e0"}), "wrong type, read 1.5e0"));
  BOOST_TEST(contains(override_message({"training.steps=4000.0"}), "wrong type, read 4000.0"));
  BOOST_TEST(contains(override_message({"training.steps=1e300"}), "wrong type, read 1e300"));
  BOOST_TEST(contains(override_message({"network.activation=[]"}), "allowed: a nonempty array of numbers"));
  BOOST_TEST(contains(override_message({"network.activation=[0, true]"}), "wrong type"));
}

/// Windows editors begin a file with it: line 1 was cut there, or not seen at all.
BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_no_part_of_line_1) {
  const std::string mark = "\xEF\xBB\xBF";
  for (const char* line :
       {"data.seed = 12345678", "data.noise_std = 1.25", "data.label_noise = 0.125  # one in eight"}) {
    const auto document = Document::from_text(mark + line, "f.toml", ""),
               plain = Document::from_text(line, "f.toml", "");
    BOOST_TEST(document.entries().size() == 1U);
    BOOST_TEST(document.entries().begin()->second.text == plain.entries().begin()->second.text);
  }
  BOOST_TEST(Document::from_text(mark + "network.noised_inputs = true", "f.toml", "")
                 .find("network.noised_inputs")
                 ->text == "true");
  BOOST_TEST(Document::from_text(mark + mark + "network.noised_inputs = true", "f.toml", "")
                 .find("network.noised_inputs")
                 ->text == "true");
  BOOST_TEST(numerics::settings_toml(numerics::read_settings(
                 Document::from_text(mark + mark + mark + testing::small_settings, "f.toml", ""))) ==
             numerics::settings_toml(testing::settings()));
  BOOST_TEST(numerics::settings_toml(numerics::read_settings(
                 Document::from_text(mark + testing::small_settings, "f.toml", ""))) ==
             numerics::settings_toml(testing::settings()));
}

BOOST_AUTO_TEST_CASE(numbers_are_found_by_line_and_column_whatever_stands_before_them) {
  for (const std::string& before :
       {std::string(), std::string("'é' = 'ü'\n"), std::string("\t\t"), std::string("a = 'ñ\U0001F600'\r\n"),
        std::string("b = \"\"\"\nä\n\"\"\"\n"), std::string("# \xEF\xBB\xBF\n")})
    for (const char* value : {"0.125", "1_000.5", "-1.25e-3", "+3e2"})
      for (const char* form : {"x = {}  # ö", "x = [ 'é', {} ]", "'î' = 1.5\nx = [1.5, [\n'ü', {} ]]"}) {
        const std::string text = before + fmt::format(fmt::runtime(form), value);
        const auto document = Document::from_text(text, "f.toml", "");
        const numerics::Entry* entry = document.find("x");
        BOOST_TEST_REQUIRE(entry, text);
        while (!entry->items.empty()) entry = &entry->items.back();
        BOOST_TEST(entry->text == value, text);
      }
}

/// A line is gone through once, and not once for each of its values; and a message stays a line.
BOOST_AUTO_TEST_CASE(an_array_of_many_values_is_read_at_once) {
  const auto start = std::chrono::steady_clock::now();
  std::string times = "[0.125";
  for (int i = 0; i < 100'000; ++i) times += ", 0.125";
  const std::string message = override_message({"diffusion.times=" + times + "]"});
  BOOST_TEST(message.size() < 1500U);
  BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::seconds(30)));
}

BOOST_AUTO_TEST_CASE(integers_of_the_command_line_are_decimal) {
  BOOST_TEST(testing::settings({"training.steps=1e3"}).training.steps == 1000);
  BOOST_TEST(testing::settings({"training.steps=1.5e3"}).training.steps == 1500);
  BOOST_TEST(testing::settings({"training.steps=020"}).training.steps == 20);
  BOOST_TEST(testing::settings({"data.seed=010"}).data_seed == 10U);
  BOOST_TEST(testing::settings({"data.seed=00"}).data_seed == 0U);
  BOOST_TEST(testing::settings({"network.width=0010"}).width == 10);
  BOOST_TEST(testing::settings({"training.learning_rate=00.5"}).training.learning_rate.text == "0.5");
  BOOST_TEST(testing::settings({"network.activation=[01, -02.5, 1e02]"}).activation[1].text == "-2.5");
  BOOST_TEST(testing::settings({"sweep.seeds=010"}).document.find("sweep.seeds")->text == "10");
  auto document = Document::from_text("", "f", "");
  document.set("a=[\"01\", 02, '03']");
  BOOST_TEST(numerics::shown(*document.find("a")) == "[\"01\", 2, \"03\"]");
  document.set("a=00x.npy");
  BOOST_TEST(document.find("a")->text == "00x.npy");
  document.set("a=0x10");
  BOOST_TEST(document.find("a")->text == "16");
}

BOOST_AUTO_TEST_CASE(a_setting_is_given_once) {
  const std::string twice = std::string("\"data.seed\" = 7\n") + testing::small_settings;
  const auto read = [](std::string text) {
    return refusal([&] { Document::from_text(text, "f.toml", ""); });
  };
  std::string text = twice;
  text.insert(text.find("dimension"), "seed = 3\n");
  BOOST_TEST(read(text) == "f.toml:4: data.seed: given twice, read 3 here and 7 in line 1, allowed: once");
  BOOST_TEST(read(twice) == "nothing was thrown");
  BOOST_TEST(contains(read("[sweep]\n\"data.seed\" = [1]\n[sweep.data]\nseed = [2]\n"),
                      "sweep.data.seed: given twice"));
}

BOOST_AUTO_TEST_CASE(names_outside_the_contract_are_refused) {
  BOOST_TEST(message("\"two-patch\"", "\"three-patch\"") ==
             "f.toml:2: data.model: unknown name, read \"three-patch\", allowed: \"two-patch\", \"file\", "
             "\"noisy-mnist\", \"spectrum\"");
  BOOST_TEST(
      message("\"diffusion\"", "\"both\"") ==
      "f.toml:7: network.objective: unknown name, read \"both\", allowed: \"diffusion\", \"classification\"");
  BOOST_TEST(
      message("record_every = 10", "record_every = \"lin\"") ==
      "f.toml:17: training.record_every: unknown name, read \"lin\", allowed: an integer >= 1, or \"log\"");
  BOOST_TEST(contains(message("[init]", "[innit]"), "f.toml:13: unknown key innit.std"));
  BOOST_TEST(contains(message("time = 0.2", "time = 0.2\ntarget = \"score\""),
                      "f.toml:12: diffusion.target: unknown"));
}

BOOST_AUTO_TEST_CASE(a_flow_needs_a_time_between_0_and_1) {
  BOOST_TEST(contains(override_message({"diffusion.target=flow", "diffusion.time=1"}),
                      "diffusion.time: out of range, read 1, allowed: a real number between 0 and 1"));
  const auto settings = testing::settings({"diffusion.target=flow", "diffusion.time=0.25"});
  const auto [alpha, beta] = numerics::signal_and_noise_level<double>(settings.diffusion);
  BOOST_TEST(alpha == 0.75);
  BOOST_TEST(beta == 0.25);
}

BOOST_AUTO_TEST_CASE(alpha_and_beta_are_those_of_the_time_and_their_squares_sum_to_one) {
  const auto [alpha, beta] = numerics::signal_and_noise_level<double>(testing::settings().diffusion);
  BOOST_TEST(alpha == std::exp(-0.2));
  BOOST_TEST(std::abs(alpha * alpha + beta * beta - 1) <= 3e-16);
}

BOOST_AUTO_TEST_CASE(alpha_without_beta_is_refused) {
  BOOST_TEST(contains(message("time = 0.2", "alpha = 0.8"), "missing required key diffusion.beta"));
  BOOST_TEST(contains(message("time = 0.2", "beta = 0.8"), "missing required key diffusion.alpha"));
  BOOST_TEST(contains(message("time = 0.2\n", ""), "missing required key diffusion.time"));
}

BOOST_AUTO_TEST_CASE(what_is_not_toml_is_refused_at_its_line) {
  BOOST_TEST(contains(message("width = 3", "width = = 3"), "f.toml:8: not TOML: "));
  BOOST_TEST(contains(message("width = 3", "width = 3\nwidth = 3"), "f.toml:9: not TOML: "));
  BOOST_TEST(contains(message("width = 3", "width = = 3"), ", read 'width = = 3', allowed: "));
  BOOST_TEST(
      contains(refusal([] { Document::from_file("/nonexistent.toml"); }),
               "/nonexistent.toml:1: cannot be read, read no such file, allowed: a TOML settings file"));
}

BOOST_AUTO_TEST_CASE(overrides_replace_entries_and_name_themselves_in_messages) {
  BOOST_TEST(testing::settings({"network.width=7"}).width == 7);
  BOOST_TEST(testing::settings({"data.labels=random", "data.samples=5"}).document.find("data.labels")->text ==
             "random");
  BOOST_TEST(contains(override_message({"network.width=0"}),
                      "--set network.width=0:1: network.width: out of range"));
  BOOST_TEST(contains(override_message({"network.width"}),
                      "not an override, read no value, allowed: --set key.path=value"));
  BOOST_TEST(contains(override_message({"network.width="}), "not an override, read no value"));
  BOOST_TEST(contains(override_message({"network.width=1\nb=2"}), "not one value"));
  BOOST_TEST(contains(override_message({"network.depth=2"}), "unknown key network.depth"));
}

BOOST_AUTO_TEST_CASE(sweeps_and_claims_are_checked_though_unused) {
  BOOST_TEST(contains(override_message({"sweep.data.sigma=[1]"}), "unknown key data.sigma to sweep"));
  BOOST_TEST(contains(override_message({"sweep.data.signal_norm=1"}), "allowed: a nonempty array of values"));
  BOOST_TEST(contains(override_message({"sweep.seeds=0"}), "allowed: an integer >= 1"));
  BOOST_TEST(contains(override_message({"claims.theorem-9.constant=3"}), "unknown claim 'theorem-9'"));
  BOOST_TEST(contains(override_message({"claims.times.constant=big"}), "allowed: a number > 0"));
  BOOST_TEST(testing::settings(
                 {"sweep.data.signal_norm=[1, 2]", "sweep.seeds=2", "claims.theorem-3.1.ratio.constant=0.5"})
                 .width == 3);
}

BOOST_AUTO_TEST_CASE(paths_are_relative_to_the_files_folder) {
  const testing::TemporaryFolder folder;
  numerics::write_file(folder / "w.npy", "any");
  const auto document = Document::from_text("[init]\nweights = \"w.npy\"\n", "f", folder.path());
  BOOST_TEST((document.find("init.weights")->folder == folder.path()));
  BOOST_TEST(contains(
      message("std = 0.1", "weights = \"none.npy\""),
      "f.toml:13: init.weights: no such file, read \"none.npy\", allowed: the path of a readable file"));
}

BOOST_AUTO_TEST_CASE(the_settings_used_are_a_file_that_means_the_same) {
  for (const testing::Overrides& overrides :
       {testing::Overrides{},
        {"network.objective=classification", "training.record_every=log", "data.labels=random"},
        {"diffusion.target=flow", "training.learning_rate=1e-3"}}) {
    const std::string text = numerics::settings_toml(testing::settings(overrides));
    const auto again = numerics::read_settings(Document::from_text(text, "again.toml", ""));
    BOOST_TEST(numerics::settings_toml(again) == text);
    BOOST_TEST(contains(text, "width = 3"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
