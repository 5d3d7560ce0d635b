#include <fmt/format.h>

#include <cmath>

#include "paper-figs/balance/balance_figures.hpp"
#include "paper-figs/balance/stage_ratios.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/experiment/two_patch.hpp"

namespace featdyn::figures {
namespace {

struct Model {
  const char *name, *title, *colour;
  double beside;  ///< where its points stand, over the place that they are of
  std::vector<std::string> changes;
};

std::vector<Model> models() {
  const std::vector<std::string> data{"diffusion.target=data"};
  std::vector<std::string> clean = data;
  clean.insert(clean.end(), {"diffusion.alpha=1", "diffusion.beta=0"});
  std::vector<std::string> noised_code = clean;
  noised_code.insert(noised_code.end(), {"network.code_noise=1", "network.code_penalty=0.001"});
  using namespace verify::colour;
  return {{"denoiser", "denoiser", denoiser, 0.94, {}},
          {"denoising", "denoising autoencoder", sequence[2], 0.98, data},
          {"autoencoder", "autoencoder", sequence[3], 1.02, clean},
          {"variational", "variational autoencoder", sequence[6], 1.06, noised_code}};
}

/// A panel's quantity: a column of the measurement.
struct Moment {
  const char *column, *title;
};
constexpr Moment moments[] = {{"at_signal", "when the signal is learned"},
                              {"at_noise", "when the noise is learned"},
                              {"shown_at_rest", "at rest"}};
constexpr const char* axes[] = {"snr", "width"};
constexpr double strength_of_widths = 6.75;  // n SNR^2

std::string named(const Model& model, const char* axis) {
  return fmt::format("{}-{}", model.name, axis);
}

bool is_width(const char* axis) {
  return axis == axes[1];
}

/// The strengths or the widths that are tried.
std::vector<double> places(const Request& request, const char* axis) {
  if (!is_width(axis)) return {0.1, 0.3, 0.75, 2.0, 4.0, 6.75, 12.0};
  std::vector<double> widths{2, 5, 10, 20, 40};
  if (request.scale == Scale::full) widths.push_back(80);
  return widths;
}

/// To output the patch is stiffer, the more so the stronger the signal.
const char* learning_rate(const Model& model, double strength) {
  if (model.changes.empty()) return "training.learning_rate=0.005";
  return strength > strength_of_widths ? "training.learning_rate=0.00025" : "training.learning_rate=0.0005";
}

Table autoencoder_table(const Request& request, const Model& model, const char* axis) {
  Table result{.name = named(model, axis),
               .keys = {"x", "drawn_at"},
               .groups = {},
               .measurement = stage_ratios(request.choose(30'000L, 100'000L)),
               .lines = Lines::runs};
  const auto base = request.setting("figure-2-low");
  for (const double x : places(request, axis)) {
    const double strength = is_width(axis) ? strength_of_widths : x;
    std::vector<std::string> changes = model.changes;
    changes.emplace_back(learning_rate(model, strength));
    changes.push_back(verify::signal_norm_for(base, strength));
    if (is_width(axis)) changes.push_back(fmt::format("network.width={}", x));
    const auto setting = request.setting("figure-2-low", changes);
    const double place = is_width(axis) ? static_cast<double>(setting.width) : n_snr_squared(setting);
    result.groups.push_back(request.group({place, model.beside * place}, setting, request.choose(3, 10)));
  }
  return result;
}

verify::Panel autoencoder_panel(const Data& data, const Moment& moment, const char* axis) {
  verify::Panel result{
      .title = moment.title,
      .x_label = is_width(axis) ? fmt::format("width m (n SNR^2 = {})", strength_of_widths) : "n SNR^2",
      .y_label = "signal / noise",
      .log_x = true,
      .log_y = true,
      .series = {}};
  const auto all = models();
  for (std::size_t k = 0; k < all.size(); ++k) {
    const auto csv = data.path(named(all[k], axis));
    result.series.push_back(dots(csv, "drawn_at", moment.column, all[k].title, all[k].colour));
  }
  return result;
}

/// "0.78 to 0.79": a model's ratios at rest at one place, over the seeds.
std::string at_rest(const Data& data, const Model& model, const char* axis, double place) {
  const Csv csv = data.read(named(model, axis));
  const auto &places = csv.column("x"), &ratios = csv.column("at_rest");
  double least = std::nan(""), greatest = least;
  for (std::size_t k = 0; k < places.size(); ++k)
    if (std::abs(places[k] - place) < 1e-6 * place)
      least = std::fmin(least, ratios[k]), greatest = std::fmax(greatest, ratios[k]);
  if (std::isnan(greatest)) return "not there in time";
  if (greatest < least_ratio_shown) return "forgotten";
  const std::string low = least < least_ratio_shown ? "0" : fmt::format("{:.2g}", least),
                    high = fmt::format("{:.2g}", greatest);
  return low == high ? low : low + " to " + high;
}

std::string at_rest(const Data& data, const char* axis, double place) {
  std::string text;
  for (const Model& model : models())
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", model.title, at_rest(data, model, axis, place));
  return text;
}

std::string autoencoder_caption(const Data& data) {
  return fmt::format(
      "One tied network, four tasks, the same data and starts: the mean overlap with the signal over that "
      "with "
      "the noise, at the steps by which each has moved by as much as its start, and at rest; every seed a "
      "point, "
      "none where it was not reached. At rest with n SNR^2 = 0.75, m = 20: {}; with 6.75: {}; with m = 5: "
      "{}. "
      "On the lower edge and below it, {:.0e}, the signal is forgotten.",
      at_rest(data, axes[0], 0.75), at_rest(data, axes[0], strength_of_widths), at_rest(data, axes[1], 5),
      least_ratio_shown);
}

}  // namespace

/// Asked for by the paper's readers [P]: other generative models. The tied network is the same; what it is given and what
/// it has to output are not.
Plan plan_autoencoders(const Request& request) {
  std::vector<Table> tables;
  for (const char* axis : axes)
    for (const Model& model : models()) tables.push_back(autoencoder_table(request, model, axis));
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            verify::Figure figure{
                .columns = 3, .panels = {}, .caption = setting_sentence(tables) + "; every seed a point."};
            for (const char* axis : axes)
              for (const Moment& moment : moments)
                figure.panels.push_back(autoencoder_panel(data, moment, axis));
            return {.figure = figure, .caption = autoencoder_caption(data)};
          }};
}

}  // namespace featdyn::figures
