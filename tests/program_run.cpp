#include <boost/test/unit_test.hpp>

#include "numerics/files/npy.hpp"
#include "tests/bytes.hpp"
#include "tests/program.hpp"
#include "tests/refusal.hpp"
#include "verify/shell_word.hpp"

BOOST_FIXTURE_TEST_SUITE(program_run, TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

Printed run_in(const TemporaryFolder& folder, const std::string& arguments) {
  return featdyn::testing::featdyn(folder, "run " + arguments + " --no-plots");
}

double largest_difference(const std::filesystem::path& a, const std::filesystem::path& b) {
  const auto x = numerics::read_npy(a), y = numerics::read_npy(b);
  BOOST_REQUIRE(x.header.shape == y.header.shape);
  double largest = 0;
  for (std::size_t i = 0; i < x.values.size(); ++i)
    largest = std::max(largest, std::abs(x.values[i] - y.values[i]));
  return largest;
}

}  // namespace

/// Figure 2 [section 4 of the derivation]: converged ratios 0.78 and 1.22 within a few per cent, by seed.
BOOST_AUTO_TEST_CASE(figure_2_the_denoiser_ends_balanced) {
  init(*this, "figure-2-low", "low.toml");
  init(*this, "figure-2-high", "high.toml");
  BOOST_TEST(run_in(*this, "low.toml --json").json()["end"]["ratio"].get<double>() == 0.788,
             boost::test_tools::tolerance(0.03));
  BOOST_TEST(run_in(*this, "high.toml --json").json()["end"]["ratio"].get<double>() == 1.235,
             boost::test_tools::tolerance(0.03));
}

BOOST_AUTO_TEST_CASE(figure_2_the_classifier_lets_the_winner_take_all) {
  init(*this, "classification", "c.toml");
  const auto low = run_in(*this, "c.toml --json").json()["end"],
             high = run_in(*this, "c.toml --json --out high --set data.signal_norm=15").json()["end"];
  BOOST_TEST(low["noise_max"].get<double>() > 5 * low["signal_max"].get<double>());
  BOOST_TEST(high["signal_max"].get<double>() > 5 * high["noise_max"].get<double>());
}

/// Overflow at steps 242 to 273 [section 4].
BOOST_AUTO_TEST_CASE(divergence_ends_with_exit_2_a_sentence_and_the_rows_before_it) {
  init(*this, "figure-2-low", "low.toml");
  const Printed printed = run_in(*this, "low.toml --set training.learning_rate=0.1 --json");
  BOOST_TEST(printed.code == 2);
  BOOST_TEST(printed.json()["status"] == "diverged");
  BOOST_TEST(printed.json()["last_step"].get<int>() >= 235);
  BOOST_TEST(printed.json()["last_step"].get<int>() <= 280);
  BOOST_TEST(printed.err.find("learning rate 0.1 is too large") != std::string::npos);
  BOOST_TEST(numerics::read_npy(path() / "low-run/overlaps.npy").header.shape[0] > 20);
}

BOOST_AUTO_TEST_CASE(methods_agree_on_patches_labels_and_weights_from_files) {
  const auto wave = [](std::size_t count, double scale) {
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i)
      values[i] = scale * std::sin(1.0 + static_cast<double>(i * i % 97));
    return bytes_of(values);
  };
  numerics::write_file(*this / "x.npy", npy("<f8", "(6, 3, 9)", wave(162, 1)));
  numerics::write_file(*this / "y.npy",
                       npy("<i8", "(6,)", bytes_of(std::vector<std::int64_t>{1, -1, 1, 1, -1, -1})));
  numerics::write_file(*this / "w.npy", npy("<f8", "(4, 9)", wave(36, 0.3)));
  init(*this, "file", "f.toml");
  for (const char* extra :
       {"--set network.width=4", "--set network.width=2 --set network.objective=classification"}) {
    const std::string common =
        std::string("f.toml --quiet --overwrite --set init.weights=w.npy --set training.steps=300 ") + extra;
    for (const char* method : {"recurrence", "network", "decomposition"})
      BOOST_TEST(run_in(*this, common + " --method " + method + " --out " + method).code == 0);
    BOOST_TEST(largest_difference(*this / "recurrence/overlaps.npy", *this / "network/overlaps.npy") < 1e-11);
    BOOST_TEST(largest_difference(*this / "recurrence/gram.npy", *this / "network/gram.npy") < 1e-11);
    BOOST_TEST(largest_difference(*this / "recurrence/overlaps.npy", *this / "decomposition/overlaps.npy") <
               1e-11);
    BOOST_TEST(largest_difference(*this / "recurrence/data.npy", *this / "x.npy") == 0);
  }
}

