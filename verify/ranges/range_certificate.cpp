// Proofs over ranges as files: everything exact, a part of the domain a line.
#include "verify/ranges/range_certificate.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "verify/certificate/exact_float.hpp"
#include "verify/certificate/strict_json.hpp"

namespace featdyn::verify {
namespace {

using Kind = StrictField::Kind;
using Values = std::map<std::string, StrictValues>;

constexpr std::size_t longest_text = 100'000;
constexpr std::size_t unknowns = std::tuple_size_v<decltype(numerics::TrialBox::centre)>;

const std::vector<StrictField>& fields() {
  static const std::vector<StrictField> all{
      {.path = "schema", .kind = Kind::text},
      {.path = "meaning", .kind = Kind::text, .most = longest_text},
      {.path = "claim", .kind = Kind::text, .most = longest_text},
      {.path = "theorem", .kind = Kind::text, .most = longest_text},
      {.path = "title", .kind = Kind::text, .most = longest_text},
      {.path = "domain", .kind = Kind::objects},
      {.path = "domain.name", .kind = Kind::text, .most = longest_text},
      {.path = "domain.from", .kind = Kind::text, .most = longest_text},
      {.path = "domain.to", .kind = Kind::text, .most = longest_text},
      {.path = "domain.formula", .kind = Kind::text, .most = longest_text},
      {.path = "assume", .kind = Kind::text, .depth = 1, .most = longest_text},
      {.path = "conclude", .kind = Kind::text, .depth = 1, .most = longest_text},
      {.path = "parts", .kind = Kind::object},
      {.path = "parts.kind", .kind = Kind::text, .depth = 1},
      {.path = "parts.chart", .kind = Kind::text, .depth = 1},
      {.path = "parts.from", .kind = Kind::text, .depth = 2, .most = longest_text},
      {.path = "parts.to", .kind = Kind::text, .depth = 2, .most = longest_text},
      {.path = "parts.centre", .kind = Kind::exact_float, .depth = 2},
      {.path = "parts.radius", .kind = Kind::exact_float, .depth = 2}};
  return all;
}

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump();
}

template <class Items, class Entry>
std::string listed(const Items& items, const char* between, Entry entry) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : between) + entry(item);
  return "[" + text + "]";
}

std::string ends(const std::vector<RangeEnd>& all) {
  return listed(all, ", ", [](const RangeEnd& end) { return quoted(text_of(end)); });
}
std::string floats(const std::array<double, unknowns>& all) {
  return listed(all, ", ", [](double x) { return quoted(exact_text(x)); });
}

std::string domain_text(const std::vector<RangeEntry>& domain) {
  return listed(domain, ",\n  ", [](const RangeEntry& entry) {
    return fmt::format(R"({{"name": {}, "from": {}, "to": {}, "formula": {}}})", quoted(entry.name),
                       quoted(entry.from), quoted(entry.to), quoted(entry.formula));
  });
}

std::string parts_text(const std::vector<RangePart>& parts) {
  const auto column = [&](const char* name, auto entry) {
    return fmt::format("  \"{}\": {}", name, listed(parts, ",\n   ", entry));
  };
  return "{\n" +
         column("kind", [](const RangePart& part) { return quoted(name(part.kind)); }) + ",\n" +
         column("chart", [](const RangePart& part) { return quoted(part.strong ? "strong" : "weak"); }) +
         ",\n" + column("from", [](const RangePart& part) { return ends(part.box.from); }) + ",\n" +
         column("to", [](const RangePart& part) { return ends(part.box.to); }) + ",\n" +
         column("centre", [](const RangePart& part) { return floats(part.trial.centre); }) + ",\n" +
         column("radius", [](const RangePart& part) { return floats(part.trial.radius); }) + "\n }";
}

void require(bool condition, const std::string& message) {
  if (!condition) throw std::invalid_argument(message);
}

RangePart::Kind kind_named(const std::string& text) {
  for (const auto kind : {RangePart::Kind::proved, RangePart::Kind::excluded, RangePart::Kind::refuted,
                          RangePart::Kind::open})
    if (text == name(kind)) return kind;
  throw std::invalid_argument("parts.kind: unknown, read " + text);
}

/// An array of arrays, each of `length` values.
void require_rows(const Values& values, const std::string& path, std::size_t rows, std::size_t length) {
  const auto& lengths = values.at(path).row_lengths;
  const bool fits = lengths.size() == rows &&
                    std::ranges::all_of(lengths, [&](std::size_t each) { return each == length; });
  require(fits, fmt::format("{}: not {} arrays of {}", path, rows, length));
}

