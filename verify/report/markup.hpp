#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace featdyn::verify {

/// A piece of HTML. Whatever is put in as text or as an attribute's value is escaped.
class Markup {
 public:
  Markup() = default;
  /// Text as it stands.
  static Markup text(std::string_view plain);
  /// Text with its mathematics typeset: "n SNR^2 >= sigma_0".
  static Markup mathematics(std::string_view plain);
  /// Style sheets, doctype: what is HTML already.
  static Markup raw(std::string html);

  Markup& operator+=(const Markup& other);
  const std::string& html() const { return html_; }
  bool empty() const { return html_.empty(); }

 private:
  std::string html_;
};
Markup operator+(Markup left, const Markup& right);

using Attributes = std::vector<std::pair<std::string, std::string>>;
Markup element(const std::string& name, const Attributes& attributes, const Markup& content);
Markup element(const std::string& name, const Markup& content);
/// One without content or end, such as img.
Markup void_element(const std::string& name, const Attributes& attributes);

/// A row of cells th or td.
Markup table_row(const std::string& cell, const std::vector<Markup>& contents);

/// The bytes of an SVG as an address that needs no other file.
std::string data_address(std::string_view svg);

}  // namespace featdyn::verify
