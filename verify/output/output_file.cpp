#include "verify/output/output_file.hpp"

#include <fmt/format.h>

#include "numerics/refusal/input_error.hpp"
#include "verify/output/new_file.hpp"

namespace featdyn::verify {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds at_the_file{500};

/// What the file holds that is there; nothing where there is none.
std::optional<numerics::Content> content_there(const fs::path& file) {
  const fs::file_status status = fs::symlink_status(file);
  if (status.type() == fs::file_type::not_found) return std::nullopt;
  if (!fs::is_regular_file(status)) refuse_foreign(file, "no plain file");
  return numerics::content_of(file);
}

void require_replaceable(const fs::path& file, Earlier found, bool overwrite) {
  if (found == Earlier::foreign) refuse_foreign(file, "one that featdyn has not left there");
  if (found == Earlier::other_settings && !overwrite)
    throw numerics::InputError(
        {file.string(), 1},
        "results of other settings are there, read another command's, allowed: another file with --out, or "
        "--overwrite, which replaces them when the new ones are complete");
}

}  // namespace

OutputFile::OutputFile(fs::path file, const std::vector<fs::path>& inputs,
                       const std::function<Earlier(const fs::path&)>& judge, bool overwrite)
    : file_(std::move(file)) {
  const auto look = [&] {
    require_no_input(file_, inputs);
    earlier_ = content_there(file_);
    if (earlier_) require_replaceable(file_, judge(file_), overwrite);
  };
  look();
  lock_.emplace(file_.parent_path() / ("." + file_.filename().string() + ".featdyn-lock"), file_,
                at_the_file);
  lock_->remove_file_at_end();
  // Another command may have left it while this one waited.
  if (content_there(file_) != earlier_) look();
}

void OutputFile::write(std::string_view bytes) {
  if (content_there(file_) != earlier_) refuse_foreign(file_, "one that has come there meanwhile");
  if (earlier_)
    replace_file(file_, bytes);
  else if (!make_new_file(file_, bytes))
    refuse_foreign(file_, "one that has come there meanwhile");
}

}  // namespace featdyn::verify
