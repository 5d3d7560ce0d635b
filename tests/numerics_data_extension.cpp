// A user's own data models: their keys in settings files, what they make, and what of them is refused.
#include <boost/test/unit_test.hpp>

#include "numerics/extensions.hpp"
#include "numerics/settings/schema.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_data_extension)

using namespace featdyn;
using namespace featdyn::numerics;
using testing::contains;
using testing::refusal;

namespace {

using enum DataKey::Kind;

/// n samples of a signal y radius e_1 and a patch (seed, 1).
Dataset make_ring(const DataValues& data) {
  const long n = data.count("samples");
  Matrix<double> patches = zero_patches(data, 2 * n, 2);
  std::vector<int> labels;
  for (long i = 0; i < n; ++i) {
    labels.push_back(i % 2 == 0 ? 1 : -1);
    patches(2 * i, 0) = labels.back() * data.real("radius");
    patches.row(2 * i + 1) << static_cast<double>(data.seed), 1;
  }
  return sample_major(patches, 2, labels);
}

DataModel ring() {
  return {.name = "ring",
          .meaning = "a ring",
          .keys = {{.name = "samples", .kind = count, .meaning = "n"},
                   {.name = "radius", .kind = positive, .meaning = "its radius", .standard = "1.5"}},
          .make = &make_ring};
}

/// The ring beside the built-in models, for one test.
struct WithRing {
  explicit WithRing(DataModel model = ring()) {
    set_extensions({.version = "1", .data_models = {std::move(model)}, .contents = {}});
  }
  ~WithRing() { set_extensions({}); }
};

Settings ring_settings(const std::string& data = "samples = 4", const testing::Overrides& overrides = {}) {
  auto document = Document::from_text("[data]\nmodel = \"ring\"\n" + data +
                                          "\n[network]\nobjective = \"diffusion\"\nwidth = 3\nactivation = "
                                          "[0, 0, 1]\n[diffusion]\ntime = 0.2\n[init]\nstd = 0.1\n"
                                          "[training]\nlearning_rate = 0.01\nsteps = 4\n",
                                      "ring.toml", ".");
  for (const std::string& assignment : overrides) document.set(assignment);
  return read_settings(std::move(document));
}

/// What registering the ring says after a change.
std::string registering(void (*change)(DataModel&)) {
  DataModel model = ring();
  change(model);
  return refusal([&] { const WithRing own(model); });
}

/// What making the ring's data says after a change of them.
std::string making(std::function<void(Dataset&)> change) {
  DataModel model = ring();
  model.make = [change](const DataValues& values) {
    Dataset set = make_ring(values);
    change(set);
    return set;
  };
  const WithRing own(model);
  return refusal([] { make_dataset(ring_settings()); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(its_keys_are_read_and_its_function_makes_the_data) {
  const WithRing own;
  const Dataset data = make_dataset(ring_settings("samples = 4\nradius = 2.5\nseed = 7"));
  BOOST_TEST(data.count() == 8);
  BOOST_TEST(data.samples() == 4);
  BOOST_TEST(data.patches(2, 0) == -2.5);
  BOOST_TEST(data.patches(3, 0) == 7);
  BOOST_TEST(data.info[2].is_signal);
  BOOST_TEST(!data.info[3].is_signal);
  BOOST_TEST(data.info[3].label == -1);
}

BOOST_AUTO_TEST_CASE(a_standard_stands_in_and_every_key_is_listed_as_used) {
  const WithRing own;
  const std::string toml = settings_toml(ring_settings());
  BOOST_TEST(toml.starts_with("[data]\nmodel = \"ring\"\nsamples = 4\nradius = 1.5\nseed = 1\n"), toml);
  BOOST_TEST(settings_toml(read_settings(Document::from_text(toml, "again", "."))) == toml);
}

BOOST_AUTO_TEST_CASE(other_keys_are_refused_of_it_and_its_own_of_others) {
  const WithRing own;
  BOOST_TEST(contains(refusal([] { ring_settings("samples = 4\ncolour = 3"); }),
                      "ring.toml:4: unknown key data.colour"));
  for (const char* key : {"dimension = 3", "labels = \"balanced\"", "noise_std = 1", "patches = \"x.npy\""})
    BOOST_TEST(contains(refusal([&] { ring_settings(std::string("samples = 4\n") + key); }),
                        "is no key of data.model = \"ring\""),
               key);
  BOOST_TEST(contains(refusal([] { testing::settings({"data.radius=2"}); }),
                      "data.radius is no key of data.model = \"two-patch\""));
  testing::settings({"data.samples=6"});  // of both
}

BOOST_AUTO_TEST_CASE(values_are_checked_as_declared) {
  const WithRing own;
  BOOST_TEST(contains(refusal([] { ring_settings(""); }), "missing required key data.samples"));
  BOOST_TEST(contains(refusal([] { ring_settings("samples = 1.5"); }), "data.samples: wrong type"));
  BOOST_TEST(contains(refusal([] { ring_settings("samples = 4\nradius = 0"); }),
                      "data.radius: out of range, read 0, allowed: a finite real number > 0"));
}

BOOST_AUTO_TEST_CASE(the_program_without_it_names_the_models_there_are) {
  BOOST_TEST(refusal([] {
               ring_settings();
             }).ends_with("allowed: \"two-patch\", \"file\", \"noisy-mnist\", \"spectrum\""));
  const WithRing own;
  BOOST_TEST(
      contains(refusal([] { testing::settings({"data.model=three-patch"}); }), "\"spectrum\", \"ring\""));
}

BOOST_AUTO_TEST_CASE(its_keys_can_be_swept) {
  const WithRing own;
  ring_settings("samples = 4", {"sweep.data.radius=[1, 2]"});
  BOOST_TEST(
      contains(refusal([] { ring_settings("samples = 4", {"sweep.data.radius=[1, -2]"}); }), "radius"));
}

BOOST_AUTO_TEST_CASE(a_classifier_needs_two_labels) {
  DataModel model = ring();
  model.labels = 3;
  const WithRing own(model);
  BOOST_TEST(contains(refusal([] { ring_settings("samples = 4", {"network.objective=classification"}); }),
                      "this model has not two"));
}

BOOST_AUTO_TEST_CASE(data_that_do_not_fit_together_are_refused_at_the_model) {
  const std::string place = "ring.toml:2: data.model: the model \"ring\" makes data";
  for (const auto& [change, says] : std::vector<std::pair<std::function<void(Dataset&)>, const char*>>{
           {[](Dataset& set) { set.patches(0, 0) = NAN; }, "nan or inf"},
           {[](Dataset& set) { set.info.pop_back(); }, "8 patches with info on 7"},
           {[](Dataset& set) { set.sample_patches(0, 0) = 8; }, "patches other than 0 .. 7"},
           {[](Dataset& set) { set.labels.pop_back(); }, "4 samples with 3 labels"},
           {[](Dataset& set) { set.labels[1] = 0; }, "a label 0 among 2"},
           {[](Dataset& set) { set = {}; }, "no patches"}}) {
    const std::string message = making(change);
    BOOST_TEST(contains(message, place), message);
    BOOST_TEST(contains(message, says), message);
  }
  BOOST_TEST(making([](Dataset&) {}) == "nothing was thrown");
}

BOOST_AUTO_TEST_CASE(data_larger_than_the_memory_are_refused_before_they_are_made) {
  const WithRing own;
  BOOST_TEST(contains(refusal([] { make_dataset(ring_settings("samples = 100000000000")); }), "memory"));
}

BOOST_AUTO_TEST_CASE(a_model_that_cannot_be_used_is_refused) {
  BOOST_TEST(contains(registering([](DataModel& model) { model.name = "file"; }), "two data models"));
  BOOST_TEST(contains(registering([](DataModel& model) { model.name = "a b"; }), "one word"));
  BOOST_TEST(contains(registering([](DataModel& model) { model.make = nullptr; }), "no function"));
  BOOST_TEST(contains(registering([](DataModel& model) { model.keys[0].name = "seed"; }), "'seed'"));
  BOOST_TEST(
      contains(registering([](DataModel& model) { model.keys[0].name = "radius"; }), "'radius' twice"));
  BOOST_TEST(contains(registering([](DataModel& model) { model.keys[0].name = "a.b"; }), "'a.b'"));
  BOOST_TEST(contains(registering([](DataModel& model) { model.keys[1].standard = "one"; }), "'one'"));
  BOOST_TEST(registering([](DataModel&) {}) == "nothing was thrown");
}

BOOST_AUTO_TEST_CASE(a_function_that_reads_what_is_no_key_says_so) {
  DataModel model = ring();
  model.keys.pop_back();
  const WithRing own(model);
  BOOST_TEST(contains(refusal([] { make_dataset(ring_settings()); }), "data.radius, which is no number"));
}

BOOST_AUTO_TEST_SUITE_END()
