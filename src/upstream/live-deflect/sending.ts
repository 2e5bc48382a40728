/** A template of LiveDeflect, as the configuration describes it. */
export type AlertTemplate = {
  readonly name: string;
  readonly language: string;
  /** Undefined if any version in an alert means this template. */
  readonly version?: string | undefined;
  /** The text with the variables in their places. */
  readonly text: string;
  /** The variables that an alert must give, with their `@`. */
  readonly variables: readonly string[];
};

/** What an account may send. Undefined lists allow everything; LivePerson has no operation that lists either. */
export type Sending = {
  readonly skills?: readonly string[] | undefined;
  readonly templates?: readonly AlertTemplate[] | undefined;
};

/** A variable in a text, as in LiveDeflect's example (`@Time`); not the host of an e-mail address. Global, for `matchAll`. */
export const VARIABLE = /(?<![\p{L}\p{N}_.+-])@[\p{L}_][\p{L}\p{N}_]*/gu;

/** The variables in a text, each once. */
export function variablesIn(text: string): readonly string[] {
  return [...new Set(text.match(VARIABLE))];
}
