#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/output/file_lock.hpp"
#include "verify/output/permission.hpp"

namespace featdyn::verify {

/// What a file is that stands where a command is to leave its own.
enum class Earlier { foreign, same_settings, other_settings };

/// The one file that a command leaves, beside files of anybody's; the rules are those of OutputFolder.
class OutputFile {
 public:
  /// `judge` says of the beginning or the whole of a file what it is. Throws InputError where the file is an
  /// input or somebody else's, of other settings without `overwrite`, in a folder that cannot be written, or
  /// while another command is to leave the same.
  OutputFile(std::filesystem::path file, const std::vector<std::filesystem::path>& inputs,
             const std::function<Earlier(const std::filesystem::path&)>& judge, bool overwrite);
  /// Whole or not at all. Throws InputError where the file has been changed meanwhile.
  void write(std::string_view bytes);

 private:
  std::filesystem::path file_;
  std::optional<numerics::Content> earlier_;
  std::optional<FileLock> lock_;
};

}  // namespace featdyn::verify
