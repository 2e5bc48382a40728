import type { Scope } from '../callers/scope.ts';
import type { Context } from '../request/context.ts';

/** The scope for personal data. */
export const PERSONAL_DATA_SCOPE = 'pii:read' satisfies Scope;

/** Six digits or more, with or without separators: what looks like a phone number. */
const NUMBER = /\+?\d(?:[\s().-]*\d){5,}/g;

/** Replaces a number. */
const MASK = '[redacted]';

type PersonalResolver<Parent, Shown> = (parent: Parent, args: object, context: Context) => Shown;

/**
 * The resolver of a personal field: the result of `read`, or null if the caller lacks the scope. Lists the coordinate
 * as redacted without reading the value, so that the list does not reveal whether there is one. If only some parents
 * have personal data in the field, `isPersonal` says which.
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
 * The resolver of a non-null sentence of the upstream. If the caller lacks the scope, masks what looks like a phone
 * number and lists the coordinate as redacted if there was one.
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
