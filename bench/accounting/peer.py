"""One peer on one case: prints {"lower":, "upper":, "wall":, "cpu":}; imports are not timed."""

import json
import resource
import sys
import time

peer = sys.argv[1]
rate, noise, steps, delta = float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[6]) << 20,) * 2)

if peer == "dp-accounting":
    import dp_accounting
    from dp_accounting import pld
else:
    from prv_accountant import PoissonSubsampledGaussianMechanism, PRVAccountant


def dp():
    accountant = pld.PLDAccountant()
    step = dp_accounting.PoissonSampledDpEvent(rate, dp_accounting.GaussianDpEvent(noise))
    accountant.compose(step, steps)
    return None, accountant.get_epsilon(delta)


def prv():
    mechanism = PoissonSubsampledGaussianMechanism(noise_multiplier=noise, sampling_probability=rate)
    accountant = PRVAccountant(
        prvs=[mechanism], max_self_compositions=[steps], eps_error=0.01, delta_error=delta / 1000
    )
    low, _, high = accountant.compute_epsilon(delta=delta, num_self_compositions=[steps])
    return low, high


# Process time, so that a busy machine does not count against anybody; the kernel ends what runs over.
limit = int(time.process_time() + float(sys.argv[7])) + 1
resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
began, cpu = time.perf_counter(), time.process_time()
lower, upper = dp() if peer == "dp-accounting" else prv()
print(json.dumps({
    "lower": lower, "upper": upper,
    "wall": time.perf_counter() - began, "cpu": time.process_time() - cpu,
}))
