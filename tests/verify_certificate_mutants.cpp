// Every field of accepted certificates is changed in every way there is: what is still accepted must be true.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/bytes.hpp"
#include "tests/certificates.hpp"
#include "tests/json_mutants.hpp"
#include "verify/certificate/decimal_grid.hpp"

BOOST_AUTO_TEST_SUITE(verify_certificate_mutants)

using namespace featdyn;
using nlohmann::ordered_json;
using testing::End, testing::changed, testing::changed_numbers, testing::walk;

namespace {

struct Base {
  const char* name;
  testing::Overrides overrides;
  long steps;
  const char* width;
};
std::ostream& operator<<(std::ostream& out, const Base& base) {
  return out << base.name;
}

const std::vector<Base> bases{
    {"denoiser", {}, 2, "1e-5"},
    {"classifier",
     {"network.objective=classification", "data.labels=random", "data.label_noise=0.3"},
     2,
     "0.01"},
    {"drawn labels",
     {"network.objective=classification", "data.labels=random", "training.label_normal=[1, 0.5]"},
     2,
     "1e-5"},
    {"schedules and momentum",
     {"diffusion.schedule=variance-preserving", "diffusion.schedule_nodes=3", "training.schedule=linear",
      "training.momentum=0.5", "training.weight_decay=0.1"},
     3,
     "1e-5"},
    {"batches and scaled weights",
     {"training.batch_size=3", "init.signal_std=0.2", "init.noise_std=0"},
     3,
     "1e-5"},
    {"general data",
     {"data.noise_patches=2", "data.noise_spectrum=1", "data.class_balance=0.25",
      "network.second_layer=trained"},
     1,
     "1e-5"}};

std::string text_of(const Base& base) {
  auto overrides = base.overrides;
  for (const char* small : {"data.dimension=5", "network.width=2", "training.steps=3"})
    overrides.emplace_back(small);
  return testing::certificate_text(numerics::make_problem(testing::settings_of_pieces(overrides)), base.steps,
                                   base.width);
}

/// The same of numbers from files, which are gone when it is checked.
std::string text_of_files() {
  const testing::TemporaryFolder folder;
  const auto write = [&](const char* name, std::vector<std::uint64_t> shape, std::vector<double> values) {
    numerics::write_npy(folder / name, shape, values.data());
    return '"' + (folder / name).string() + '"';
  };
  const std::string x = write("x.npy", {2, 2, 2}, {1, 0.5, -0.25, 0.125, 0, 1, 0.75, -0.5}),
                    y = write("y.npy", {2}, {1, -1}), w = write("w.npy", {1, 2}, {0.1, 0.2}),
                    v = write("v.npy", {1, 2}, {0.3, -0.1});
  const std::string toml =
      "[data]\nmodel = \"file\"\npatches = " + x + "\nlabels = " + y +
      "\n[network]\nobjective = \"diffusion\"\nwidth = 1\nactivation = [0, 0, 1]\nsecond_layer = "
      "\"fixed\"\n[diffusion]\ntime = 0.2\n[init]\nweights = " +
      w + "\nsecond_layer = " + v + "\n[training]\nlearning_rate = 0.01\nsteps = 3\n";
  auto settings = numerics::read_settings(numerics::Document::from_text(toml, "files.toml", ""));
  return testing::certificate_text(numerics::make_problem(std::move(settings)), 3, "1e-5");
}

/// Judges mutants: what is accepted must be true and, where its form is wrong, must not be.
struct Judge {
  long accepted = 0, failed = 0, refused = 0;

