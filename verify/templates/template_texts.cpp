#include "verify/templates/template_texts.hpp"

namespace featdyn::verify::template_text {

const char* const data_assumptions = R"([data]
model = "two-patch"        # a sample: copies of its class's signal, then noise patches of its own
dimension = 1000           # d
samples = 30               # n
signal_norms = [3, 5, 8]   # one signal a class: three classes (the denoiser's; a classifier has two)
# signal_gram = [[25, 10], [10, 25]]   # instead: two correlated signals by their inner products
class_balance = [0.2, 0.3, 0.5]        # shares of the samples; for two classes that of +1 is enough
# label_noise = 0.1        # two classes: each label flipped with this probability, its patches kept
signal_patches = 2         # copies of the signal a sample
# signal_scales = [1, 2]   # instead of copies: mu_y and 2 mu_y
noise_patches = 2
noise_std = 1              # sigma_xi
noise_spectrum = [[0.1, 2], [0.9, 0.5]]  # stds on a tenth of the axes and the rest, times sigma_xi;
                           # or a number a: variance sigma_xi^2 k^-a on axis k
labels = "balanced"        # exact shares; or "random": independent draws
seed = 1
)";

const char* const denoiser = R"(
[network]
objective = "diffusion"    # tied two-layer denoiser; or "classification"
width = 20                 # m
activation = [0, 0, 1]     # coefficients of 1, z, z^2, ...

[diffusion]
time = 0.2                 # alpha = e^-t, beta = sqrt(1 - e^-2t); or give alpha and beta
target = "noise"           # or "data", "velocity", "flow"

[init]
std = 0.001                # sigma_0
seed = 2

[training]
learning_rate = 0.01
steps = 4000
record_every = 10          # or "log"
)";

const char* const variational_autoencoder = R"(
[network]
objective = "diffusion"    # tied layers
width = 20                 # m
activation = [0, 0, 1]     # coefficients of 1, z, z^2, ...
code_noise = 1             # s: the code is sigma(<w_r, x>) + s eps_r, averaged exactly; 0: an autoencoder
code_penalty = 0.001       # lambda_c: (lambda_c/2) sum_r sigma(<w_r, x>)^2 is added to the loss

[diffusion]
target = "data"            # output the patch itself,
alpha = 1                  # from an input alpha x + beta eps
beta = 0                   # without noise

[init]
std = 0.001                # sigma_0
seed = 2

[training]
learning_rate = 0.0005
steps = 8000
record_every = 20          # or "log"
)";

const char* const classifier = R"(
[network]
objective = "classification"  # second layer fixed to +1 and -1, logistic loss
width = 20                 # m neurons per class
activation = [0, 0, 1]     # coefficients of 1, z, z^2, ...

[init]
std = 0.001                # sigma_0
seed = 2

[training]
learning_rate = 0.1
steps = 1000
record_every = 5           # or "log"
)";

const char* const sweep = R"([data]
model = "two-patch"        # patch 1: the class signal mu_y; patch 2: Gaussian noise orthogonal to both signals
dimension = 1000           # d
samples = 30               # n
signal_norm = 5            # |mu|; every value below replaces this one
seed = 1

[network]
objective = "diffusion"    # or "classification"
width = 20                 # m
activation = [0, 0, 1]     # coefficients of 1, z, z^2, ...

[diffusion]
time = 0.2

[init]
std = 0.001                # sigma_0
seed = 2

[training]
learning_rate = 0.01
steps = 4000

[sweep]                    # the grid is the product of its keys, each by its quoted path
"data.signal_norm" = [2, 5, 10, 15]
"network.width" = [10, 20]
seeds = 3                  # run k = 0, 1, 2 of each takes data.seed + k and init.seed + k
)";

const char* const label_noise = R"([data]
model = "two-patch"        # Figure 2 of arXiv:2510.17526; what it does not say is marked (ours)
dimension = 2000           # d
samples = 200              # n
signals = "antipodal"      # patch 1: y mu, one signal with the sign of the label
signal_norm = 2            # |mu|
noise_std = 0.5            # patch 2: Gaussian noise orthogonal to mu
labels = "random"          # +1 and -1 by a fair coin
test_samples = 4000        # fresh samples that test_error is measured on (ours)
seed = 1

