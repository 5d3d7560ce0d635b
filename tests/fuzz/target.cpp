#include <cstdlib>

#include "tests/fuzz/readers.hpp"

/// The reader that the environment variable READER names.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace featdyn::testing;
  static const std::string wanted = std::getenv("READER");
  for (const FileReader& reader : file_readers)
    if (reader.name == wanted) reader.read(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