  void operator()(const std::string& text, const std::string& what, bool may_hold = true) {
    const End end = testing::end_of(text);
    (end == End::holds ? accepted : end == End::fails ? failed : refused) += 1;
    if (end != End::holds) return;
    BOOST_TEST_CONTEXT(what) {
      BOOST_TEST(may_hold);
      const std::string untrue = testing::untruth(text);
      BOOST_TEST(untrue.empty(), untrue);
    }
  }
};

void change_values(const std::string& honest, Judge& judge) {
  const auto document = ordered_json::parse(honest);
  walk(document, "", [&](const std::string& pointer) {
    if (pointer.empty()) return;
    const ordered_json::json_pointer at(pointer);
    for (const ordered_json& other : changed(document[at])) {
      if (other == document[at] && other.type() == document[at].type()) continue;
      auto mutant = document;
      mutant[at] = other;
      judge(mutant.dump(), pointer + " = " + other.dump().substr(0, 200));
    }
  });
}

void change_keys(const std::string& honest, Judge& judge) {
  const auto document = ordered_json::parse(honest);
  walk(document, "", [&](const std::string& pointer) {
    const ordered_json& value = document[ordered_json::json_pointer(pointer)];
    if (!value.is_object()) return;
    for (const auto& [key, member] : value.items()) {
      auto mutant = document;
      mutant[ordered_json::json_pointer(pointer)].erase(key);
      judge(mutant.dump(), pointer + " without " + key, false);
      mutant[ordered_json::json_pointer(pointer)][key + "s"] = member;
      judge(mutant.dump(), pointer + " with another name for " + key, false);
      mutant = document;
      mutant[ordered_json::json_pointer(pointer)][" " + key] = member;
      judge(mutant.dump(), pointer + " with another " + key, false);
    }
    auto mutant = document;
    mutant[ordered_json::json_pointer(pointer)]["more"] = 1;
    judge(mutant.dump(), pointer + " with more", false);
  });
}

/// Each key of the text once more before itself, with the same or another value.
void duplicate_keys(const std::string& honest, Judge& judge) {
  const std::regex key("\"[a-z_]+\": ");
  for (std::sregex_iterator at(honest.begin(), honest.end(), key), end; at != end; ++at) {
    const auto place = static_cast<std::size_t>(at->position());
    for (const char* value : {"1, ", "\"0\", ", "[], ", "[[\"0\"]], ", "{}, ", "null, "})
      judge(honest.substr(0, place) + at->str() + value + honest.substr(place), at->str() + value, false);
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

void change_config(const std::string& honest, Judge& judge) {
  const auto document = ordered_json::parse(honest);
  const std::vector<std::string> lines = lines_of(document["config"]);
  const auto with = [&](std::size_t number, const std::vector<std::string>& instead) {
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (i != number)
        text += lines[i] + "\n";
      else
        for (const std::string& line : instead) text += line + "\n";
    auto mutant = document;
    mutant["config"] = text;
    judge(mutant.dump(),
          "config: " + lines[number] + " becomes " + (instead.empty() ? "nothing" : instead.back()));
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    with(i, {});
    with(i, {line, line});
    for (const char* more :
         {"# x", "", "colour = 1", "[sweep]\nseeds = 2", "[claims.times]\nconstant = 2", "seed = 7",
          "\"data.seed\" = 7", "width = 2", "batch_size = 2", "momentum = 0.25", "noise_draws = 5",
          "record_every = 2", "warmup_steps = 2", "schedule = \"cosine\""})
      with(i, {line, more});
    with(i, {line + " "});
    with(i, {line + " # x"});
    const auto equals = line.find(" = ");
    if (equals == line.npos) continue;
    for (const std::string& other : changed_numbers(line.substr(equals + 3)))
      with(i, {line.substr(0, equals + 3) + other});
    for (const char* other :
         {"true", "\"\"", "[]", "\"random\"", "\"balanced\"", "\"linear\"", "\"cosine\"", "\"data\"",
          "\"fixed\"", "\"trained\"", "\"tied\"", "\"square\"", "\"file\"", "\"/x.npy\""})
      with(i, {line.substr(0, equals + 3) + other});
  }
}

/// All bounds moved or widened together, taken from one another, or from another certificate.
void change_bounds(const std::string& honest, const std::string& other, Judge& judge) {
  const auto document = ordered_json::parse(honest), foreign = ordered_json::parse(other);
  const verify::DecimalGrid grid(document["digits"].get<long>());
  const auto moved = [&](const char* side, long distance) {
    ordered_json rows = document["final"][side];
    for (auto& row : rows)
      for (auto& bound : row) {
        const auto value = theory::rational_from_decimal(bound.get<std::string>());
        bound = grid.text(value + distance * grid.step());
      }
    return rows;
  };
  const auto with = [&](const ordered_json& lower, const ordered_json& upper, const std::string& what) {
    auto mutant = document;
    mutant["final"] = {{"lower", lower}, {"upper", upper}};
    judge(mutant.dump(), what);
  };
  for (const long l : {-100, -3, -1, 0, 1, 3})
    for (const long u : {-3, -1, 0, 1, 3, 100})
      if (l != 0 || u != 0)
        with(moved("lower", l), moved("upper", u), fmt::format("bounds moved by {} and {}", l, u));
  const auto &lower = document["final"]["lower"], &upper = document["final"]["upper"];
  with(upper, lower, "bounds exchanged");
  with(lower, lower, "upper = lower");
  with(upper, upper, "lower = upper");
  for (const auto& [key, value] : foreign.items()) {
    if (value == document[key] || key == "schema") continue;
    auto mutant = document;
    mutant[key] = value;
    judge(mutant.dump(), key + " of another certificate");
  }
}

void attack(const std::string& honest, const std::string& other, const std::string& name) {
  BOOST_TEST((testing::end_of(honest) == End::holds));
  BOOST_TEST(testing::untruth(honest) == "");
  Judge judge;
  change_values(honest, judge);
  change_keys(honest, judge);
  duplicate_keys(honest, judge);
  change_config(honest, judge);
  change_bounds(honest, other, judge);
  BOOST_TEST_MESSAGE(name << ": " << judge.refused << " mutants refused, " << judge.failed << " fail, "
                          << judge.accepted << " true");
  BOOST_TEST(judge.refused > 100);
  BOOST_TEST(judge.failed > 100);
}

}  // namespace

BOOST_DATA_TEST_CASE(an_accepted_mutant_is_true, bases, base) {
  auto other = base;
  other.overrides.emplace_back("init.seed=5");
  attack(text_of(base), text_of(other), base.name);
}

BOOST_AUTO_TEST_CASE(an_accepted_mutant_of_stored_numbers_is_true_of_them) {
  attack(text_of_files(), text_of(bases[0]), "files");
}

/// Sizes, too, when the weights come from a file: a config of d = 1000 held data in R^6 once.
BOOST_AUTO_TEST_CASE(data_are_compared_where_weights_come_from_a_file) {
  const testing::TemporaryFolder folder;
  const auto weights = testing::waves(3, 12, 0.1, 0.3);
  numerics::write_npy(folder / "w.npy", {3, 12}, weights.data());
  const auto problem = testing::problem({"init.weights=\"" + (folder / "w.npy").string() + "\""});
  auto document = ordered_json::parse(testing::certificate_text(problem, 2, "1e-5"));
  BOOST_TEST((testing::end_of(document.dump()) == End::holds));
  BOOST_TEST(document["mode"] ==
             "of these stored numbers only: weights (config makes patches, sample_patches, labels)");
  for (const auto& [before, after] :
       {std::pair("dimension = 12", "dimension = 1000"), std::pair("samples = 4", "samples = 30"),
        std::pair("seed = 1", "seed = 3")}) {
    auto mutant = document;
    std::string config = document["config"];
    mutant["config"] = config.replace(config.find(before), std::string(before).size(), after);
    BOOST_TEST((testing::end_of(mutant.dump()) == End::fails), after);
  }
}

BOOST_AUTO_TEST_SUITE_END()
