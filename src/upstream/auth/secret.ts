import { inspect } from 'node:util';

/** A string that shows itself to nobody but the code that calls `reveal`: not in JSON, logs, templates or the inspector. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for signing a request. */
  reveal(): string {
    return this.#value;
  }

  /** Whether both hold the same. */
  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
