#pragma once

#include <map>
#include <mutex>
#include <string>

#include "numerics/settings/settings.hpp"

namespace featdyn::verify {

/// What names the result of some work on one setting: the SHA-256, in hexadecimal, of what the work is, the
/// numerics version, that of a user's own pieces, and the complete setting, numbers by value and files by
/// content. Throws std::runtime_error where a file cannot be read.
std::string run_key(const std::string& work, const numerics::Settings& settings);

/// The same for many settings: reads every file once. Safe to use from many threads.
class RunKeys {
 public:
  explicit RunKeys(const std::string& work);
  std::string of(const numerics::Settings& settings);

 private:
  std::string canonical(const std::string& literal);
  std::string digest_of_file(const std::string& path);

  std::string prefix_;
  std::mutex guard_;
  std::map<std::string, std::string> digests_;  ///< by path
};

}  // namespace featdyn::verify
