#include <boost/test/unit_test.hpp>

#include "numerics/files/npy.hpp"
#include "tests/bytes.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_npy)

using namespace featdyn;
using testing::bytes_of;
using testing::contains;
using testing::npy;

namespace {

numerics::NpyArray read(const std::string& bytes) {
  const testing::TemporaryFolder folder;
  numerics::write_file(folder / "x.npy", bytes);
  return numerics::read_npy(folder / "x.npy");
}

std::string message(const std::string& bytes) {
  return testing::refusal([&] { read(bytes); });
}

const std::vector<double> six{1, 2, 3, 4, 5, 6};

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back_exactly) {
  const testing::TemporaryFolder folder;
  const std::vector<double> values{1, -0.0, 1e-300, 0.1, std::nextafter(1, 2), -7};
  numerics::write_npy(folder / "x.npy", {3, 2}, values.data());
  const auto array = numerics::read_npy(folder / "x.npy");
  BOOST_TEST(bytes_of(array.values) == bytes_of(values));
  BOOST_TEST((array.header.shape == std::vector<std::uint64_t>{3, 2}));
  BOOST_TEST(array.header.data_offset % 64 == 0U);
}

BOOST_AUTO_TEST_CASE(a_header_is_one_that_numpy_reads) {
  const testing::TemporaryFolder folder;
  numerics::write_npy(folder / "x.npy", {6}, six.data());
  const std::string bytes = numerics::read_file(folder / "x.npy");
  BOOST_TEST(contains(bytes.substr(0, 128), "{'descr': '<f8', 'fortran_order': False, 'shape': (6, ), }"));
  BOOST_TEST(bytes[127] == '\n');
  BOOST_TEST(bytes.size() == 128U + 48U);
}

BOOST_AUTO_TEST_CASE(fortran_order_is_put_into_c_order) {
  const auto array = read(npy("<f8", "(2, 3)", bytes_of(six), true));
  BOOST_TEST((array.values == std::vector<double>{1, 3, 5, 2, 4, 6}));
  const auto cube = read(npy("<f8", "(1, 2, 3)", bytes_of(six), true));
  BOOST_TEST((cube.values == std::vector<double>{1, 3, 5, 2, 4, 6}));
}

BOOST_AUTO_TEST_CASE(integers_floats_and_booleans_are_converted) {
  BOOST_TEST(
      (read(npy("<i8", "(2,)", bytes_of<std::int64_t>({1, -1}))).values == std::vector<double>{1, -1}));
  BOOST_TEST(
      (read(npy("<i4", "(2,)", bytes_of<std::int32_t>({7, -8}))).values == std::vector<double>{7, -8}));
  BOOST_TEST((read(npy("|i1", "(2,)", bytes_of<std::int8_t>({1, -1}))).values == std::vector<double>{1, -1}));
  BOOST_TEST((read(npy("|u1", "(1,)", bytes_of<std::uint8_t>({200}))).values == std::vector<double>{200}));
  BOOST_TEST((read(npy("<f4", "(1,)", bytes_of<float>({0.5F}))).values == std::vector<double>{0.5}));
}

BOOST_AUTO_TEST_CASE(a_version_2_header_is_read) {
  BOOST_TEST((read(npy("<f8", "(6,)", bytes_of(six), false, 2)).values == six));
}

