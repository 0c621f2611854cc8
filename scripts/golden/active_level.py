"""Golden values of the active speech level, by the ITU's own tool.

    git clone https://github.com/openitu/STL && cd STL/src && cc -O2 -Isv56 -Iutl \\
        sv56/actlevel.c sv56/sv-p56.c utl/ugst-utl.c -lm -o actlevel   # at 139db49
    python scripts/golden/active_level.py STL/src/actlevel

prints, for each signal of ActiveLevelTests, the active level in dBov and the activity in per cent.
The tool interpolates until it is within 0.5 dB of the margin, so its levels are rough by a few
tenths.
"""

import math
import struct
import subprocess
import sys
import tempfile


def bursts(rate, seconds, on, period, peak, hertz=200.0):
    """A tone that sounds for `on` of every `period` seconds, over one 50 dB softer."""
    result = []
    for n in range(int(rate * seconds)):
        t = n / rate
        gain = 1.0 if math.fmod(t, period) < on else 10 ** (-50 / 20)
        result.append(peak * gain * math.sin(2 * math.pi * hertz * t))
    return result


for rate, on, period, peak in [
    (16000, 1.0, 1.0, 0.5), (16000, 1.0, 2.0, 0.5), (16000, 0.3, 0.4, 0.1), (8000, 0.5, 4.0, 0.02),
    (24000, 2.0, 5.0, 0.9),
]:
    samples = bursts(rate, 20, on, period, peak)
    with tempfile.NamedTemporaryFile(suffix=".raw") as file:
        file.write(struct.pack(f"<{len(samples)}h", *(round(x * 32768) for x in samples)))
        file.flush()
        told = subprocess.run(
            [sys.argv[1], "-q", "-sf", str(rate), file.name], capture_output=True, text=True)
    print(rate, on, period, peak, (told.stdout + told.stderr).strip())
