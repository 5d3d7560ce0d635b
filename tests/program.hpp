#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"

namespace featdyn::testing {

/// What the program printed and returned.
struct Printed {
  int code;
  std::string out, err;
  nlohmann::json json() const { return nlohmann::json::parse(out); }
};

/// Runs a shell command in a folder; "featdyn" in front of `arguments` is the program that was just built.
inline Printed shell(const TemporaryFolder& folder, const std::string& command) {
  const std::string out = (folder / "stdout.txt").string(), err = (folder / "stderr.txt").string();
  const int status = std::system(
      ("cd '" + folder.path().string() + "' && { " + command + "\n} >'" + out + "' 2>'" + err + "'").c_str());
  Printed result{
      .code = WEXITSTATUS(status), .out = numerics::read_file(out), .err = numerics::read_file(err)};
  std::filesystem::remove(out);
  std::filesystem::remove(err);
  return result;
}

inline Printed featdyn(const TemporaryFolder& folder, const std::string& arguments) {
  return shell(folder, std::string("'") + FEATDYN_PROGRAM + "' " + arguments);
}

/// Writes a settings file from a template of `featdyn init`.
inline void init(const TemporaryFolder& folder, const std::string& name, const std::string& file) {
  numerics::write_file(folder / file, featdyn(folder, "init " + name).out);
}

}  // namespace featdyn::testing