/// w = w^0 + sum gamma mu/|mu|^2 + sum rho xi/|xi|^2 for the classifier; the signals are orthogonal to
/// everything, so that the growth of <w, mu_j> is gamma itself.
BOOST_AUTO_TEST_CASE(the_decomposition_is_written_beside_the_overlaps) {
  numerics::write_file(*this / "small.toml", small_settings);
  BOOST_TEST(run_in(*this, "small.toml --quiet --method decomposition --set network.objective=classification")
                 .code == 0);
  const auto there = *this / "small-run-decomposition";
  const auto A = numerics::read_npy(there / "overlaps.npy"),
             N = numerics::read_npy(there / "coefficients.npy");
  const auto M = numerics::read_npy(there / "mixing.npy");
  BOOST_REQUIRE(A.header.shape == N.header.shape);
  const std::size_t neurons = A.header.shape[1], patches = A.header.shape[2],
                    last = (A.header.shape[0] - 1) * neurons * patches;
  for (std::size_t r = 0; r < neurons; ++r)
    for (std::size_t j = 0; j < 2; ++j) {
      const std::size_t entry = r * patches + j;
      BOOST_TEST(std::abs(A.values[last + entry] - A.values[entry] - N.values[last + entry]) < 1e-15);
    }
  BOOST_TEST(N.values[last] != 0);
  for (std::size_t i = 0; i < M.values.size(); ++i)
    BOOST_TEST(M.values[i] == (i % (neurons * neurons) % (neurons + 1) == 0 ? 1 : 0));
}

/// The template of other data, and numbers as TOML writes them and JSON does not.
BOOST_AUTO_TEST_CASE(other_data_run_and_their_settings_and_scales_are_summarised) {
  init(*this, "data-assumptions", "other.toml");
  const auto summary =
      run_in(*this, "other.toml --json --set data.signal_norms=[3,+5.0,8] --set training.steps=1_00").json();
  BOOST_TEST(summary["status"] == "finished");
  BOOST_TEST((summary["settings"]["data"]["signal_norms"] == nlohmann::json{3, 5.0, 8}));
  const auto n_snr_squared = summary["scales"]["n_snr_squared"];
  BOOST_TEST(n_snr_squared.size() == 3U);
  BOOST_TEST(n_snr_squared[1].get<double>() / n_snr_squared[0].get<double>() == 25.0 / 9,
             boost::test_tools::tolerance(1e-14));
  numerics::write_file(*this / "small.toml", small_settings);
  const auto noisy = run_in(*this, "small.toml --json --set data.label_noise=1").json();
  BOOST_TEST(noisy["flipped_labels"] == 4);
  BOOST_TEST(noisy["settings"]["data"]["label_noise"] == 1);
  BOOST_TEST(
      (numerics::read_npy(*this / "small-run/labels.npy").values == std::vector<double>{-1, 1, -1, 1}));
}

/// Long numbers have digits in reserve, which nobody asked for and no file shows.
BOOST_AUTO_TEST_CASE(no_more_digits_are_claimed_than_asked_for) {
  numerics::write_file(*this / "small.toml", small_settings);
  for (const int digits : {17, 18, 30, 40})
    for (const char* method : {"recurrence", "network", "decomposition", "ode"}) {
      const auto rounding = run_in(*this, "small.toml --json --out d --overwrite --steps 5 --digits " +
                                              std::to_string(digits) + " --method " + method)
                                .json()["rounding"];
      BOOST_TEST_CONTEXT(digits << " " << method << " " << rounding.dump()) {
        for (const auto& [column, claimed] : rounding.items())
          if (claimed.is_number()) BOOST_TEST(claimed.get<double>() <= digits);
        const double least = rounding["least"]["digits"];
        BOOST_TEST(least <= rounding["loss"].get<double>());
        BOOST_TEST(least > (digits == 17 ? 11 : digits - 4));
      }
    }
}

BOOST_AUTO_TEST_CASE(the_settings_it_leaves_repeat_the_run) {
  numerics::write_file(*this / "small.toml", small_settings);
  BOOST_TEST(run_in(*this, "small.toml --quiet --seed 7 --out one").code == 0);
  BOOST_TEST(run_in(*this, "one/settings.toml --quiet --out two").code == 0);
  BOOST_TEST(
      (numerics::read_file(*this / "one/overlaps.npy") == numerics::read_file(*this / "two/overlaps.npy")));
}

