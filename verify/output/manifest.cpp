#include "verify/output/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "numerics/refusal/input_error.hpp"

namespace featdyn::verify {
namespace {

using nlohmann::ordered_json;
using Files = std::map<std::string, numerics::Content>;

constexpr const char *schema = "featdyn-manifest-1", *file_name = "manifest.json";

ordered_json json_of(const Files& files) {
  ordered_json result = ordered_json::object();
  for (const auto& [name, content] : files) result[name] = {content.bytes, content.checksum};
  return result;
}

Files files_of(const ordered_json& json) {
  Files files;
  for (const auto& [name, content] : json.items())
    files[name] = {.bytes = content.at(0).get<std::uint64_t>(),
                   .checksum = content.at(1).get<std::uint32_t>()};
  return files;
}

ordered_json json_of(const Product& product) {
  return {{"command", product.command},
          {"key", product.key},
          {"lineage", product.lineage},
          {"description", product.description},
          {"files", json_of(product.files)}};
}

Product product_of(const ordered_json& json) {
  return {.command = json.at("command").get<std::string>(),
          .key = json.at("key").get<std::string>(),
          .lineage = json.at("lineage").get<std::string>(),
          .description = json.at("description").get<std::string>(),
          .files = files_of(json.at("files"))};
}

ordered_json json_of(const Change& change) {
  ordered_json moves = ordered_json::array();
  for (const Change::Move& move : change.moves) moves.push_back({move.from, move.to});
  return {{"moves", moves}, {"removals", change.removals}, {"earlier", json_of(change.earlier)}};
}

Change change_of(const ordered_json& json) {
  Change change{.moves = {},
                .removals = json.at("removals").get<std::vector<std::string>>(),
                .earlier = files_of(json.at("earlier"))};
  for (const ordered_json& move : json.at("moves"))
    change.moves.push_back({move.at(0).get<std::string>(), move.at(1).get<std::string>()});
  return change;
}

ordered_json json_of(const Manifest& manifest) {
  ordered_json json{{"products", ordered_json::array()}, {"unfinished", manifest.unfinished}};
  for (const Product& product : manifest.products) json["products"].push_back(json_of(product));
  json["change"] = manifest.change ? json_of(*manifest.change) : ordered_json();
  return json;
}

Manifest manifest_of(const ordered_json& json) {
  Manifest manifest{.unfinished = json.at("unfinished").get<std::set<std::string>>()};
  for (const ordered_json& product : json.at("products")) manifest.products.push_back(product_of(product));
  if (!json.at("change").is_null()) manifest.change = change_of(json.at("change"));
  return manifest;
}

/// The checksum is of the contents as they are printed.
std::string contents_text(const ordered_json& contents) {
  return contents.dump(1, ' ', false, ordered_json::error_handler_t::replace);
}

Manifest parse(const std::string& text) {
  const auto document = ordered_json::parse(text);
  const ordered_json& contents = document.at("contents");
  if (document.at("schema") != schema) throw std::runtime_error("of another version");
  if (document.at("checksum") != numerics::checksum(contents_text(contents)))
    throw std::runtime_error("damaged");
  return manifest_of(contents);
}

}  // namespace

const Product* Manifest::find(const std::string& command) const {
  const auto found = std::ranges::find(products, command, &Product::command);
  return found == products.end() ? nullptr : &*found;
}

Manifest read_manifest(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / private_folder / file_name;
  if (!std::filesystem::exists(file)) return {};
  try {
    return parse(numerics::read_file(file));
  } catch (const std::exception& error) {
    throw numerics::InputError(
        {file.string(), 1},
        fmt::format("the list of what featdyn has left there cannot be read, read {}, allowed: another "
                    "folder with --out, or to remove {} (the files beside it then count as yours)",
                    error.what(), (directory / private_folder).string()));
  }
}

void write_manifest(const std::filesystem::path& directory, const Manifest& manifest) {
  const ordered_json contents = json_of(manifest);
  const ordered_json document{
      {"schema", schema}, {"checksum", numerics::checksum(contents_text(contents))}, {"contents", contents}};
  numerics::write_file(directory / private_folder / file_name, contents_text(document) + "\n");
}

}  // namespace featdyn::verify
