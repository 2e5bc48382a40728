/** Characters of a client's word that are logged. */
const LONGEST_WORD = 100;

/** A phone number as E.164 writes it. */
const PHONE_NUMBER = /^\+\d{7,15}$/;

/** Digits that may be a phone number, with what people write between them. */
const MANY_DIGITS = /\d(?:[ ().-]{0,2}\d){6,}/g;

/** A text in which every number of seven or more digits shows its last two only, however it is spaced; dates suffer, too. */
export function maskNumbers(text: string): string {
  return text.replace(MANY_DIGITS, lastTwo);
}

/** The same for unbroken digits only: for sentences whose dates must stay readable. */
export function maskDigits(text: string): string {
  return text.replace(/\d{7,}/g, lastTwo);
}

function lastTwo(digits: string): string {
  return `…${digits.slice(-2)}`;
}

/** A word that a client chose, such as an operation's name: cut, and no number in it readable. */
export function maskWord(word: string): string {
  return maskNumbers(word.slice(0, LONGEST_WORD));
}

/** The subject of a caller: masked when it is a phone number, for then it is a person's; else as it is, cut. */
export function maskSubject(subject: string): string {
  return PHONE_NUMBER.test(subject) ? `+${maskNumbers(subject.slice(1))}` : subject.slice(0, LONGEST_WORD);
}
