/** A binary heap of numbers, the smallest on top. The children of node i are 2i + 1 and 2i + 2. */
export class MinHeap {
  readonly #values: number[] = [];

  push(value: number): void {
    const values = this.#values;
    let hole = values.length;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (values[parent]! <= value) break;
      values[hole] = values[parent]!;
      hole = parent;
    }
    values[hole] = value;
  }

  /** Removes and returns the smallest number; `undefined` when the heap is empty. */
  pop(): number | undefined {
    const values = this.#values;
    const top = values[0];
    const last = values.pop();
    if (last === undefined || values.length === 0) return top;
    // The last value looks for a place from the top: the smaller child moves up until it is in order.
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= values.length) break;
      if (child + 1 < values.length && values[child + 1]! < values[child]!) child++;
      if (values[child]! >= last) break;
      values[hole] = values[child]!;
      hole = child;
    }
    values[hole] = last;
    return top;
  }
}
