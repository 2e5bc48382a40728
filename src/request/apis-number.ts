const numbers = new WeakMap<object, number>();
let last = 0;

/** A number for the APIs of an account and credential, which are made anew when LivePerson refuses the token of a caller. */
export function apisNumber(apis: object): number {
  const number = numbers.get(apis) ?? ++last;
  numbers.set(apis, number);
  return number;
}
