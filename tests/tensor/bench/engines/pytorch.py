"""PyTorch on the CPU, one thread, driven over a pipe.

A line of JSON says what comes: {"array": shape, "dtype": name}, followed by the array's bytes, or a command. Commands
answer with a line of JSON.
"""

import json
import math
import sys

import numpy
import torch
from torch.nn.functional import cross_entropy, silu

torch.set_num_threads(1)

OPERATIONS = {
    "matmul": lambda a, b: a @ b,
    "matmul with the second operand transposed": lambda a, b: a @ b.T,
    "softmax": lambda x: torch.softmax(x, -1),
    "chain": lambda x, y: torch.log(torch.exp(x * y + x) + 1) * y,
}


class Kernel:
    def __init__(self, operands, operation, stride):
        self.operands = operands
        self.compute = OPERATIONS[operation]
        self.stride = stride
        self.run(2)

    def run(self, repetitions):
        for _ in range(repetitions):
            result = self.compute(*self.operands)
        sample = result.reshape(-1)[:: self.stride].double()
        return float(sample @ (1 + torch.arange(len(sample)) % 7).double())


class Training:
    """The weights come in the order of `listWeights`."""

    def __init__(self, weights, model, adam_w):
        self.model = model
        self.weights = [weight.requires_grad_() for weight in weights]
        self.optimizer = torch.optim.AdamW(
            self.weights,
            lr=adam_w["lr"],
            betas=(adam_w["beta1"], adam_w["beta2"]),
            eps=adam_w["epsilon"],
            weight_decay=adam_w["weightDecay"],
        )

    def step(self, inputs, targets):
        loss = cross_entropy(self.logits(inputs.long()).flatten(0, 1), targets.long().flatten())
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def norm(self, x, weight):
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + self.model["normEpsilon"]) * weight

    def logits(self, inputs):
        heads = self.model["numHeads"]
        batch, context = inputs.shape
        split = lambda x: x.view(batch, context, heads, -1).transpose(1, 2)
        future = torch.ones(context, context, dtype=torch.bool).triu(1)
        embedding, *blocks, norm, head = self.weights
        x = torch.nn.functional.embedding(inputs, embedding)
        for i in range(0, len(blocks), 8):
            attention_norm, query, key, value, output, mlp_norm, up, down = blocks[i : i + 8]
            h = self.norm(x, attention_norm)
            q, k, v = (split(h @ weight.T) for weight in (query, key, value))
            scores = (q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])).masked_fill(future, -math.inf)
            attended = torch.softmax(scores, -1) @ v
            x = x + attended.transpose(1, 2).flatten(2) @ output.T
            x = x + silu(self.norm(x, mlp_norm) @ up.T) @ down.T
        return self.norm(x, norm) @ head.T


def main():
    arrays = []
    kernel = training = None
    while line := sys.stdin.buffer.readline():
        message = json.loads(line)
        answer = None
        if "array" in message:
            dtype = numpy.dtype(message["dtype"])
            shape = message["array"]
            data = sys.stdin.buffer.read(math.prod(shape) * dtype.itemsize)
            arrays.append(torch.from_numpy(numpy.frombuffer(data, dtype).copy().reshape(shape)))
            continue
        operands, arrays = arrays, []
        if message["command"] == "prepareKernel":
            kernel = Kernel(operands, message["operation"], message["stride"])
        elif message["command"] == "runKernel":
            answer = kernel.run(message["repetitions"])
        elif message["command"] == "prepareTraining":
            training = Training(operands, message["model"], message["adamW"])
        elif message["command"] == "step":
            answer = training.step(*operands)
        print(json.dumps(answer), flush=True)


main()
