#include "verify/certificate/strict_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "verify/certificate/exact_float.hpp"

namespace featdyn::verify {
namespace {

using Kind = StrictField::Kind;

/// An object or array that is open.
struct Frame {
  std::string path;
  const StrictField* field;  ///< null for the document
  StrictValues* values;      ///< of an array
  int depth;                 ///< how many arrays of the field are open; 0: an object
  std::set<std::string> keys = {};
  std::size_t count = 0;  ///< values of an array
};

/// The events of nlohmann's parser, each held against the fields.
class StrictParser {
 public:
  explicit StrictParser(const std::vector<StrictField>& fields) {
    for (const StrictField& field : fields) fields_.emplace(field.path, &field);
  }
  std::map<std::string, StrictValues> take() { return std::move(found_); }

  bool start_object(std::size_t) {
    if (frames_.empty()) {
      frames_.push_back({.path = "", .field = nullptr, .values = nullptr, .depth = 0});
      return true;
    }
    const auto [field, depth] = expected();
    require((field->kind == Kind::object && depth == 0) || (field->kind == Kind::objects && depth == 1),
            field, "an object");
    frames_.push_back({.path = field->path, .field = field, .values = nullptr, .depth = 0});
    return true;
  }

  bool key(std::string& name) {
    Frame& frame = frames_.back();
    const std::string path = frame.path.empty() ? name : frame.path + "." + name;
    if (!frame.keys.insert(name).second) throw std::invalid_argument("key " + shown(path) + " twice");
    const auto field = fields_.find(path);
    if (field == fields_.end() || name.find('.') != name.npos)
      throw std::invalid_argument("unknown key " + shown(path));
    next_ = field->second;
    found_[path];
    return true;
  }

  bool end_object() {
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    const std::string front = frame.path.empty() ? "" : frame.path + ".";
    for (const auto& [path, field] : fields_) {
      if (!field->required || !path.starts_with(front)) continue;
      const std::string name = path.substr(front.size());
      if (!name.empty() && name.find('.') == std::string::npos && !frame.keys.contains(name))
        throw std::invalid_argument("no key " + path);
    }
    return true;
  }

  bool start_array(std::size_t) {
    require_document();
    const auto [field, depth] = expected();
    const int deepest = field->kind == Kind::objects ? 1 : field->depth;
    require(field->kind != Kind::object && depth < deepest, field, "an array");
    frames_.push_back(
        {.path = field->path, .field = field, .values = &found_[field->path], .depth = depth + 1});
    return true;
  }

  bool end_array() {
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.depth > 1) frame.values->row_lengths.push_back(frame.count);
    return true;
  }

  bool string(std::string& text) {
    const StrictField* field = place({Kind::text, Kind::exact_float}, "a string");
    if (field->kind == Kind::exact_float) {
      try {
        values(field).floats.push_back(exact_float(text));
      } catch (const std::invalid_argument& error) {
        throw std::invalid_argument(field->path + ": " + error.what());
      }
      return true;
    }
    require_short(field, text);
    values(field).texts.push_back(std::move(text));
    return true;
  }

  bool number_integer(long value) { return whole(value); }
  bool number_unsigned(unsigned long value) {
    if (value > static_cast<unsigned long>(std::numeric_limits<long>::max()))
      throw std::invalid_argument(fmt::format("{}: out of range, read {}", expected().first->path, value));
    return whole(static_cast<long>(value));
  }
  bool number_float(double, const std::string& written) {
    const StrictField* field = place({Kind::number}, "a number with a point, an exponent or 20 digits");
    require_short(field, written);
    values(field).texts.push_back(written);
    return true;
  }

  bool null() { return other("null"); }
  bool boolean(bool) { return other("true or false"); }
  bool binary(nlohmann::json::binary_t&) { return other("bytes"); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) {
    throw std::invalid_argument("not JSON, read " + std::string(error.what()).substr(0, 200));
  }

 private:
  static std::string shown(const std::string& name) { return name.substr(0, 60); }

  void require_document() const {
    if (frames_.empty()) throw std::invalid_argument("not a JSON object");
  }
  /// The field of the value that comes next, and how deeply in its arrays it stands.
  std::pair<const StrictField*, int> expected() const {
    require_document();
    const Frame& frame = frames_.back();
    return frame.depth > 0 ? std::pair(frame.field, frame.depth) : std::pair(next_, 0);
  }
  static void require(bool condition, const StrictField* field, const char* what) {
    if (!condition) throw std::invalid_argument(fmt::format("{}: wrong type, read {}", field->path, what));
  }
  static void require_short(const StrictField* field, const std::string& text) {
    if (text.size() > field->most)
      throw std::invalid_argument(fmt::format("{}: too long, read {} characters, allowed: at most {}",
                                              field->path, text.size(), field->most));
  }
  bool other(const char* what) {
    require(false, expected().first, what);
    return false;
  }
  /// The field of a single value of one of these kinds, which is counted.
  const StrictField* place(std::initializer_list<Kind> kinds, const char* what) {
    const auto [field, depth] = expected();
    require(std::ranges::find(kinds, field->kind) != kinds.end() && depth == field->depth, field, what);
    ++frames_.back().count;
    return field;
  }
  StrictValues& values(const StrictField* field) {
    Frame& frame = frames_.back();
    return frame.depth > 0 ? *frame.values : found_[field->path];
  }
  bool whole(long value) {
    const StrictField* field = place({Kind::integer, Kind::number}, "an integer");
    if (field->kind == Kind::integer)
      values(field).integers.push_back(value);
    else
      values(field).texts.push_back(std::to_string(value));
    return true;
  }

  std::map<std::string, const StrictField*> fields_;
  std::map<std::string, StrictValues> found_;
  std::vector<Frame> frames_;
  const StrictField* next_ = nullptr;
};

}  // namespace

std::map<std::string, StrictValues> read_strict_json(std::string_view text,
                                                     const std::vector<StrictField>& fields) {
  if (text.find('\0') != text.npos)  // where nlohmann's parser would end
    throw std::invalid_argument("not JSON, read a byte of 0");
  StrictParser parser(fields);
  nlohmann::json::sax_parse(text, &parser);
  return parser.take();
}

}  // namespace featdyn::verify
