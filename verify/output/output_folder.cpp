#include "verify/output/output_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "numerics/refusal/input_error.hpp"
#include "verify/output/change.hpp"

namespace featdyn::verify {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds at_the_door{2'000}, while_publishing{10'000};
constexpr const char *staging_start = "staged-", *lock_name = "lock";

/// A file that gets a place.
struct Arrival {
  std::string from;  ///< relative to the folder
  numerics::Content content;
};
using Arrivals = std::map<std::string, Arrival>;

void make_private_folder(const fs::path& directory) {
  const fs::path ours = directory / private_folder;
  std::error_code error;
  fs::create_directories(ours, error);
  if (error || !fs::is_directory(directory))
    throw numerics::InputError(
        {"--out", 1}, fmt::format("cannot make the folder, read {}, allowed: a folder that can be written",
                                  directory.string()));
  if (!fs::is_directory(fs::symlink_status(ours))) refuse_foreign(ours, "no folder");
}

/// The folder's manifest after whatever a kill has left undone.
Manifest settled_manifest(const fs::path& directory) {
  const Manifest manifest = read_manifest(directory);
  if (!manifest.change) return manifest;
  end_change(directory, manifest);
  return read_manifest(directory);
}

void add_staged(Arrivals& arrivals, const fs::path& directory, const fs::path& staged) {
  for (const auto& entry : fs::recursive_directory_iterator(staged))
    if (entry.is_regular_file())
      arrivals[entry.path().lexically_relative(staged).string()] = {
          .from = entry.path().lexically_relative(directory).string(),
          .content = numerics::content_of(entry.path())};
}

/// What stands in its place with the same contents already is not written again.
Arrivals without_equals(Arrivals arrivals, const fs::path& directory) {
  std::erase_if(arrivals, [&](const auto& arrival) {
    const fs::path file = directory / arrival.first;
    return is_plain(file) && fs::file_size(file) == arrival.second.content.bytes &&
           numerics::content_of(file) == arrival.second.content;
  });
  return arrivals;
}

/// The product with its new files, beside those that stay of an earlier one.
Product merged(const Intent& intent, const Product* earlier, const Arrivals& all, const Arrivals& moving) {
  const bool adds = earlier != nullptr && goes_on(*earlier, intent);
  Product product{.command = intent.command,
                  .key = intent.key,
                  .lineage = intent.lineage,
                  .description = intent.description,
                  .files = adds ? earlier->files : std::map<std::string, numerics::Content>()};
  for (const auto& [name, arrival] : all)
    if (moving.contains(name) || (earlier != nullptr && earlier->files.contains(name)))
      product.files[name] = arrival.content;
  return product;
}

/// Files that go: of earlier results that are replaced, and parts that nobody needs any more.
std::vector<std::string> removals(const fs::path& directory, const Product* earlier, const Product& now,
                                  const std::set<std::string>& parts, const Arrivals& moving) {
  std::vector<std::string> names;
  if (earlier != nullptr)
    for (const auto& [name, content] : earlier->files)
      if (!now.files.contains(name)) names.push_back(name);
  for (const std::string& part : parts)
    if (std::ranges::none_of(moving, [&](const auto& arrival) { return arrival.second.from == part; }))
      names.push_back(part);
  std::erase_if(names, [&](const std::string& name) { return !is_plain(directory / name); });
  return names;
}

/// Before the only copy of something goes its successor is on the disk.
void synchronise(const fs::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  fdatasync(descriptor);
  close(descriptor);
}

Change change_of(const fs::path& directory, const Arrivals& moving, std::vector<std::string> removals) {
  Change change{.moves = {}, .removals = std::move(removals), .earlier = {}};
  for (const auto& [name, arrival] : moving) {
    change.moves.push_back({.from = arrival.from, .to = name});
    if (is_plain(directory / name)) change.earlier[name] = numerics::content_of(directory / name);
  }
  for (const std::string& name : change.removals)
    change.earlier[name] = numerics::content_of(directory / name);
  if (!change.earlier.empty())
    for (const Change::Move& move : change.moves) synchronise(directory / move.from);
  return change;
}

}  // namespace

OutputFolder::OutputFolder(Intent intent, Hold hold) : intent_(std::move(intent)) {
  require_permission(intent_);
  make_private_folder(path());
  lock_.emplace(lock());
  Manifest manifest = settled_manifest(path());
  require_permission(intent_, manifest);
  enter();
  if (!intent_.parts.empty()) {
    manifest.unfinished.insert(intent_.parts.begin(), intent_.parts.end());
    write_manifest(path(), manifest);
  }
  if (hold == Hold::to_publish) lock_.reset();
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (!is_changing_) fs::remove_all(staging_, ignored);
}

FileLock OutputFolder::lock() const {
  return {path() / private_folder / lock_name, path(), staging_.empty() ? at_the_door : while_publishing};
}

/// Makes the folder for files that have no place yet, after removing those of processes that are no more.
void OutputFolder::enter() {
  const fs::path ours = path() / private_folder;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(ours, ignored))
    if (entry.path().filename().string().starts_with(staging_start) &&
        is_known_to_be_free(entry.path() / lock_name))
      fs::remove_all(entry.path(), ignored);
  std::string name = (ours / staging_start).string() + "XXXXXX";
  if (mkdtemp(name.data()) == nullptr)
    throw fs::filesystem_error("", ours, std::error_code(errno, std::generic_category()));
  staging_ = name;
  staging_lock_.emplace(staging_ / lock_name, path(), at_the_door);
  fs::create_directory(staged());
}

std::string OutputFolder::placed(std::string text) const {
  const std::string staging = staged().string(), place = path().string();
  for (auto at = text.find(staging); at != text.npos; at = text.find(staging, at + place.size()))
    text.replace(at, staging.size(), place);
  return text;
}

void OutputFolder::discard_parts() {
  for (const std::string& part : intent_.parts) fs::remove(path() / part);
}

void OutputFolder::adopt(const std::string& part, const std::string& name, const numerics::Content& content) {
  adopted_.push_back({.part = part, .name = name, .content = content});
}

void OutputFolder::publish() {
  std::optional<FileLock> held;
  if (!lock_) held.emplace(lock());
  Manifest manifest = settled_manifest(path());
  Arrivals all;
  add_staged(all, path(), staged());
  for (const Adopted& part : adopted_) {
    if (numerics::content_of(path() / part.part) != part.content)
      throw numerics::InputError({(path() / part.part).string(), 1},
                                 "not what was written, read a damaged file, allowed: to run it again");
    all[part.name] = {.from = part.part, .content = part.content};
  }
  const Arrivals moving = without_equals(all, path());
  Intent exact = intent_;
  exact.checkpoint.clear();  // what is there is this command's own
  exact.names.clear();
  for (const auto& [name, arrival] : moving) exact.names.push_back(name);
  require_permission(exact, manifest);

  const Product* earlier = earlier_product(intent_, manifest);
  Product product = merged(intent_, earlier, all, moving);
  const std::set<std::string> parts(intent_.parts.begin(), intent_.parts.end());
  manifest.change = change_of(path(), moving, removals(path(), earlier, product, parts, moving));
  if (parts.empty() && moving.empty() && earlier != nullptr && *earlier == product) return;
  std::erase_if(manifest.products, [&](const Product& one) { return one.command == intent_.command; });
  manifest.products.push_back(std::move(product));
  for (const std::string& part : parts) manifest.unfinished.erase(part);
  is_changing_ = true;
  write_manifest(path(), manifest);
  end_change(path(), manifest);
  is_changing_ = false;
  adopted_.clear();
}

}  // namespace featdyn::verify
