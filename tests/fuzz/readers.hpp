#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

#include "numerics/files/atomic_file.hpp"
#include "numerics/files/idx.hpp"
#include "numerics/files/npy.hpp"
#include "verify/certificate/certificate.hpp"

namespace featdyn::testing {

/// The readers of what users hand in. Each gets the bytes of a file; whatever they are, it may refuse them
/// with the exception of its contract and nothing else may happen.
struct FileReader {
  const char* name;
  void (*read)(const std::string& bytes);
};

/// Calls read(path of a file with these bytes).
template <class Read>
void read_as_file(const std::string& bytes, Read read) {
  const auto path = std::filesystem::temp_directory_path() / ("featdyn-fuzz-" + std::to_string(getpid()));
  numerics::write_file(path, bytes);
  try {
    read(path);
  } catch (const std::runtime_error&) {
  }
  std::filesystem::remove(path);
}

inline void read_settings_bytes(const std::string& bytes) {
  try {
    numerics::read_settings(numerics::Document::from_text(bytes, "fuzz.toml", "/nonexistent"));
  } catch (const numerics::InputError&) {
  }
}

inline void read_npy_bytes(const std::string& bytes) {
  read_as_file(bytes, [](const std::filesystem::path& path) { numerics::read_npy(path); });
}

inline void read_idx_bytes(const std::string& bytes) {
  read_as_file(bytes, [](const std::filesystem::path& path) { numerics::read_idx(path, 3); });
}

inline void read_certificate_bytes(const std::string& bytes) {
  try {
    verify::read_certificate(bytes, "fuzz.json");
  } catch (const numerics::InputError&) {
  }
}

inline const FileReader file_readers[] = {{"settings", read_settings_bytes},
                                          {"npy", read_npy_bytes},
                                          {"idx", read_idx_bytes},
                                          {"certificate", read_certificate_bytes}};

}  // namespace featdyn::testing
