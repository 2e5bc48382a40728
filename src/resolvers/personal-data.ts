import type { Scope } from '../callers/scope.ts';
import type { Context } from '../request/context.ts';

/** What it takes to be shown personal data. */
export const PERSONAL_DATA_SCOPE = 'pii:read' satisfies Scope;

/** Six digits or more, however they are set apart: what a telephone number looks like. */
const NUMBER = /\+?\d(?:[\s().-]*\d){5,}/g;

/** What stands where a number was. */
const MASK = '[redacted]';

type PersonalResolver<Parent, Shown> = (parent: Parent, args: object, context: Context) => Shown;

/**
 * The resolver of a personal field: what `read` gives, or null for a caller without the scope. The coordinate is noted
 * without looking at the value, so that the note does not tell whether there is one. Where only some parents have
 * personal data there, `isPersonal` tells which.
 */
export function ifPersonalDataAllowed<Parent, Value>(
  coordinate: string,
  read: (parent: Parent) => Value,
  isPersonal: (parent: Parent) => boolean = () => true,
): PersonalResolver<Parent, Value | null> {
  return (parent, _args, { caller, redacted }) => {
    if (caller.scopes.has(PERSONAL_DATA_SCOPE) || !isPersonal(parent)) return read(parent);
    redacted.add(coordinate);
    return null;
  };
}

/**
 * The resolver of an upstream's own sentence that cannot be null: as it is, or for a caller without the scope with a mask
 * over what looks like a telephone number. The coordinate is noted where there was one.
 */
export function maskedUnlessAllowed<Parent>(
  coordinate: string,
  read: (parent: Parent) => string,
): PersonalResolver<Parent, string> {
  return (parent, _args, { caller, redacted }) => {
    const sentence = read(parent);
    const shown = caller.scopes.has(PERSONAL_DATA_SCOPE) ? sentence : sentence.replace(NUMBER, MASK);
    if (shown !== sentence) redacted.add(coordinate);
    return shown;
  };
}
