// Proofs over ranges as files: everything exact, a part of the domain a line.
#include "verify/ranges/range_certificate.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "verify/certificate/exact_float.hpp"
#include "verify/certificate/strict_json.hpp"

namespace featdyn::verify {
namespace {

using FieldKind = StrictField::Kind;
using RangeValues = std::map<std::string, StrictValues>;

constexpr std::size_t longest_range_text = 100'000;
constexpr std::size_t trial_unknowns = std::tuple_size_v<decltype(numerics::TrialBox::centre)>;

const std::vector<StrictField>& range_fields() {
  static const std::vector<StrictField> all{
      {.path = "schema", .kind = FieldKind::text},
      {.path = "meaning", .kind = FieldKind::text, .most = longest_range_text},
      {.path = "claim", .kind = FieldKind::text, .most = longest_range_text},
      {.path = "theorem", .kind = FieldKind::text, .most = longest_range_text},
      {.path = "title", .kind = FieldKind::text, .most = longest_range_text},
      {.path = "domain", .kind = FieldKind::objects},
      {.path = "domain.name", .kind = FieldKind::text, .most = longest_range_text},
      {.path = "domain.from", .kind = FieldKind::text, .most = longest_range_text},
      {.path = "domain.to", .kind = FieldKind::text, .most = longest_range_text},
      {.path = "domain.formula", .kind = FieldKind::text, .most = longest_range_text},
      {.path = "assume", .kind = FieldKind::text, .depth = 1, .most = longest_range_text},
      {.path = "conclude", .kind = FieldKind::text, .depth = 1, .most = longest_range_text},
      {.path = "parts", .kind = FieldKind::object},
      {.path = "parts.kind", .kind = FieldKind::text, .depth = 1},
      {.path = "parts.chart", .kind = FieldKind::text, .depth = 1},
      {.path = "parts.from", .kind = FieldKind::text, .depth = 2, .most = longest_range_text},
      {.path = "parts.to", .kind = FieldKind::text, .depth = 2, .most = longest_range_text},
      {.path = "parts.at", .kind = FieldKind::exact_float, .depth = 2},
      {.path = "parts.centre", .kind = FieldKind::exact_float, .depth = 2},
      {.path = "parts.radius", .kind = FieldKind::exact_float, .depth = 2}};
  return all;
}

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump();
}

template <class Items, class Entry>
std::string listed(const Items& items, const char* between, Entry entry) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : between) + entry(item);
  return "[" + text + "]";
}

std::string end_texts(const std::vector<RangeEnd>& all) {
  return listed(all, ", ", [](const RangeEnd& end) { return json_text(text_of(end)); });
}
std::string exact_floats(const std::array<double, trial_unknowns>& all) {
  return listed(all, ", ", [](double x) { return json_text(exact_text(x)); });
}

std::string domain_text(const std::vector<RangeEntry>& domain) {
  return listed(domain, ",\n  ", [](const RangeEntry& entry) {
    return fmt::format(R"({{"name": {}, "from": {}, "to": {}, "formula": {}}})", json_text(entry.name),
                       json_text(entry.from), json_text(entry.to), json_text(entry.formula));
  });
}

std::string parts_text(const std::vector<RangePart>& parts) {
  const auto column = [&](const char* name, auto entry) {
    return fmt::format("  \"{}\": {}", name, listed(parts, ",\n   ", entry));
  };
  return "{\n" + column("kind", [](const RangePart& part) { return json_text(name(part.kind)); }) + ",\n" +
         column("chart", [](const RangePart& part) { return json_text(name(part.chart)); }) + ",\n" +
         column("from", [](const RangePart& part) { return end_texts(part.box.from); }) + ",\n" +
         column("to", [](const RangePart& part) { return end_texts(part.box.to); }) + ",\n" +
         column("at", [](const RangePart& part) { return exact_floats(part.trial.at); }) + ",\n" +
         column("centre", [](const RangePart& part) { return exact_floats(part.trial.centre); }) + ",\n" +
         column("radius", [](const RangePart& part) { return exact_floats(part.trial.radius); }) + "\n }";
}

void require_form(bool condition, const std::string& message) {
  if (!condition) throw std::invalid_argument(message);
}

