#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "verify/output/file_lock.hpp"
#include "verify/output/permission.hpp"

namespace featdyn::verify {

/// How long other commands are kept out of a folder.
enum class Hold {
  throughout,  ///< until the command has ended
  to_publish   ///< while files are put into their places; several processes may work for one folder
};

/// The folder that a command leaves its files in: the one way in which commands write. They are made in a
/// folder of the command's own, and stand in their places when all of them are complete, together: a kill at
/// any moment leaves either what was there or what was to be there, or an unfinished change that the next
/// command ends. Nobody else's file is written or removed (Intent).
class OutputFolder {
 public:
  /// Makes the folder where it is not there and ends what a kill has left. Throws as require_permission does,
  /// and InputError where another command holds the folder or it cannot be written.
  explicit OutputFolder(Intent intent, Hold hold = Hold::throughout);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  const std::filesystem::path& path() const { return intent_.directory; }
  /// Where files are made; what stands there at publish() gets its place, also in subfolders.
  std::filesystem::path staged() const { return staging_ / "files"; }
  /// A text with every name of a staged file as that of its place.
  std::string placed(std::string text) const;
  /// Removes the parts of a run that has not ended.
  void discard_parts();
  /// A part of these contents becomes the file `name` at publish(), and every other part goes.
  void adopt(const std::string& part, const std::string& name, const numerics::Content& content);
  /// Puts everything into its place. Throws, and changes nothing, where somebody's file has come in the way.
  void publish();

 private:
  void enter();
  FileLock lock() const;

  struct Adopted {
    std::string part, name;
    numerics::Content content;
  };
  Intent intent_;
  std::filesystem::path staging_;
  std::optional<FileLock> lock_, staging_lock_;
  std::vector<Adopted> adopted_;
  bool is_changing_ = false;  ///< what is staged belongs to a change that is written down
};

}  // namespace featdyn::verify
