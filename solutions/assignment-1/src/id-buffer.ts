/**
 * Collects ids and gives them out as an ordinary array. Pushing millions of numbers to an array makes the engine
 * move the growing array again and again, and its garbage collector look at every copy; four-byte numbers outside its
 * heap cost a fraction of that, and the array is then made once, in its final size.
 */
export class IdBuffer {
  #ids = new Uint32Array(256);
  #size = 0;

  /** @param id an integer from 0 to 2^32 - 1. */
  push(id: number): void {
    if (this.#size === this.#ids.length) {
      const larger = new Uint32Array(this.#size * 2);
      larger.set(this.#ids);
      this.#ids = larger;
    }
    this.#ids[this.#size++] = id;
  }

  toArray(): number[] {
    const ids: number[] = [];
    ids.length = this.#size; // makes room for all of them at once
    for (let i = 0; i < ids.length; i++) ids[i] = this.#ids[i]!;
    return ids;
  }
}
