/** How many code units become a string at once; `fromCharCode` takes them as arguments, on the stack. */
const CHUNK = 4096;

/**
 * Numbers distinct pre-tokens 0, 1, 2, … in the order in which they are first met, straight from the text that they
 * are part of. What belongs to a pre-token (its count, its ids) then lies in an array under its number.
 *
 * A `Map<string, …>` does the same with `text.slice(start, end)` as key, and that is what costs: millions of short-lived
 * strings, each hashed by a call out of compiled code. Here an occurrence of a known pre-token allocates nothing.
 * (A `Map` also has to be given copies: a slice only points into the text it was cut from, and as a key would keep
 * the whole text alive.)
 *
 * An open-addressing hash table with linear probing: the code units of all pre-tokens lie one after the other in one
 * array, and a slot holds a number + 1, or 0 while it is free.
 */
export class PreTokenTable {
  #slots = new Uint32Array(1024);
  #hashes = new Int32Array(512); // by number, as the following
  #starts = new Uint32Array(512);
  #units = new Uint16Array(4096);
  #size = 0;

  /** How many pre-tokens have a number. */
  get size(): number {
    return this.#size;
  }

  /** The number of the pre-token from `start` to `end` of `text`; a new one if it is met for the first time. */
  numberOf(text: string, start: number, end: number): number {
    const hash = hashOf(text, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]! - 1;
      if (number < 0) return this.#add(text, start, end, hash, slot);
      if (this.#hashes[number] === hash && this.#equals(number, text, start, end)) return number;
    }
  }

  /** The pre-token with this number. */
  textOf(number: number): string {
    const end = this.#starts[number + 1]!;
    let text = '';
    for (let at = this.#starts[number]!; at < end; at += CHUNK) {
      text += String.fromCharCode(...this.#units.subarray(at, Math.min(at + CHUNK, end)));
    }
    return text;
  }

  #equals(number: number, text: string, start: number, end: number): boolean {
    const units = this.#units;
    const from = this.#starts[number]!;
    if (this.#starts[number + 1]! - from !== end - start) return false;
    for (let i = start; i < end; i++) {
      if (units[from + i - start] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  #add(text: string, start: number, end: number, hash: number, slot: number): number {
    const number = this.#size++;
    // One start more than there are pre-tokens: each ends where the next begins.
    if (number + 1 >= this.#starts.length) {
      this.#hashes = grown(this.#hashes, new Int32Array(this.#hashes.length * 2));
      this.#starts = grown(this.#starts, new Uint32Array(this.#starts.length * 2));
    }
    let at = this.#starts[number]!;
    if (at + end - start > this.#units.length) {
      this.#units = grown(this.#units, new Uint16Array(Math.max(this.#units.length * 2, at + end - start)));
    }
    for (let i = start; i < end; i++) this.#units[at++] = text.charCodeAt(i);
    this.#starts[number + 1] = at;
    this.#hashes[number] = hash;
    this.#slots[slot] = number + 1;
    // At most half full, so that a free slot is never far.
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let slot = this.#hashes[number]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** FNV-1a over code units instead of bytes, with a last step that mixes the high bits into the low ones. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

function grown<T extends Int32Array | Uint32Array | Uint16Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
