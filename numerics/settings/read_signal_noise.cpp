#include <algorithm>
#include <numeric>

#include "numerics/linear/gram_factor.hpp"
#include "numerics/settings/noise_spectrum.hpp"
#include "numerics/settings/read_data.hpp"

namespace featdyn::numerics {
namespace {

using theory::Objective;
using theory::Rational;

constexpr long largest_class_count = 1000;
constexpr std::array<std::pair<const char*, bool>, 2> label_laws{{{"balanced", false}, {"random", true}}};
constexpr std::array<std::pair<const char*, bool>, 2> signal_kinds{
    {{"orthogonal", false}, {"antipodal", true}}};

using Rows = std::vector<std::vector<Decimal>>;

Rows read_rows(const Reader& in, const char* path, Allowed range, const char* allowed) {
  const Entry& entry = *in.find(path);
  if (entry.kind != Entry::Kind::array || entry.items.empty()) in.refuse(path, "wrong type", allowed);
  Rows rows;
  for (const Entry& item : entry.items) rows.push_back(in.decimals(path, item, range, allowed));
  return rows;
}

/// The one of the three keys that says what the signals are.
std::string signal_key(const Reader& in) {
  std::string given;
  for (const char* key : {"data.signal_norm", "data.signal_norms", "data.signal_gram"}) {
    if (!in.has(key)) continue;
    if (!given.empty()) in.refuse(key, ("given beside " + given).c_str(), "one of the two");
    given = key;
  }
  return given.empty() ? "data.signal_norm" : given;
}

void check_gram(const Reader& in, const SignalNoiseSettings& data) {
  const char* key = "data.signal_gram";
  const auto gram = data.gram();
  const std::size_t k = gram.size();
  for (std::size_t j = 0; j < k; ++j) {
    if (gram[j].size() != k) in.refuse(key, "not square", "as many columns as rows");
    if (gram[j][j] == 0) in.refuse(key, "a signal is 0", "squared norms > 0 on the diagonal");
  }
  for (std::size_t j = 0; j < k; ++j)
    for (std::size_t l = 0; l < j; ++l)
      if (gram[j][l] != gram[l][j]) in.refuse(key, "not symmetric", "inner products <mu_i, mu_j>");
  if (!factor_gram(gram))
    in.refuse(key, "not positive semidefinite", "a Gram matrix, e.g. [[25, 10], [10, 25]]");
}

/// Whether there is one signal with the sign of the label.
bool read_antipodal(const Reader& in) {
  const auto kind = in.choice("data.signals", signal_kinds);
  if (kind && in.has("data.signal_gram"))
    in.refuse("data.signals", "given beside data.signal_gram", "one of the two");
  if (!kind.value_or(false)) return false;
  if (in.has("data.signal_norms"))
    in.refuse("data.signals", "y mu has one norm, given beside data.signal_norms", "data.signal_norm");
  if (in.integer("data.classes", 2, largest_class_count).value_or(2) != 2)
    in.refuse("data.signals", "y mu is of two classes, given beside data.classes", "data.classes = 2");
  return true;
}

/// The signals and how many there are.
void read_signals(const Reader& in, SignalNoiseSettings& data) {
  const std::string key = signal_key(in);
  data.antipodal = read_antipodal(in);
  const auto classes = in.integer("data.classes", 2, largest_class_count);
  if (key == "data.signal_gram")
    data.signal_gram =
        read_rows(in, key.c_str(), Allowed::any, "an array of rows, e.g. [[25, 10], [10, 25]]");
  if (key == "data.signal_norms")
    data.signal_norms =
        in.decimals(key, *in.find(key), Allowed::positive, "an array of norms > 0, one a class");
  if (key == "data.signal_norm") {
    const Decimal norm = in.required(key, in.real(key, Allowed::positive), "5");
    data.signal_norms.assign(static_cast<std::size_t>(classes.value_or(2)), norm);
  }
  const long signals = std::ssize(data.signal_gram) + std::ssize(data.signal_norms);
  data.classes = classes.value_or(signals);
  if (signals != data.classes || signals < 2 || signals > largest_class_count)
    in.refuse(key, "wrong number of signals",
              classes ? fmt::format("{}, one a class", *classes)
                      : fmt::format("2 to {}, one a class", largest_class_count));
  if (!data.signal_gram.empty()) check_gram(in, data);
}

void read_balance(const Reader& in, SignalNoiseSettings& data) {
  const char* key = "data.class_balance";
  const Entry* entry = in.find(key);
  const std::string whole = "data.labels = \"random\"";
  if (!entry) {
    if (data.random_labels || data.samples % data.classes == 0) return;
    if (data.classes == 2)
      in.refuse("data.samples", "odd while labels are balanced", "an even number, or " + whole);
    in.refuse("data.samples", "no multiple of the number of classes while labels are balanced",
              fmt::format("a multiple of {}, or {}", data.classes, whole));
  }
  if (entry->kind != Entry::Kind::array && data.classes == 2)
    data.class_balance = {*in.real(key, Allowed::open_unit)};
  else
    data.class_balance = in.decimals(key, *entry, Allowed::open_unit, "an array of shares, one a class");
  const std::vector<Rational> shares = data.shares();
  if (std::ssize(shares) != data.classes)
    in.refuse(key, "wrong number of shares", fmt::format("{}, one a class", data.classes));
  if (std::accumulate(shares.begin(), shares.end(), Rational(0)) != 1)
    in.refuse(key, "the shares do not sum to 1", "shares that do");
  if (!data.random_labels && std::ranges::any_of(shares, [&](const Rational& share) {
        return !(share * data.samples).is_integer();
      }))
    in.refuse(key, fmt::format("no whole numbers of {} samples", data.samples).c_str(),
              "shares that are, or " + whole);
}

void check_blocks(const Reader& in, const SignalNoiseSettings& data, long coordinates) {
  const char* key = "data.noise_spectrum";
  const auto& blocks = data.noise_spectrum.blocks;
  Rational sum = 0;
  for (const auto& block : blocks) sum += block.fraction.value;
  if (sum != 1) in.refuse(key, "the fractions do not sum to 1", "fractions that do");
  if (std::ranges::all_of(blocks, [](const auto& block) { return block.std.value == 0; }))
    in.refuse(key, "there is no noise", "at least one std > 0");
  long before = 0;
  for (const long end : block_ends(data.noise_spectrum, coordinates)) {
    if (end <= before)
      in.refuse(key, "a block without a coordinate",
                fmt::format("fractions of {} coordinates that are at least one", coordinates));
    before = end;
  }
}

void read_spectrum(const Reader& in, SignalNoiseSettings& data, long coordinates) {
  const char* key = "data.noise_spectrum";
  const char* allowed = "blocks [[fraction, std], ...], or a number >= 0, the exponent of a power law";
  const Entry* entry = in.find(key);
  if (!entry) return;
  if (is_number(*entry)) {
    data.noise_spectrum.exponent = in.real(key, Allowed::nonnegative);
    return;
  }
  for (const auto& row : read_rows(in, key, Allowed::nonnegative, allowed)) {
    if (row.size() != 2 || row[0].value == 0) in.refuse(key, "not a block", allowed);
    data.noise_spectrum.blocks.push_back({.fraction = row[0], .std = row[1]});
  }
  check_blocks(in, data, coordinates);
}

/// Instead of equal signal patches.
void read_signal_scales(const Reader& in, SignalNoiseSettings& data) {
  const char* key = "data.signal_scales";
  const Entry* entry = in.find(key);
  if (entry == nullptr) return;
  data.signal_scales = in.decimals(key, *entry, Allowed::positive, "an array of numbers > 0, e.g. [1, 2]");
  if (data.signal_scales.empty() || data.signal_scales[0].value != 1)
    in.refuse(key, "the first signal patch is the signal itself", "an array that begins with 1, e.g. [1, 2]");
  const long count = std::ssize(data.signal_scales);
  if (in.has("data.signal_patches") && data.signal_patches != count)
    in.refuse(key, "not one for each of data.signal_patches", fmt::format("{} numbers", data.signal_patches));
  if (data.antipodal || data.constant)
    in.refuse(key,
              data.antipodal ? "given beside data.signals = \"antipodal\"" : "given beside data.constant",
              "one of the two");
  data.signal_patches = count;
  if (count == 1) data.signal_scales.clear();
}

void refuse_classifier(const Reader& in, const SignalNoiseSettings& data) {
  const std::string key = in.has("data.classes") ? "data.classes" : signal_key(in);
  if (data.classes > 2 && !wants_several_outputs(in))
    in.refuse(key, "a loss of margins tells two classes apart",
              "2 classes, or network.loss = \"cross-entropy\"");
}

std::string spectrum_literal(const NoiseSpectrum& spectrum) {
  if (spectrum.exponent) return spectrum.exponent->text;
  Rows rows;
  for (const auto& block : spectrum.blocks) rows.push_back({block.fraction, block.std});
  return literal(rows);
}

}  // namespace

DataSettings read_signal_noise(const Reader& in, Objective objective) {
  SignalNoiseSettings data{
      .dimension = in.required("data.dimension", in.integer("data.dimension", 1, largest_count), "1000"),
      .samples = in.required("data.samples", in.integer("data.samples", 1, largest_count), "30"),
      .classes = 2,
      .signal_norms = {},
      .signal_gram = {},
      .class_balance = {},
      .signal_patches = in.integer("data.signal_patches", 1, largest_count).value_or(1),
      .noise_patches = in.integer("data.noise_patches", 1, largest_count).value_or(1),
      .noise_std = in.real("data.noise_std", Allowed::positive).value_or(decimal_one),
      .noise_spectrum = {},
      .random_labels = in.choice("data.labels", label_laws).value_or(false),
      .antipodal = false,
      .noise_off_signals = in.flag("data.noise_orthogonal").value_or(true),
      .constant = in.real("data.constant", Allowed::positive)};
  read_signals(in, data);
  read_signal_scales(in, data);
  if (objective == Objective::classification) refuse_classifier(in, data);
  read_balance(in, data);
  const long least = data.span() + (data.noise_off_signals ? 1 : 0);
  if (data.dimension < least)
    in.refuse("data.dimension", "no room for noise off the signals", fmt::format("at least {}", least));
  read_spectrum(in, data, data.noise_coordinates());
  const auto paper = in.has("data.signal_norm") ? simplified(data) : std::nullopt;
  return paper ? DataSettings(*paper) : DataSettings(data);
}

Parameters parameters_of(const TwoPatchSettings& data) {
  return {{"data.model", "\"two-patch\""},
          {"data.dimension", std::to_string(data.dimension)},
          {"data.samples", std::to_string(data.samples)},
          {"data.signal_norm", data.signal_norm.text},
          {"data.noise_std", data.noise_std.text},
          {"data.labels", name_of(label_laws, data.random_labels)}};
}

Parameters parameters_of(const SignalNoiseSettings& data) {
  Parameters out{{"data.model", "\"two-patch\""},
                 {"data.dimension", std::to_string(data.dimension)},
                 {"data.samples", std::to_string(data.samples)},
                 {"data.classes", std::to_string(data.classes)}};
  const auto& balance = data.class_balance;
  if (data.antipodal)
    out.insert(out.end(),
               {{"data.signals", "\"antipodal\""}, {"data.signal_norm", data.signal_norms[0].text}});
  else
    out.push_back(data.signal_gram.empty()
                      ? Parameters::value_type("data.signal_norms", literal(data.signal_norms))
                      : Parameters::value_type("data.signal_gram", literal(data.signal_gram)));
  if (!balance.empty())
    out.emplace_back("data.class_balance", balance.size() == 1 ? balance[0].text : literal(balance));
  out.insert(out.end(), {{"data.labels", name_of(label_laws, data.random_labels)},
                         {"data.signal_patches", std::to_string(data.signal_patches)},
                         {"data.noise_patches", std::to_string(data.noise_patches)},
                         {"data.noise_std", data.noise_std.text}});
  if (data.noise_spectrum.exponent || !data.noise_spectrum.blocks.empty())
    out.emplace_back("data.noise_spectrum", spectrum_literal(data.noise_spectrum));
  if (!data.signal_scales.empty()) out.emplace_back("data.signal_scales", literal(data.signal_scales));
  if (!data.noise_off_signals) out.emplace_back("data.noise_orthogonal", "false");
  if (data.constant) out.emplace_back("data.constant", data.constant->text);
  return out;
}

}  // namespace featdyn::numerics
