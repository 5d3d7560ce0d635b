#include "verify/draw/plot.hpp"

#include <fmt/format.h>

#include <atomic>
#include <exception>
#include <optional>

#include "verify/draw/gnuplot.hpp"
#include "verify/draw/picture_file.hpp"

namespace featdyn::verify {
namespace {

std::filesystem::path part_of(const std::filesystem::path& picture) {
  return picture.string() + ".part";
}

/// All of them or none; the reason, where there are none.
std::optional<std::string> draw_all(const Figure& figure,
                                    const std::vector<std::filesystem::path>& pictures) {
  std::string script;
  for (const auto& picture : pictures)
    script += plot_script(figure, {.folder = picture.parent_path(),
                                   .name = part_of(picture).filename().string(),
                                   .kind = picture.extension().string()});
  static std::atomic<bool> hangs = false;  // who has waited in vain does not wait again
  if (hangs) return "gnuplot hangs";
  if (const auto failure = run_gnuplot(script, pictures.front().parent_path())) {
    hangs = failure->hangs;
    return failure->reason;
  }
  for (const auto& picture : pictures)
    if (!is_whole_picture(part_of(picture), picture.extension().string()))
      return "what gnuplot wrote is no whole picture: " + picture.filename().string();
  for (const auto& picture : pictures) std::filesystem::rename(part_of(picture), picture);
  return std::nullopt;
}

/// What goes wrong costs the pictures and nothing else.
std::optional<std::string> try_to_draw(const Figure& figure,
                                       const std::vector<std::filesystem::path>& pictures) {
  try {
    return draw_all(figure, pictures);
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace

std::vector<std::filesystem::path> pictures_of(const std::filesystem::path& stem, bool pdf) {
  std::vector<std::filesystem::path> result{stem.string() + ".svg", stem.string() + ".png"};
  if (pdf || look_in_use() == Look::paper) result.emplace_back(stem.string() + ".pdf");
  return result;
}

bool draw(const Figure& figure, const std::filesystem::path& stem, bool pdf, std::string& why) {
  const auto pictures = pictures_of(stem, pdf);
  std::error_code ignored;
  for (const auto& picture : pictures) std::filesystem::remove(picture, ignored);
  const auto reason = try_to_draw(figure, pictures);
  for (const auto& picture : pictures) std::filesystem::remove(part_of(picture), ignored);
  if (reason) why = fmt::format("no pictures {}: {}", (stem.string() + ".*"), *reason);
  return !reason;
}

}  // namespace featdyn::verify