/// As numpy's ast.literal_eval does, and its filter of Python 2's numbers.
BOOST_AUTO_TEST_CASE(the_header_is_a_literal_of_python) {
  const auto with = [](const std::string& dictionary, int version = 1) {
    std::string text = dictionary + std::string(118 - dictionary.size(), ' ');
    text.back() = '\n';
    std::string header("\x93NUMPY");
    header += {static_cast<char>(version), '\0', static_cast<char>(text.size()), '\0'};
    if (version > 1) header += std::string(2, '\0');
    return header + text + bytes_of(six);
  };
  for (const char* good : {"{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }",
                           "{'shape': (2L, 3), \"descr\": \"<f8\", 'fortran_order': False}",
                           "{ 'shape' : ( 2 ,3, ) ,'descr':'=f8' , 'fortran_order':False , } ",
                           "{'descr': 'f8',\n 'fortran_order': False, u'shape': (6L,)}"})
    BOOST_TEST((read(with(good)).values == six), good);
  for (const char* bad :
       {"{'descr': '<f8', 'fortran_order': False, 'shape': (2 3), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,, 3), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (6), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': [6], }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-6,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (06,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (6.0,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (6l,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (6,), 'shape': (6,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (6,), 'more': 1}",
        "{'descr': '<f8', 'fortran_order': False}", "{'descr': '<f8', 'fortran_order': 0, 'shape': (6,)}",
        "{'descr': '<f8' 'fortran_order': False, 'shape': (6,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (6,)} x",
        "x {'descr': '<f8', 'fortran_order': False, 'shape': (6,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (6,)"})
    BOOST_TEST(contains(message(with(bad)), "its NPY header cannot be read"), bad);
  const std::string plain = "{'descr': '<f8', 'fortran_order': False, 'shape': (6,)}",
                    of_python_2 = "{'descr': '<f8', 'fortran_order': False, 'shape': (6L,)}";
  for (const int version : {1, 2, 3}) BOOST_TEST((read(with(plain, version)).values == six));
  BOOST_TEST((read(with(of_python_2, 2)).values == six));
  BOOST_TEST(contains(message(with(of_python_2, 3)), "its NPY header cannot be read"));
  BOOST_TEST(contains(message(with(plain, 9)), "of NPY version 9.0, where 1.0, 2.0 and 3.0 are known"));
  BOOST_TEST(contains(message(with(plain, 0)), "of NPY version 0.0"));
  std::string minor = with(plain);
  minor[7] = 1;
  BOOST_TEST(contains(message(minor), "of NPY version 1.1"));
}

BOOST_AUTO_TEST_CASE(damaged_files_are_refused_with_the_reason) {
  const std::string whole = npy("<f8", "(6,)", bytes_of(six));
  BOOST_TEST(contains(message(whole.substr(0, whole.size() - 1)),
                      "x.npy: truncated: 47 bytes of data where shape (6) of '<f8' needs 48"));
  BOOST_TEST(
      contains(message(whole + "x"), "x.npy: too long: 49 bytes of data where shape (6) of '<f8' needs 48"));
  BOOST_TEST(contains(message("PK" + whole), "x.npy: not an NPY file"));
  BOOST_TEST(contains(message(""), "x.npy: not an NPY file"));
  BOOST_TEST(contains(message(whole.substr(0, 40)), "x.npy: truncated in its NPY header"));
  BOOST_TEST(contains(message(npy("<f8", "6", "")), "x.npy: its NPY header cannot be read"));
  BOOST_TEST(contains(message(npy(">f8", "(6,)", bytes_of(six))), "entries of type '>f8'"));
  BOOST_TEST(contains(message(npy("<c16", "(3,)", bytes_of(six))), "entries of type '<c16'"));
}

BOOST_AUTO_TEST_CASE(shapes_beyond_all_memory_are_refused_before_they_are_allocated) {
  BOOST_TEST(contains(message(npy("<f8", "(1000000000000, 1000000000)", "")), "more than 2^60 entries"));
  BOOST_TEST(contains(message(npy("<f8", "(99999999999999999999,)", "")), "a shape beyond all memory"));
  BOOST_TEST(contains(message(npy("<f8", "(1000000000000,)", "")), "truncated"));
}

BOOST_AUTO_TEST_CASE(rows_written_one_by_one_and_after_a_pause_make_one_array) {
  const testing::TemporaryFolder folder;
  numerics::Content kept;
  {
    numerics::NpyWriter first(folder / "x.npy", {2});
    first.write(six.data(), 2);
    kept = first.flush();
    first.write(six.data() + 2, 1);  // half a row, as a killed run leaves it
    first.flush();
    first.keep_part();
  }
  numerics::NpyWriter second(folder / "x.npy", {2}, kept);
  second.write(six.data() + 2, 4);
  BOOST_TEST(second.rows() == 3U);
  second.commit();
  const auto array = numerics::read_npy(folder / "x.npy");
  BOOST_TEST((array.values == six));
  BOOST_TEST((array.header.shape == std::vector<std::uint64_t>{3, 2}));
}

BOOST_AUTO_TEST_SUITE_END()
