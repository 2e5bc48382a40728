import { createRequire } from 'node:module';
import type { PhoneNumber } from 'libphonenumber-js';

/** Loads the library with the first number, because its many files take time at the start. */
const library = (): typeof import('libphonenumber-js') => createRequire(import.meta.url)('libphonenumber-js');

/** `1`, or `1-242` for a country that shares its calling code, with or without a leading +. */
const COUNTRY_CODE = /^\+?([1-9]\d{0,2})(?:[- ](\d{1,4}))?$/;

/** A calling code and, if countries share it, the digits that the national numbers of the country begin with. */
type CountryCode = { readonly callingCode: string; readonly area: string };

/** The country code in a text. Null if it is not one. */
export function parseCountryCode(text: string): CountryCode | null {
  const [, callingCode, area = ''] = COUNTRY_CODE.exec(text.trim()) ?? [];
  return callingCode === undefined ? null : { callingCode, area };
}

/**
 * The phone numbers that a text may mean in a country: with the area of the country put in front, and unchanged if it
 * begins with the area. `country` is null for a text in international form.
 */
export function phoneNumbers(country: CountryCode | null, text: string): readonly PhoneNumber[] {
  const { callingCode, area } = country ?? { callingCode: null, area: '' };
  const candidates = area === '' ? [text] : [area + text, text];
  return candidates.flatMap((candidate) => {
    const number = parsePhoneNumber(callingCode, candidate);
    return number?.nationalNumber.startsWith(area) ? [number] : [];
  });
}

/** The phone number of a text with a calling code, `1`. Null if they do not make one, or no country has the code. */
function parsePhoneNumber(callingCode: string | null, text: string): PhoneNumber | null {
  const { parsePhoneNumberFromString } = library();
  try {
    return (
      parsePhoneNumberFromString(text, {
        extract: false,
        ...(callingCode !== null && { defaultCallingCode: callingCode }),
      }) ?? null
    );
  } catch {
    // The library returns undefined for text that is not a number, but throws for a calling code that it does not know.
    return null;
  }
}
