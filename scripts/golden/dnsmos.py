"""Makes Tests/SpeechEvaluationTests/Golden/dnsmos.json: DNSMOS figures of recordings.

Run with Python 3, NumPy, librosa 0.11, soundfile and onnxruntime:

    python3 scripts/golden/dnsmos.py DATA

DATA/models/dnsmos holds sig_bak_ovr.onnx and model_v8.onnx of Microsoft's DNS Challenge,
DATA/speech the recordings. The steps are those that the challenge publishes (dnsmos_local.py):
clips are brought to 16 kHz and doubled until they last 9.01 s; windows of 9.01 s begin at each
second; a window whose bounds, cut to whole samples, are a sample too short is passed over;
quadratics map P.835's raw figures to those that are told; figures are means over windows.
"""

import json
import os
import pathlib
import sys

import librosa
import numpy as np
import soundfile

# It would tell its maker otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

RECORDINGS = sys.argv[2:] or [
    "librispeech-transcribed/26/496/26-496-0007.flac",
    "librispeech-transcribed/27/123349/27-123349-0040.flac",
    "librispeech-transcribed/19/198/19-198-0005.flac",
    "vctk-sample/p227/p227_005.flac",
    "zh-words/syllabs/cmn-huai4.opus",
]

data = pathlib.Path(sys.argv[1])
session = lambda name: onnxruntime.InferenceSession(str(data / "models/dnsmos" / name))
p835, p808 = session("sig_bak_ovr.onnx"), session("model_v8.onnx")
SIG = np.poly1d([-0.08397278, 1.22083953, 0.0052439])
BAK = np.poly1d([-0.13166888, 1.60915514, -0.39604546])
OVR = np.poly1d([-0.06766283, 1.11546468, 0.04602535])


def logmel(audio):
    mel = librosa.feature.melspectrogram(
        y=audio, sr=16000, n_fft=321, hop_length=160, n_mels=120)
    return ((librosa.power_to_db(mel, ref=np.max) + 40) / 40).T


def run(model, features):
    name = model.get_inputs()[0].name
    return model.run(None, {name: features.astype(np.float32)[None]})[0][0]


def score(path):
    audio, rate = soundfile.read(path)
    if audio.ndim > 1:
        audio = audio.mean(axis=1)
    if rate != 16000:
        audio = librosa.resample(audio, orig_sr=rate, target_sr=16000)
    length = int(9.01 * 16000)
    while len(audio) < length:
        audio = np.append(audio, audio)
    figures = []
    for second in range(int(np.floor(len(audio) / 16000) - 9.01) + 1):
        window = audio[second * 16000 : int((second + 9.01) * 16000)]
        if len(window) < length:
            continue
        sig, bak, ovr = run(p835, window)
        figures.append([SIG(sig), BAK(bak), OVR(ovr), run(p808, logmel(window[:-160]))[0]])
    mean = np.mean(figures, axis=0)
    return {
        "signal": mean[0], "background": mean[1], "overall": mean[2], "p808": mean[3],
        "windows": len(figures),
    }


folder = pathlib.Path(__file__).resolve().parents[2] / "Tests/SpeechEvaluationTests/Golden"
result = {name: score(data / "speech" / name) for name in RECORDINGS}
text = json.dumps(result, indent=1, sort_keys=True) + "\n"
if len(sys.argv) > 2:
    print(text)
else:
    (folder / "dnsmos.json").write_text(text)