RangeBox box_at(const Values& values, std::size_t part, std::size_t names) {
  RangeBox box;
  for (std::size_t k = 0; k < names; ++k) {
    box.from.push_back(range_end(values.at("parts.from").texts[part * names + k]));
    box.to.push_back(range_end(values.at("parts.to").texts[part * names + k]));
    require(box.from.back() && *box.from.back() > 0 && !is_below(box.to.back(), box.from.back()),
            fmt::format("parts: part {} is no box", part + 1));
  }
  return box;
}

RangeProof proof_of(const Values& values, const RangeQuestion& question) {
  const auto &kinds = values.at("parts.kind").texts, &charts = values.at("parts.chart").texts;
  const std::size_t count = kinds.size(), names = question.names.size();
  require(charts.size() == count, "parts.chart: not one for each part");
  for (const char* path : {"parts.from", "parts.to"}) require_rows(values, path, count, names);
  for (const char* path : {"parts.centre", "parts.radius"}) require_rows(values, path, count, unknowns);
  RangeProof proof;
  for (std::size_t part = 0; part < count; ++part) {
    require(charts[part] == "weak" || charts[part] == "strong",
            "parts.chart: unknown, read " + charts[part]);
    RangePart& next = proof.parts.emplace_back();
    next.kind = kind_named(kinds[part]);
    next.box = box_at(values, part, names);
    next.strong = charts[part] == "strong";
    for (std::size_t i = 0; i < unknowns; ++i) {
      next.trial.centre[i] = values.at("parts.centre").floats[part * unknowns + i];
      next.trial.radius[i] = values.at("parts.radius").floats[part * unknowns + i];
    }
  }
  return proof;
}

RangeStatement statement_of(const Values& values) {
  RangeStatement statement;
  statement.id = values.at("theorem").texts[0], statement.title = values.at("title").texts[0];
  const auto column = [&](const char* path) -> const std::vector<std::string>& {
    static const std::vector<std::string> none;
    const auto found = values.find(path);
    return found == values.end() ? none : found->second.texts;
  };
  const auto &names = column("domain.name"), &from = column("domain.from"), &to = column("domain.to"),
             &formulas = column("domain.formula");
  for (std::size_t k = 0; k < names.size(); ++k)
    statement.domain.push_back({.name = names[k], .from = from[k], .to = to[k], .formula = formulas[k]});
  statement.assume = column("assume"), statement.conclude = column("conclude");
  return statement;
}

RangeCertificate certificate_of(const Values& values) {
  const std::string schema = values.at("schema").texts[0];
  require(schema == range_schema, fmt::format("of schema {}, where {} is read", schema, range_schema));
  RangeQuestion question = question_of(statement_of(values));
  RangeProof proof = proof_of(values, question);
  return {.question = std::move(question),
          .proof = std::move(proof),
          .meaning = values.at("meaning").texts[0],
          .claim = values.at("claim").texts[0]};
}

}  // namespace

std::string range_certificate_text(const RangeQuestion& question, const RangeProof& proof) {
  const RangeStatement& said = question.statement;
  const auto texts = [](const std::vector<std::string>& all) { return listed(all, ", ", quoted); };
  return fmt::format("{{\n \"schema\": {},\n \"meaning\": {},\n \"claim\": {},\n \"theorem\": {},\n \"title\": {},\n"
                     " \"domain\": {},\n \"assume\": {},\n \"conclude\": {},\n \"parts\": {}\n}}\n",
                     quoted(range_schema), quoted(meaning_of_range_check()),
                     quoted(range_claim(question, proof)), quoted(said.id), quoted(said.title),
                     domain_text(said.domain), texts(said.assume), texts(said.conclude),
                     parts_text(proof.parts));
}

bool is_range_certificate(const std::string& text) {
  constexpr std::size_t head = 400;
  return text.substr(0, head).find("featdyn-range-proof-") != std::string::npos;
}

RangeCertificate read_range_certificate(const std::string& text, const std::string& file) {
  try {
    return certificate_of(read_strict_json(text, fields()));
  } catch (const std::invalid_argument& error) {
    throw numerics::InputError(
        {file, 1}, fmt::format("no certificate of a proof over ranges, {}, allowed: what featdyn verify writes",
                               error.what()));
  }
}

}  // namespace featdyn::verify
