#pragma once

#include <string>
#include <vector>

namespace featdyn::verify {

/// A commented, runnable settings file.
struct Template {
  const char* name;
  const char* meaning;
  std::string text;
};
const std::vector<Template>& templates();

/// The template of that name; throws numerics::InputError naming the allowed ones.
const Template& find_template(const std::string& name);

}  // namespace featdyn::verify
