#pragma once

#include <string>
#include <vector>

namespace featdyn::verify {

/// A commented, runnable settings file.
struct Template {
  std::string name;
  std::string meaning;
  std::string text;
};
/// The program's own, then one of each of a user's data models.
std::vector<Template> templates();

/// The template of that name; throws numerics::InputError naming the allowed ones.
Template find_template(const std::string& name);

}  // namespace featdyn::verify