/// With every option that changes something, and whatever the folder is called.
BOOST_AUTO_TEST_CASE(the_line_that_repeats_a_run_repeats_it) {
  numerics::write_file(*this / "small.toml", small_settings);
  const std::string beginning = "featdyn ";
  for (const char* folder :
       {"plain", "with space", "it's \"quoted\" $HOME `id` #1", "-e", "semi;colon&", "new\nline"})
    for (const char* options : {"--ratio-limit 0.5", "--ratio-limit 2.50e2 --no-arrays --digits 30",
                                "--method ode --integrator dopri5 --tolerance 1e-9 --seed 7 --steps 5"}) {
      const Printed first = run_in(*this, std::string("small.toml --json --overwrite ") + options +
                                              " --out " + verify::shell_path(folder));
      BOOST_TEST_REQUIRE(first.code == 0, first.err);
      const std::string line = first.json()["repeat"];
      BOOST_TEST_CONTEXT(line) {
        BOOST_TEST_REQUIRE(line.starts_with(beginning));
        std::filesystem::remove_all(*this / "again");
        const Printed second = run_in(*this, line.substr(beginning.size() + 4) + " --json --out again");
        BOOST_TEST_REQUIRE(second.code == 0, second.err);
        for (const char* same : {"key", "end", "stages", "rounding"})
          BOOST_TEST(second.json()[same] == first.json()[same], same);
        BOOST_TEST(std::filesystem::exists(*this / "again/gram.npy") ==
                   std::filesystem::exists(*this / folder / "gram.npy"));
      }
    }
}

BOOST_AUTO_TEST_CASE(options_of_flows_are_refused_where_they_would_be_without_effect) {
  numerics::write_file(*this / "small.toml", small_settings);
  for (const char* method : {"recurrence", "network", "network-mc", "decomposition"})
    for (const char* option : {"--integrator dopri5", "--tolerance 1e-9"}) {
      const Printed printed = featdyn::testing::featdyn(
          *this, std::string("run small.toml --no-plots --method ") + method + " " + option);
      BOOST_TEST_CONTEXT(method << " " << option << ": " << printed.err) {
        BOOST_TEST(printed.code == 3);
        BOOST_TEST(contains(printed.err, "without effect, read "));
        BOOST_TEST(contains(printed.err, "allowed: with method ode, or none"));
      }
    }
  BOOST_TEST(featdyn::testing::featdyn(
                 *this, "run small.toml --no-plots --method ode --integrator dopri5 --tolerance 1e-9")
                 .code == 0);
}

BOOST_AUTO_TEST_CASE(every_template_runs) {
  numerics::write_file(*this / "t10k-images-idx3-ubyte.gz", idx({4, 3, 3}, std::string(36, '\x55')));
  numerics::write_file(*this / "t10k-labels-idx1-ubyte.gz", idx({4}, std::string{0, 1, 1, 0}));
  numerics::write_file(*this / "x.npy", npy("<f8", "(2, 2, 4)", bytes_of(std::vector<double>(16, 0.25))));
  numerics::write_file(*this / "y.npy", npy("<f8", "(2,)", bytes_of(std::vector<double>{1, -1})));
  const auto templates = featdyn::testing::featdyn(*this, "list templates --json").json()["templates"];
  for (const auto& item : templates) {
    const std::string name = item["name"];
    init(*this, name, name + ".toml");
    const std::string fewer = name == "noisy-mnist" ? " --set data.samples_per_digit=2" : "";
    BOOST_TEST_CONTEXT(name)
    BOOST_TEST(run_in(*this, name + ".toml --quiet --set training.steps=3" + fewer).code == 0);
  }
}

/// Where not even step 0 is finite there is no last record.
BOOST_AUTO_TEST_CASE(a_run_that_never_was_finite_has_no_end) {
  numerics::write_file(*this / "s.toml", small_settings);
  const Printed printed =
      featdyn::testing::featdyn(*this, "run s.toml --json --no-plots --out d --set data.signal_norm=1e149");
  BOOST_TEST(printed.code == 2);
  BOOST_TEST(printed.json()["status"] == "diverged");
  BOOST_TEST(printed.json()["end"].is_null());
}

BOOST_AUTO_TEST_SUITE_END()
