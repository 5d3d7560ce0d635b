// The files that `featdyn new` writes; that they compile and run is tests/program_new.cpp's to see.
#include <boost/test/unit_test.hpp>
#include <map>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/extension/project.hpp"

BOOST_FIXTURE_TEST_SUITE(verify_extension, featdyn::testing::TemporaryFolder)

using namespace featdyn;
using namespace featdyn::verify;
using testing::contains;
using testing::refusal;

namespace {

std::map<std::string, std::string> add(const testing::TemporaryFolder& folder, const char* kind,
                                       const std::string& name) {
  const ProjectFiles files = with_piece(folder.path(), find_piece_kind(kind), name);
  for (const auto& [file, text] : files.texts) numerics::write_file(folder / file, text);
  return {files.texts.begin(), files.texts.end()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_kind_has_a_piece_whose_function_main_declares_and_calls) {
  for (const PieceKind& kind : piece_kinds()) {
    const auto files = add(*this, kind.name, std::string("my_") + kind.name);
    const std::string function = std::string("my_") + kind.name + "_" + kind.name + "()";
    BOOST_TEST_CONTEXT(kind.name) {
      const std::string& piece = files.at(std::string("my_") + kind.name + ".cpp");
      BOOST_TEST(contains(piece, " " + function + " {"));
      BOOST_TEST(contains(piece, std::string(kind.type).substr(std::string(kind.type).find("::") + 2)));
      BOOST_TEST(!contains(piece, "@NAME@"));
      BOOST_TEST(contains(files.at("main.cpp"), std::string(kind.type) + " " + function + ";\n"));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_second_piece_joins_the_first) {
  add(*this, "data", "ring");
  const auto files = add(*this, "observable", "balance");
  BOOST_TEST(contains(files.at("main.cpp"),
                      "using namespace featdyn;\nverify::ObservableExtension balance_observable();\n"
                      "numerics::DataModel ring_data();\n\nint main("));
  BOOST_TEST(contains(files.at("main.cpp"), ".pieces = {balance_observable(), ring_data()}"));
  BOOST_TEST(contains(files.at("CMakeLists.txt"), "featdyn_program(featdyn main.cpp balance.cpp ring.cpp)"));
}

BOOST_AUTO_TEST_CASE(what_was_changed_by_hand_stays) {
  add(*this, "data", "ring");
  const std::string cmake = numerics::read_file(*this / "CMakeLists.txt");
  numerics::write_file(*this / "CMakeLists.txt", cmake + "target_compile_options(featdyn PRIVATE -g)\n");
  BOOST_TEST(add(*this, "figure", "rings").at("CMakeLists.txt").ends_with("PRIVATE -g)\n"));
}

BOOST_AUTO_TEST_CASE(an_unknown_kind_is_refused_with_those_there_are) {
  BOOST_TEST(contains(refusal([] { find_piece_kind("target"); }),
                      "new:1: unknown kind of piece, read target, allowed: "));
}

BOOST_AUTO_TEST_CASE(a_name_that_is_no_identifier_is_refused) {
  for (const char* name : {"", "2ring", "my-ring", "ring.cpp", "../ring", "a b", "_ring", "rïng"})
    BOOST_TEST(contains(refusal([&] { add(*this, "data", name); }), "new:1: no name of a piece, read "),
               name);
  BOOST_TEST(std::filesystem::is_empty(path()));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_there_is_refused_and_stays) {
  numerics::write_file(*this / "ring.cpp", "mine");
  BOOST_TEST(contains(refusal([&] { add(*this, "data", "ring"); }), "ring.cpp:1: the file is there"));
  BOOST_TEST(contains(refusal([&] { add(*this, "data", "main"); }), "main.cpp:1: the file is there"));
  BOOST_TEST(numerics::read_file(*this / "ring.cpp") == "mine");
}

BOOST_AUTO_TEST_CASE(files_of_another_program_are_refused_with_what_to_add_by_hand) {
  numerics::write_file(*this / "main.cpp", "int main() {}\n");
  BOOST_TEST(contains(refusal([&] { add(*this, "data", "ring"); }),
                      "or add by hand numerics::DataModel ring_data(); and its call in .pieces"));
  std::filesystem::remove(*this / "main.cpp");
  numerics::write_file(*this / "CMakeLists.txt", "project(mine)\n");
  BOOST_TEST(contains(refusal([&] { add(*this, "data", "ring"); }), "CMakeLists.txt:1: not of a program"));
  BOOST_TEST(!std::filesystem::exists(*this / "ring.cpp"));
}

BOOST_AUTO_TEST_SUITE_END()
