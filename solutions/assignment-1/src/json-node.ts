import { TokenizerError } from './errors.ts';

/** A value inside a JSON document together with its path, so that every complaint can say where. */
export class JsonNode {
  readonly value: unknown;
  readonly path: string;

  constructor(value: unknown, path = '') {
    this.value = value;
    this.path = path;
  }

  /** Missing or null, which the format means alike. */
  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** The value of a key of an object; its value is `undefined` if the key is missing. */
  get(key: string): JsonNode {
    const object = this.#object();
    return new JsonNode(
      Object.hasOwn(object, key) ? object[key] : undefined,
      this.path === '' ? key : `${this.path}.${key}`,
    );
  }

  /** The keys and values of an object. */
  entries(): [string, JsonNode][] {
    return Object.entries(this.#object()).map(([key, value]) => [
      key,
      new JsonNode(value, `${this.path}[${JSON.stringify(key)}]`),
    ]);
  }

  /** The elements of an array. */
  items(): JsonNode[] {
    if (!Array.isArray(this.value)) return this.fail('expected an array');
    return this.value.map((item, index) => new JsonNode(item, `${this.path}[${index}]`));
  }

  /** A string, which must not be empty. */
  string(): string {
    return typeof this.value === 'string' && this.value !== '' ? this.value : this.fail('expected a text');
  }

  /** A token id. */
  id(): number {
    const { value } = this;
    return typeof value === 'number' && Number.isInteger(value) && value >= 0
      ? value
      : this.fail('expected an id (an integer of at least 0)');
  }

  /** Insists on one of some plain values. */
  mustBe(...supported: (string | boolean | number | null | undefined)[]): void {
    if (supported.some((value) => value === this.value)) return;
    const names = supported.map((value) => (value === undefined ? 'nothing' : JSON.stringify(value)));
    this.fail(`supported: ${names.join(', ')}`);
  }

  /** @throws TokenizerError with the path, the value and what would be right. */
  fail(right: string): never {
    const text = this.value === undefined ? 'missing' : JSON.stringify(this.value);
    const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
    throw new TokenizerError(`${this.path === '' ? 'the document' : this.path} is ${shown}; ${right}`);
  }

  #object(): Record<string, unknown> {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) {
      return this.fail('expected an object');
    }
    return this.value as Record<string, unknown>;
  }
}