[network]
objective = "classification"
width = 20                 # m neurons per class
activation = "squared-relu"

[init]
std = 0.01                 # sigma_0 (ours)
seed = 2                   # of the weights and of the labels that are flipped

[training]
learning_rate = 0.5
steps = 2000
label_flips = 0.1          # each label is flipped with this probability, anew at every step; 0: plain descent
                           # label_normal = [1, 1] or label_uniform = [-1, 2]: other factors on labels
                           # label_smoothing = 0.1: the mean of that step, which does not learn the signal
)";

const char* const benign_relu = R"toml([data]
model = "two-patch"        # a cell of the published map of arXiv:2303.04145
dimension = 500            # d
samples = 20               # n
signals = "antipodal"      # patch 1: y mu
signal_norm = 4            # |mu|
noise_std = 1              # patch 2: Gaussian noise in all directions
noise_orthogonal = false
constant = 1               # a further coordinate of 1 in both patches: its weights are biases
label_noise = 0.1          # told labels are flipped, once
test_labels = "told"       # those of fresh samples too
test_samples = 1000
labels = "random"
seed = 1

[network]
objective = "classification"
width = 10                 # channels of each class
activation = "relu"
over_neurons = "sum"       # no factor 1/m
over_patches = "sum"       # the published script has "mean", which does not give the published map

[init]
bound = "1/sqrt(d)"        # weights and biases uniform on (-1/sqrt(d), 1/sqrt(d))
seed = 2

[training]
learning_rate = 0.1
steps = 100
)toml";

const char* const noisy_mnist = R"([data]
model = "noisy-mnist"      # patch 1: a digit; patch 2: Gaussian noise
images = "t10k-images-idx3-ubyte.gz"   # the MNIST files, gzipped or not, beside this file
labels = "t10k-labels-idx1-ubyte.gz"
digits = [0, 1]            # two or more; the classifier tells the first (+1) from the rest
samples_per_digit = 50     # the first images of each digit
signal_scale = 0.1         # pixels / 255 times this
noise_std = 1
seed = 1

[network]
objective = "diffusion"    # or "classification"
width = 100
activation = [0, 0, 1]

[diffusion]
time = 0.2

[init]
std = 0.001
seed = 2

[training]
learning_rate = 0.1
steps = 2000
record_every = 10
)";

const char* const from_file = R"([data]
model = "file"
patches = "x.npy"          # n x P x d or n x d, float64; patch 1 of a sample is its signal
labels = "y.npy"           # n, +1 or -1; optional for diffusion

[network]
objective = "diffusion"
width = 20
activation = [0, 0, 1]

[diffusion]
time = 0.2

[init]
std = 0.001                # or weights = "w0.npy" (m x d; classification 2m x d, the j = +1 neurons first)
seed = 2

[training]
learning_rate = 0.01
steps = 1000
)";

const char* const spectral_bias = R"([data]
model = "spectrum"         # samples of one patch each, without classes
spectrum = [10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.001]   # eigenvalues of their second moment;
                           # or a number a: k^-a; or "log-normal": both with modes = 64
# covariance = "c.npy"     # instead: eigenvalues and eigenvectors of a d x d matrix
# images = "t10k-images-idx3-ubyte.gz"               # or of pixels / 255; modes = 64 takes the largest
centred = false            # true: the mean is 0, each sample comes with its negative

[network]
objective = "diffusion"
width = 8                  # m; below the number of modes only the largest are learned
activation = [0, 1]        # sigma(z) = z with tied layers: D x = m^(-1/2) W^T W x
# layers = 1               # instead: a free matrix, D x = W x + b
# bias = true

[diffusion]
alpha = 1
beta = 1                   # the noise scale
# betas = { from = 0.002, to = 80, panels = 4 }      # instead: a denoiser of its own for each scale, and the
                           # variance of what they generate
target = "data"

[init]
modes = 0.1                # aligned start: the weight of every mode, or one each; or std = 0.001

[training]
learning_rate = 0.02       # the paper's eta tau is steps x this / (2 sqrt m), with one layer / 2
steps = 2000
record_every = "log"
)";

}  // namespace featdyn::verify::template_text
