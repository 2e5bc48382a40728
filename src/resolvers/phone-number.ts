import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';

/** The telephone number that a text is, in a country's calling code, `1`; null when they make none, or no country has the code. */
export function parsePhoneNumber(callingCode: string | null, text: string): PhoneNumber | null {
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
