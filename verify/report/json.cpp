#include "verify/report/json.hpp"

#include <nlohmann/json.hpp>

namespace featdyn::verify {

using Json = nlohmann::ordered_json;

Json json_of(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

Json json_of(const std::string& value) {
  return value.empty() ? Json() : Json(value);
}

Json json_of(const std::optional<Range>& value) {
  return value ? Json{value->low, value->high} : Json();
}

Json json_of(const std::vector<Picture>& pictures) {
  Json result = Json::array();
  for (const Picture& picture : pictures)
    result.push_back({{"title", picture.title},
                      {"data", picture.csv.filename().string()},
                      {"picture", json_of(picture.svg.filename().string())}});
  return result;
}

}  // namespace featdyn::verify
