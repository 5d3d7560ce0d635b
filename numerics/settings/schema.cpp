#include "numerics/settings/schema.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "numerics/extensions.hpp"
#include "numerics/settings/suggestion.hpp"
#include "theory/rational.hpp"
#include "theory/theorem_ids.hpp"

namespace featdyn::numerics {
namespace {

bool starts_with_word(const std::string& path, const std::string& table) {
  return path.starts_with(table + ".");
}

bool has_word(const std::string& words, const std::string& word) {
  return (" " + words + " ").find(" " + word + " ") != std::string::npos;
}

const std::vector<Key>& built_in_keys();

bool is_finite_number(const Entry& entry) {
  if (!is_number(entry)) return false;
  try {
    theory::rational_from_decimal(entry.text);
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

const Key* find_key(const std::string& path) {
  const auto found = std::ranges::find(built_in_keys(), path, &Key::path);
  return found == built_in_keys().end() ? nullptr : &*found;
}

bool has_key(const DataModel& model, const std::string& path) {
  return std::ranges::any_of(model.keys, [&](const DataKey& key) { return "data." + key.name == path; });
}

bool is_key(const std::string& path) {
  return find_key(path) != nullptr || std::ranges::any_of(extensions().data_models, [&](const auto& model) {
           return has_key(model, path);
         });
}

/// The keys of the same table, or the tables, for messages.
std::string allowed_beside(const std::string& path) {
  const std::string table = path.substr(0, path.find('.'));
  std::string keys;
  for (const Key& key : known_keys())
    if (starts_with_word(key.path, table)) keys += (keys.empty() ? "" : ", ") + key.path;
  return keys.empty() ? "the tables data, network, diffusion, init, training, sweep, claims" : keys;
}

std::vector<std::string> paths_of_keys() {
  std::vector<std::string> paths;
  for (const Key& key : known_keys()) paths.push_back(key.path);
  return paths;
}

void check_sweep_entry(const std::string& path, const Entry& entry) {
  const std::string swept = path.substr(path.find('.') + 1);
  if (swept == "seeds") {
    if (whole_number(entry).value_or(0) < 1)
      throw InputError(entry.origin, fmt::format("{}: out of range, read {}, allowed: an integer >= 1", path,
                                                 shown(entry)));
    return;
  }
  if (!is_key(swept))
    throw InputError(entry.origin,
                     fmt::format("{}: unknown key {} to sweep, read {}{}seeds, or the quoted path of a "
                                 "setting such as \"data.signal_norm\"",
                                 path, swept, shown(entry), allowed_after(swept, paths_of_keys())));
  if (entry.kind != Entry::Kind::array || entry.items.empty())
    throw InputError(entry.origin, fmt::format("{}: wrong type, read {}, allowed: a nonempty array of values",
                                               path, shown(entry)));
}

void check_claim_entry(const std::string& path, const Entry& entry) {
  const auto first = path.find('.'), last = path.rfind('.');
  const std::string id = first == last ? path.substr(first + 1) : path.substr(first + 1, last - first - 1);
  const std::vector<std::string>& ids = theory::theorem_ids();
  if (first == last || std::ranges::find(ids, id) == ids.end())
    throw InputError(entry.origin, fmt::format("{}: unknown claim '{}', read {}{}{}", path, id, shown(entry),
                                               allowed_after(id, ids), fmt::join(ids, ", ")));
  if (path.substr(last + 1) != "constant")
    throw InputError(entry.origin, fmt::format("unknown key {}, read {}, allowed: claims.{}.constant", path,
                                               shown(entry), id));
  if (!is_finite_number(entry) || theory::rational_from_decimal(entry.text) <= 0)
    throw InputError(entry.origin,
                     fmt::format("{}: out of range, read {}, allowed: a number > 0", path, shown(entry)));
}

const std::vector<Key>& built_in_keys() {
  static const std::vector<Key> keys{
      {.path = "data.model", .meaning = "two-patch, file, noisy-mnist or spectrum"},
      {.path = "data.dimension", .model = "two-patch spectrum", .meaning = "d, the dimension of a patch"},
      {.path = "data.samples", .model = "two-patch", .meaning = "n"},
      {.path = "data.signal_norm", .model = "two-patch", .meaning = "|mu|"},
      {.path = "data.classes", .model = "two-patch", .meaning = "k; more than two for the denoiser only"},
      {.path = "data.signal_norms", .model = "two-patch", .meaning = "|mu| of each class, instead of one"},
      {.path = "data.signal_gram",
       .model = "two-patch",
       .meaning = "Gram matrix of the signals, instead of norms"},
      {.path = "data.class_balance",
       .model = "two-patch",
       .meaning = "share of the class +1, or of each class"},
      {.path = "data.signal_patches", .model = "two-patch", .meaning = "copies of mu_y a sample"},
      {.path = "data.signal_scales",
       .model = "two-patch",
       .meaning = "[1, s, ...]: the signal patches of a sample are mu_y, s mu_y, ..., instead of copies"},
      {.path = "data.noise_patches", .model = "two-patch", .meaning = "noise patches a sample"},
      {.path = "data.noise_spectrum",
       .model = "two-patch",
       .meaning = "[[fraction, std], ...], or a for variances k^-a"},
      {.path = "data.signals",
       .model = "two-patch",
       .meaning = "orthogonal, one mu a class; antipodal: y mu, one signal with the sign of the label"},
      {.path = "data.noise_orthogonal",
       .model = "two-patch",
       .meaning = "whether noise is orthogonal to the signals; true"},
      {.path = "data.constant",
       .model = "two-patch",
       .meaning = "a further coordinate of this value in every patch; 1 makes biases of the weights on it"},
      {.path = "data.label_noise", .meaning = "probability that a label is flipped"},
      {.path = "data.test_samples", .meaning = "fresh samples that test_error is measured on"},
      {.path = "data.test_labels",
       .meaning = "clean, or told: flipped with data.label_noise as those of training are"},
      {.path = "data.signal_scale", .model = "noisy-mnist", .meaning = "factor on pixels / 255"},
      {.path = "data.noise_std", .model = "two-patch noisy-mnist", .meaning = "sigma_xi"},
      {.path = "data.labels",
       .model = "two-patch file noisy-mnist",
       .meaning = "balanced or random; else a file"},
      {.path = "data.patches", .model = "file", .meaning = "NPY, n x P x d or n x d, float64"},
      {.path = "data.spectrum",
       .model = "spectrum",
       .meaning = "eigenvalues of the second moment: [10, 3, 1], a for k^-a, or log-normal"},
      {.path = "data.modes", .model = "spectrum", .meaning = "how many eigenvalues"},
      {.path = "data.covariance", .model = "spectrum", .meaning = "NPY, d x d, instead of data.spectrum"},
      {.path = "data.centred",
       .model = "file spectrum",
       .meaning = "whether the data have mean 0; from files it is taken off"},
      {.path = "data.images",
       .model = "noisy-mnist spectrum",
       .meaning = "IDX file of images, gzipped or not"},
      {.path = "data.digits", .model = "noisy-mnist", .meaning = "two or more digits, the first is +1"},
      {.path = "data.samples_per_digit", .model = "noisy-mnist", .meaning = "the first images of each digit"},
      {.path = "data.seed", .meaning = "seed of data and labels"},
      {.path = "network.objective", .meaning = "diffusion or classification"},
      {.path = "network.width", .meaning = "m, neurons (classification: per class)"},
      {.path = "network.activation",
       .meaning = "coefficients of 1, z, z^2, ...; relu, squared-relu, erf, tanh, gelu; or a formula in z"},
      {.path = "network.quadrature_nodes",
       .meaning = "Gauss-Hermite nodes, where expectations have no closed form"},
      {.path = "network.layers", .meaning = "denoiser: 2, or 1 for a free matrix, D x = W x + b"},
      {.path = "network.bias", .meaning = "whether one layer has b"},
      {.path = "network.second_layer", .meaning = "tied (diffusion), fixed or trained"},
      {.path = "network.code_noise",
       .meaning = "s of a code sigma(z_r) + s eps_r: with target data, alpha 1 and beta 0 a variational "
                  "autoencoder"},
      {.path = "network.code_penalty",
       .meaning = "lambda_c: (lambda_c/2) sum_r sigma(z_r)^2 is added to the loss"},
      {.path = "network.loss",
       .meaning = "classifier: logistic, exponential, square, smooth-hinge, cross-entropy; or a formula in "
                  "the margin z"},
      {.path = "network.noised_inputs", .meaning = "classifier: inputs noised as the denoiser's are, or not"},
      {.path = "network.over_patches", .meaning = "classifier: sum or mean over the patches of a sample"},
      {.path = "network.over_neurons", .meaning = "classifier: mean or sum over the neurons of a class"},
      {.path = "network.sharpness", .meaning = "s of the smooth hinge log(1 + e^(s(1 - z)))/s"},
      {.path = "diffusion.time", .meaning = "t"},
      {.path = "diffusion.times", .meaning = "several times, whose losses are added up"},
      {.path = "diffusion.weights", .meaning = "weights of diffusion.times, else equal ones"},
      {.path = "diffusion.schedule",
       .meaning = "variance-preserving, linear or cosine: averaged over all times"},
      {.path = "diffusion.schedule_nodes", .meaning = "Gauss-Legendre nodes of that average"},
      {.path = "diffusion.alpha", .meaning = "alpha, instead of a time"},
      {.path = "diffusion.beta", .meaning = "beta, instead of a time"},
      {.path = "diffusion.betas",
       .meaning = "noise scales, alpha = 1: a linear denoiser of its own for each"},
      {.path = "diffusion.betas.from", .meaning = "the least scale, instead of a list"},
      {.path = "diffusion.betas.to", .meaning = "the largest"},
      {.path = "diffusion.betas.panels", .meaning = "of a Gauss-Kronrod rule between them, 15 scales each"},
      {.path = "diffusion.target", .meaning = "noise, data, velocity or flow"},
      {.path = "diffusion.noise_draws", .meaning = "per patch and step, for network-mc"},
      {.path = "diffusion.noise",
       .meaning = "seen: the part of a draw that the network sees; literal: all d numbers; the same law"},
      {.path = "init.std", .meaning = "sigma_0"},
      {.path = "init.bound",
       .meaning = "b of weights uniform on (-b, b), instead of init.std: a number, or 1/sqrt(d)"},
      {.path = "init.seed", .meaning = "seed of weights and Monte Carlo noise"},
      {.path = "init.signal_std", .meaning = "sigma_0 along the signals, one for all or one each"},
      {.path = "init.noise_std", .meaning = "sigma_0 along the noise patches"},
      {.path = "init.weights", .meaning = "NPY, m x d or 2m x d, instead of init.std"},
      {.path = "init.modes", .meaning = "aligned start, instead of init.std: Q of every mode, or one each"},
      {.path = "init.second_layer", .meaning = "NPY, m x d: v_r, instead of the initial weights"},
      {.path = "training.learning_rate", .meaning = "eta"},
      {.path = "training.momentum", .meaning = "nu of the heavy ball"},
      {.path = "training.weight_decay", .meaning = "lambda: (lambda/2)|W|^2 is added to the loss"},
      {.path = "training.schedule", .meaning = "of the learning rate: constant, linear or cosine"},
      {.path = "training.warmup_steps", .meaning = "in which the learning rate grows linearly"},
      {.path = "training.batch_size", .meaning = "samples a step, without replacement in an epoch"},
      {.path = "training.label_flips",
       .meaning = "classifier: probability that a label is flipped, anew at every step"},
      {.path = "training.label_normal",
       .meaning = "classifier: [mean, std] of a normal factor on each label, anew at every step"},
      {.path = "training.label_uniform",
       .meaning = "classifier: [from, to] of a uniform factor on each label, anew at every step"},
      {.path = "training.label_smoothing",
       .meaning = "classifier: p of the loss (1 - p) l(y f) + p l(-y f), the mean over label flips"},
      {.path = "training.steps", .meaning = "number of steps"},
      {.path = "training.record_every", .meaning = "an integer or log"},
      {.path = "training.until.gradient_norm",
       .meaning = "|grad L| at which training ends before its last step"}};
  return keys;
}

/// Throws where the key is unknown, or one of other data models than the document's.
void check_entry(const std::string& path, const Entry& entry, const Entry* model) {
  const DataModel* own = model ? find_extension_model(model->text) : nullptr;
  if (own && has_key(*own, path)) return;
  if (!is_key(path))
    throw InputError(entry.origin, fmt::format("unknown key {}, read {}{}{}", path, shown(entry),
                                               allowed_after(path, paths_of_keys()), allowed_beside(path)));
  const Key* key = find_key(path);
  const bool known_model =
      own || (model && std::ranges::find(built_in_models, model->text) != built_in_models.end());
  if (known_model && (!key || !(key->model.empty() || has_word(key->model, model->text))))
    throw InputError(entry.origin, fmt::format("{} is no key of data.model = {}, read {}, allowed: remove it",
                                               path, shown(*model), shown(entry)));
}

}  // namespace

std::vector<Key> known_keys() {
  std::vector<Key> keys = built_in_keys();
  const auto mention = [&](const std::string& path, const std::string& piece, const std::string& meaning) {
    std::ranges::find(keys, path, &Key::path)->meaning += fmt::format("; {}: {}", piece, meaning);
  };
  for (const Activation& own : extensions().activations) mention("network.activation", own.name, own.formula);
  for (const Loss& own : extensions().losses) mention("network.loss", own.name, own.formula);
  for (const DataModel& model : extensions().data_models) {
    mention("data.model", model.name, model.meaning);
    for (const DataKey& key : model.keys) {
      const auto found = std::ranges::find(keys, "data." + key.name, &Key::path);
      if (found == keys.end())
        keys.push_back({.path = "data." + key.name, .model = model.name, .meaning = key.meaning});
      else
        mention(found->path, model.name, key.meaning);
    }
  }
  return keys;
}

void check_keys(const Document& document) {
  const Entry* model = document.find("data.model");
  for (const auto& [path, entry] : document.entries()) {
    if (starts_with_word(path, "sweep")) {
      check_sweep_entry(path, entry);
      continue;
    }
    if (starts_with_word(path, "claims")) {
      check_claim_entry(path, entry);
      continue;
    }
    check_entry(path, entry, model);
  }
}

}  // namespace featdyn::numerics
