#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/extensions.hpp"
#include "numerics/files/atomic_file.hpp"
#include "numerics/settings/network_settings.hpp"
#include "numerics/settings/schema.hpp"
#include "verify/command/common.hpp"
#include "verify/extension/project.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/terminal/console.hpp"
#include "verify/theorem/file/observable_extension.hpp"

namespace featdyn::verify {
namespace {

struct NewArguments {
  CommonOptions common;
  std::string kind, name;

  std::filesystem::path folder() const { return common.out.empty() ? "my-featdyn" : common.out; }
};

/// What pieces of a kind are called already.
std::vector<std::string> taken(const std::string& kind, const std::vector<FigureInfo>& figures) {
  std::vector<std::string> names;
  if (kind == "activation")
    for (const auto& activation : numerics::activations()) names.push_back(activation.name);
  if (kind == "loss") names = numerics::loss_names();
  if (kind == "data") {
    names.assign(numerics::built_in_models.begin(), numerics::built_in_models.end());
    for (const auto& model : numerics::extensions().data_models) names.push_back(model.name);
  }
  if (kind == "observable")
    for (const auto& observable : observable_extensions()) names.push_back(observable->name);
  if (kind == "figure")
    for (const FigureInfo& figure : figures) names.push_back(figure.name);
  return names;
}

void print(const NewArguments& options, const std::string& source) {
  const std::filesystem::path folder = options.folder(), build = folder / "build";
  say("{}: a {} of your own; change it, then\n  cmake -G Ninja -S {} -B {}\n  cmake --build {}\n  {} list\n",
      (folder / source).string(), options.kind, folder.string(), build.string(), build.string(),
      (build / "featdyn").string());
}

int execute(const NewArguments& options, const std::vector<FigureInfo>& figures) {
  const PieceKind& kind = find_piece_kind(options.kind);
  const std::vector<std::string> names = taken(options.kind, figures);
  if (std::ranges::find(names, options.name) != names.end())
    throw numerics::InputError({"new"}, fmt::format("the name is taken, read {}, allowed: other than {}",
                                                    options.name, fmt::join(names, ", ")));
  const ProjectFiles files = with_piece(options.folder(), kind, options.name);
  make_directory(options.folder());
  nlohmann::ordered_json document{{"command", "new"}, {"files", nlohmann::ordered_json::array()}};
  for (const auto& [name, text] : files.texts) {
    numerics::write_file(options.folder() / name, text);
    document["files"].push_back((options.folder() / name).string());
  }
  if (options.common.json)
    say("{}\n", document.dump(2));
  else if (!options.common.quiet)
    print(options, files.texts.front().first);
  return exit_code::done;
}

}  // namespace

Command new_command(std::vector<FigureInfo> figures) {
  return {.name = "new",
          .meaning = "a source file of a piece of your own, in a program that has it beside all of featdyn's",
          .setup = [figures](OptionList& list) {
            const auto options = std::make_shared<NewArguments>();
            std::string known;
            for (const PieceKind& kind : piece_kinds())
              known += fmt::format("\n  {}: {}", kind.name, kind.meaning);
            list.push_back({.name = "KIND",
                            .target = &options->kind,
                            .meaning = "which kind of piece:" + known,
                            .required = true});
            list.push_back({.name = "NAME",
                            .target = &options->name,
                            .meaning = "what it is called: letters, digits and underscores",
                            .required = true});
            add_options(list, options->common, use::out | use::quiet | use::json);
            option(list, "--out").meaning = "folder of the program (default: my-featdyn)";
            return [options, figures] { return execute(*options, figures); };
          }};
}

}  // namespace featdyn::verify
