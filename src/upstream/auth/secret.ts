import { inspect } from 'node:util';

/** A string that only `reveal` returns: JSON, logs, templates and the inspector show `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for authentication. */
  reveal(): string {
    return this.#value;
  }

  /** Whether both have the same value. */
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