RangePart::Kind kind_named(const std::string& text) {
  for (const auto kind :
       {RangePart::Kind::proved, RangePart::Kind::excluded, RangePart::Kind::refuted, RangePart::Kind::open})
    if (text == name(kind)) return kind;
  throw std::invalid_argument("parts.kind: unknown, read " + text);
}

numerics::WideChart chart_named(const std::string& text) {
  using enum numerics::WideChart;
  for (const auto chart : {weak, strong, crossover})
    if (text == name(chart)) return chart;
  throw std::invalid_argument("parts.chart: unknown, read " + text);
}

/// An array of arrays, each of `length` values.
void require_rows(const RangeValues& values, const std::string& path, std::size_t rows, std::size_t length) {
  const auto& lengths = values.at(path).row_lengths;
  const bool fits = lengths.size() == rows &&
                    std::ranges::all_of(lengths, [&](std::size_t each) { return each == length; });
  require_form(fits, fmt::format("{}: not {} arrays of {}", path, rows, length));
}

RangeBox box_at(const RangeValues& values, std::size_t part, std::size_t names) {
  RangeBox box;
  for (std::size_t k = 0; k < names; ++k) {
    box.from.push_back(range_end(values.at("parts.from").texts[part * names + k]));
    box.to.push_back(range_end(values.at("parts.to").texts[part * names + k]));
    require_form(box.from.back() && *box.from.back() > 0 && !is_below(box.to.back(), box.from.back()),
                 fmt::format("parts: part {} is no box", part + 1));
  }
  return box;
}

RangeProof proof_of(const RangeValues& values, const RangeQuestion& question) {
  const auto &kinds = values.at("parts.kind").texts, &charts = values.at("parts.chart").texts;
  const std::size_t count = kinds.size(), names = question.names.size();
  require_form(charts.size() == count, "parts.chart: not one for each part");
  for (const char* path : {"parts.from", "parts.to"}) require_rows(values, path, count, names);
  for (const char* path : {"parts.at", "parts.centre", "parts.radius"})
    require_rows(values, path, count, trial_unknowns);
  RangeProof proof;
  for (std::size_t part = 0; part < count; ++part) {
    RangePart& next = proof.parts.emplace_back();
    next.kind = kind_named(kinds[part]);
    next.box = box_at(values, part, names);
    next.chart = chart_named(charts[part]);
    for (std::size_t i = 0; i < trial_unknowns; ++i) {
      next.trial.at[i] = values.at("parts.at").floats[part * trial_unknowns + i];
      next.trial.centre[i] = values.at("parts.centre").floats[part * trial_unknowns + i];
      next.trial.radius[i] = values.at("parts.radius").floats[part * trial_unknowns + i];
    }
  }
  return proof;
}

RangeStatement statement_of(const RangeValues& values) {
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

RangeCertificate range_certificate_of(const RangeValues& values) {
  const std::string stated = values.at("schema").texts[0];
  require_form(stated == range_schema, fmt::format("of schema {}, where {} is read", stated, range_schema));
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
  const auto texts = [](const std::vector<std::string>& all) { return listed(all, ", ", json_text); };
  return fmt::format(
      "{{\n \"schema\": {},\n \"meaning\": {},\n \"claim\": {},\n \"theorem\": {},\n \"title\": {},\n"
      " \"domain\": {},\n \"assume\": {},\n \"conclude\": {},\n \"parts\": {}\n}}\n",
      json_text(range_schema), json_text(meaning_of_range_check()), json_text(range_claim(question, proof)),
      json_text(said.id), json_text(said.title), domain_text(said.domain), texts(said.assume),
      texts(said.conclude), parts_text(proof.parts));
}

bool is_range_certificate(const std::string& text) {
  constexpr std::size_t head = 400;
  return text.substr(0, head).find("featdyn-range-proof-") != std::string::npos;
}

RangeCertificate read_range_certificate(const std::string& text, const std::string& file) {
  try {
    return range_certificate_of(read_strict_json(text, range_fields()));
  } catch (const std::invalid_argument& error) {
    throw numerics::InputError(
        {file, 1},
        fmt::format("no certificate of a proof over ranges, {}, allowed: what featdyn verify writes",
                    error.what()));
  }
}

}  // namespace featdyn::verify
