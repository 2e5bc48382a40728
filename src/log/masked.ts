/** The most characters of a text from a client that are logged. */
const MAX_LENGTH = 100;

/** A phone number: 7 to 15 digits of any script that stand alone, with the usual separators. */
const PHONE_NUMBER = /(?<![\p{L}\p{Nd}])\+?[(]?\p{Nd}(?:[\s\p{Cf}\p{Pd}()./_]{0,3}\p{Nd}){6,14}(?![\p{L}\p{Nd}])/gu;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Digits that may be a phone number, with the usual separators. */
const MANY_DIGITS = /\d(?:[ ().-]{0,2}\d){6,}/g;

/** Masks all but the last two digits of each number of seven or more digits, with or without separators. Dates are masked, too. */
export function maskNumbers(text: string): string {
  return text.replace(MANY_DIGITS, lastTwo);
}

/** The same for digits without separators: for sentences whose dates must stay readable. */
export function maskDigits(text: string): string {
  return text.replace(/\d{7,}/g, lastTwo);
}

function lastTwo(digits: string): string {
  return `…${digits.slice(-2)}`;
}

/** Cuts a text from a client, for example an operation's name, and masks its numbers. */
export function maskWord(word: string): string {
  return maskNumbers(word.slice(0, MAX_LENGTH));
}

/** Cuts the subject of a caller, and masks all but the last two digits of what may be a phone number in it. */
export function maskSubject(subject: string): string {
  const masked = UUID.test(subject) ? subject : subject.replace(PHONE_NUMBER, maskNumber);
  return masked.slice(0, MAX_LENGTH);
}

/** Whether a text may contain a phone number; a UUID does not. */
export function holdsPhoneNumber(text: string): boolean {
  return !UUID.test(text) && text.search(PHONE_NUMBER) >= 0;
}

function maskNumber(number: string): string {
  return `${number.startsWith('+') ? '+' : ''}${lastTwo(number)}`;
}
