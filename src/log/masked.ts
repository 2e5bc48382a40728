/** Characters of a client's word that are logged. */
const LONGEST_WORD = 100;

/** 7 to 15 digits of any script that stand alone: a phone number, with whatever people write between its digits. */
const PHONE_NUMBER = /(?<![\p{L}\p{Nd}])\+?[(]?\p{Nd}(?:[\s\p{Cf}\p{Pd}()./_]{0,3}\p{Nd}){6,14}(?![\p{L}\p{Nd}])/gu;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

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

/** The subject of a caller, cut. What may be a phone number in it shows its last two digits: then it is a person's. */
export function maskSubject(subject: string): string {
  const masked = UUID.test(subject) ? subject : subject.replace(PHONE_NUMBER, maskNumber);
  return masked.slice(0, LONGEST_WORD);
}

/** Whether a text that is no UUID holds what may be a phone number. */
export function holdsPhoneNumber(text: string): boolean {
  return !UUID.test(text) && text.search(PHONE_NUMBER) >= 0;
}

function maskNumber(number: string): string {
  return `${number.startsWith('+') ? '+' : ''}${lastTwo(number)}`;
}
