#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

#include "numerics/files/atomic_file.hpp"
#include "numerics/files/idx.hpp"
#include "numerics/files/npy.hpp"
#include "verify/certificate.hpp"

namespace featdyn::testing {

/// The readers of what users hand in. Each gets the bytes of a file; whatever they are, it may refuse them
/// with the exception of its contract and nothing else may happen.
struct FileReader {
  const char* name;
  void (*read)(const std::string& bytes);
};

inline std::filesystem::path as_file(const std::string& bytes) {
  const auto path = std::filesystem::temp_directory_path() / ("featdyn-fuzz-" + std::to_string(getpid()));
  numerics::write_file(path, bytes);
  return path;
}

inline void read_settings_bytes(const std::string& bytes) {
  try {
    numerics::read_settings(numerics::Document::from_text(bytes, "fuzz.toml", "/nonexistent"));
  } catch (const numerics::InputError&) {
  }
}

inline void read_npy_bytes(const std::string& bytes) {
  try {
    numerics::read_npy(as_file(bytes));
  } catch (const std::runtime_error&) {
  }
}

inline void read_idx_bytes(const std::string& bytes) {
  try {
    numerics::read_idx(as_file(bytes), 3);
  } catch (const std::runtime_error&) {
  }
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
