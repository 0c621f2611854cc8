"""Golden values of Tests/SpeechTrainingTests, by PyTorch.

    python3 scripts/golden/training.py Tests/SpeechTrainingTests/Golden/training.json

Made with torch 2.13.0.
"""

import json
import pathlib
import sys

import torch


def adamw():
    """Two groups, clipped gradients; gradients are sin(step + index) times a scale."""
    a = torch.nn.Parameter(torch.tensor([1.0, -2.0, 3.0]))
    b = torch.nn.Parameter(torch.tensor([[0.5, 0.25], [-0.125, 4.0]]))
    optimizer = torch.optim.AdamW(
        [{"params": [a], "lr": 0.01}, {"params": [b], "lr": 0.02, "weight_decay": 0.0}],
        betas=(0.8, 0.99), eps=1e-8, weight_decay=0.1)
    norms, weights = [], []
    for step in range(6):
        for offset, parameter in ((0, a), (3, b)):
            indices = torch.arange(parameter.numel(), dtype=torch.float32).reshape(parameter.shape)
            parameter.grad = torch.sin(step + offset + indices) * (0.2 if step % 2 else 3.0)
        norms.append(torch.nn.utils.clip_grad_norm_([a, b], 1.0).item())
        optimizer.step()
        weights.append(a.tolist() + b.flatten().tolist())
    return {"norms": norms, "weights": weights}


def rates(make, steps):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=0.5)
    scheduler = make(optimizer)
    result = []
    for _ in range(steps):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return result


def ridge(penalty):
    """Weights of centred features with a penalty on the mean of squared errors, and the constant."""
    x = torch.tensor([(i * 37 % 101) / 50 - 1 for i in range(200)], dtype=torch.float32)
    y = torch.tensor([(i * 53 % 97) / 48 - 1 for i in range(80)], dtype=torch.float32)
    x, y = x.reshape(40, 5).double(), y.reshape(40, 2).double() + 3
    dx, dy = x - x.mean(0), y - y.mean(0)
    weights = torch.linalg.solve(dx.T @ dx / 40 + penalty * torch.eye(5), dx.T @ dy / 40)
    return {"weights": weights.T.flatten().tolist(), "bias": (y.mean(0) - x.mean(0) @ weights).tolist()}


schedulers = torch.optim.lr_scheduler
golden = {
    "adamw": adamw(),
    "oneCycle": rates(
        lambda o: schedulers.OneCycleLR(o, max_lr=0.5, total_steps=20, cycle_momentum=False), 20),
    "cosine": rates(lambda o: schedulers.CosineAnnealingLR(o, T_max=10, eta_min=0.05), 11),
    "exponential": rates(lambda o: schedulers.StepLR(o, step_size=3, gamma=0.9), 10),
    "ridge": ridge(0.05),
}
pathlib.Path(sys.argv[1]).write_text(json.dumps(golden, indent=1) + "\n")
