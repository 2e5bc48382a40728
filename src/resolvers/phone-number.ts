import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';

/** `1`, or `1-242` as lists of countries write those that share a calling code; a leading + is dropped. */
const COUNTRY_CODE = /^\+?([1-9]\d{0,2})(?:[- ](\d{1,4}))?$/;

/** A country's code: its calling code, and the digits that its national numbers begin with where it shares that. */
type CountryCode = { readonly callingCode: string; readonly area: string };

/** The country code that a text is; null for anything else. */
export function parseCountryCode(text: string): CountryCode | null {
  const [, callingCode, area = ''] = COUNTRY_CODE.exec(text.trim()) ?? [];
  return callingCode === undefined ? null : { callingCode, area };
}

/**
 * The telephone numbers that a text may be in a country: with the country's area put in front, and as it stands if it
 * begins with that. `null` is for a text in international form.
 */
export function phoneNumbers(country: CountryCode | null, text: string): readonly PhoneNumber[] {
  const { callingCode, area } = country ?? { callingCode: null, area: '' };
  const candidates = area === '' ? [text] : [area + text, text];
  return candidates.flatMap((candidate) => {
    const number = parsePhoneNumber(callingCode, candidate);
    return number?.nationalNumber.startsWith(area) ? [number] : [];
  });
}

/** The telephone number that a text is, in a country's calling code, `1`; null when they make none, or no country has the code. */
function parsePhoneNumber(callingCode: string | null, text: string): PhoneNumber | null {
  try {
    return (
      parsePhoneNumberFromString(text, {
        extract: false,
        ...(callingCode !== null && { defaultCallingCode: callingCode }),
      }) ?? null
    );
  } catch {
    // The library gives nothing for what is no number, but throws for a calling code that it does not know.
    return null;
  }
}
