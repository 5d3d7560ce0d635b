#include "verify/ablation/assumptions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "numerics/settings/suggestion.hpp"
#include "verify/experiment/study.hpp"

namespace featdyn::verify {
namespace {

using About = Assumption::About;

/// In place of the one time, and of the one norm of all signals.
const std::vector<std::string> time_keys{"diffusion.time",  "diffusion.alpha",   "diffusion.beta",
                                         "diffusion.times", "diffusion.weights", "diffusion.schedule"};
const std::vector<std::string> signal_keys{"data.signal_norm", "data.signal_norms", "data.signal_gram"};

bool contains(const std::vector<std::string>& keys, const std::string& key) {
  return std::ranges::find(keys, key) != keys.end();
}

/// The base's document without these keys.
numerics::Document without(const std::vector<std::string>& keys, const numerics::Settings& base) {
  numerics::Document document = numerics::Document::from_text("", base.document.file(), {});
  for (const auto& [path, entry] : base.document.entries())
    if (!contains(keys, path) && !path.starts_with("sweep."))
      document.set(path + "=" + numerics::shown(entry));
  return document;
}

}  // namespace

const std::vector<Assumption>& assumptions() {
  // A learning rate that a target, a layer or a start needs is found by trying: too large a one leaves the
  // finite numbers, and the cell then says so.
  static const std::vector<Assumption> all{
      {.name = "paper", .question = "What comes out under the paper's own assumptions, judged the same way?"},
      {.name = "second-layer-fixed",
       .question = "Does tying the two layers cause the balance? The second layer stays at its start.",
       .about = About::denoiser,
       .denoiser = {"network.second_layer=fixed"},
       .denoiser_budget = {.rate = 2, .steps = 15}},
      {.name = "second-layer-trained",
       .question = "Does tying the two layers cause the balance? Both layers are trained, each on its own.",
       .about = About::denoiser,
       .denoiser = {"network.second_layer=trained"},
       .denoiser_budget = {.rate = 0.1, .steps = 10}},
      {.name = "classifier-layer-trained",
       .question = "Does the classifier's fixed second layer matter? It is trained too.",
       .about = About::classifier,
       .classifier = {"network.second_layer=trained"}},
      {.name = "activation-cubic",
       .question = "Is the quadratic activation essential? It is z^3.",
       .overrides = {"network.activation=[0, 0, 0, 1]"},
       .denoiser_budget = {.rate = 1, .steps = 10}},
      {.name = "activation-linear-part",
       .question = "Is the quadratic activation essential? It is z + z^2/2.",
       .overrides = {"network.activation=[0, 1, 0.5]"}},
      {.name = "activation-mixed",
       .question = "Is the quadratic activation essential? It is z^2 + z^3/2.",
       .overrides = {"network.activation=[0, 0, 1, 0.5]"}},
      {.name = "activation-relu",
       .question = "Is the quadratic activation essential? It is max(z, 0); the denoiser has four neurons.",
       .overrides = {"network.activation=relu"},
       .denoiser = {"network.width=4"},
       .denoiser_budget = {.rate = 1, .steps = 1},
       .waived_conditions = "m >= 2 log d"},
      {.name = "target-data",
       .question = "Does it matter what the denoiser is trained to output? It is the clean data.",
       .about = About::denoiser,
       .overrides = {"diffusion.target=data"},
       .denoiser_budget = {.rate = 0.05, .steps = 5}},
      {.name = "target-velocity",
       .question = "Does it matter what the denoiser is trained to output? It is the velocity.",
       .about = About::denoiser,
       .overrides = {"diffusion.target=velocity"},
       .denoiser_budget = {.rate = 0.05, .steps = 5}},
      {.name = "time-long",
       .question = "Does one fixed time matter? It is t = 1 in place of the base's.",
       .about = About::denoiser,
       .without = time_keys,
       .overrides = {"diffusion.time=1"}},
      {.name = "times-several",
       .question = "Does one fixed time matter? The loss is the mean over t = 0.1, 0.2, 0.5 and 1.",
       .about = About::denoiser,
       .without = time_keys,
       .overrides = {"diffusion.times=[0.1, 0.2, 0.5, 1]"}},
      {.name = "schedule",
       .question = "Does one fixed time matter? The loss is averaged over the variance-preserving schedule.",
       .about = About::denoiser,
       .without = time_keys,
       .overrides = {"diffusion.schedule=variance-preserving"},
       .denoiser = {"diffusion.schedule_nodes=6"}},
      {.name = "signals-correlated",
       .question = "Do the two signals have to be orthogonal? Their cosine is 1/2.",
       .without = signal_keys,
       .overrides = {"data.signal_gram=[[2, 1], [1, 2]]"}},
      {.name = "norms-unequal",
       .question = "Do the two signals have to be of one norm? One is twice the other.",
       .without = signal_keys,
       .overrides = {"data.signal_norms=[2, 1]"}},
      {.name = "classes-unbalanced",
       .question = "Do the classes have to be balanced? 30 % of the samples are +1.",
       .overrides = {"data.class_balance=0.3"}},
      {.name = "classes-three",
       .question = "Does it have to be two classes? They are three.",
       .about = About::denoiser,
       .overrides = {"data.classes=3"}},
      {.name = "signal-patches",
       .question = "Does it have to be two patches? Each sample has its signal twice.",
       .overrides = {"data.signal_patches=2"}},
      {.name = "noise-patches",
       .question = "Does it have to be two patches? Each sample has two independent noise patches.",
       .overrides = {"data.noise_patches=2"}},
      {.name = "noise-spectrum",
       .question = "Does the noise have to be white? A tenth of the axes carry nine tenths of its variance.",
       .overrides = {"data.noise_spectrum=[[0.1, 3], [0.9, 0.3333333333]]"}},
      {.name = "label-noise",
       .question = "What do flipped labels do? One in ten is.",
       .about = About::classifier,
       .overrides = {"data.label_noise=0.1"}},
      {.name = "loss-exponential",
       .question = "Does the classifier's loss have to be logistic? It is e^(-z).",
       .about = About::classifier,
       .overrides = {"network.loss=exponential"}},
      {.name = "loss-square",
       .question = "Does the classifier's loss have to be logistic? It is (1 - z)^2/2.",
       .about = About::classifier,
       .overrides = {"network.loss=square"}},
      {.name = "loss-smooth-hinge",
       .question = "Does the classifier's loss have to be logistic? It is a smooth hinge.",
       .about = About::classifier,
       .overrides = {"network.loss=smooth-hinge"}},
      {.name = "noised-inputs",
       .question =
           "Is it the noise on its inputs that balances the denoiser? The classifier's are noised alike, "
           "with the square loss, which averages over the noise exactly.",
       .about = About::classifier,
       .classifier = {"network.noised_inputs=true", "network.loss=square", "diffusion.time=0.2"}},
      {.name = "momentum",
       .question = "Does it have to be plain gradient descent? It has momentum 0.9.",
       .overrides = {"training.momentum=0.9"},
       .denoiser_budget = {.rate = 0.1, .steps = 5},
       .classifier_budget = {.rate = 0.1, .steps = 1}},
      {.name = "weight-decay",
       .question = "Does it have to be plain gradient descent? Weights decay with 0.001.",
       .overrides = {"training.weight_decay=0.001"}},
      {.name = "mini-batches",
       .question = "Does it have to be plain gradient descent? Steps are taken on 10 samples.",
       .overrides = {"training.batch_size=10"}},
      {.name = "learning-rate-schedule",
       .question = "Does it have to be plain gradient descent? The learning rate warms up, then falls to 0.",
       .overrides = {"training.schedule=cosine", "training.warmup_steps=50"}},
      {.name = "init-along-signals",
       .question =
           "Do signals and noise have to start alike? Weights start ten times larger along the signals.",
       .overrides = {"init.signal_std=0.01"}},
      {.name = "init-large",
       .question = "Does the start have to be small? sigma_0 = 0.03.",
       .overrides = {"init.std=0.03"},
       .denoiser_budget = {.rate = 0.1, .steps = 5},
       .waived_conditions = "sigma_0"},
      {.name = "dimension-small",
       .question = "Does d have to be large against n? d = 200 (claims that scale d reach 8 times that).",
       .overrides = {"data.dimension=200"},
       .denoiser_budget = {.rate = 2, .steps = 10},
       .waived_conditions = "d >= 10"}};
  return all;
}

const Assumption& find_assumption(const std::string& name) {
  std::vector<std::string> known;
  for (const Assumption& assumption : assumptions()) {
    if (assumption.name == name) return assumption;
    known.emplace_back(assumption.name);
  }
  numerics::refuse_name({"--under"}, "unknown assumption", name, known);
}

numerics::Settings under(const Assumption& assumption, const numerics::Settings& base) {
  const double n_snr_squared = two_patch(base).n_snr_squared();
  numerics::Document document =
      assumption.without.empty() ? base.document : without(assumption.without, base);
  for (const std::string& assignment : assumption.overrides) document.set(assignment);
  const numerics::Settings changed = numerics::read_settings(std::move(document));
  const bool has_changed_data =
      std::ranges::any_of(assumption.overrides, [](const auto& text) { return text.starts_with("data."); });
  return has_changed_data ? vary(changed, {signal_norm_for(changed, n_snr_squared)}) : changed;
}

}  // namespace featdyn::verify
