/** A template of LiveDeflect; its variables are in its text. */
export type AlertTemplate = { name: string; language: string; version: string; text: string };

/** The templates of every account, the newest version first. The document names `flightdelay`, and shows no text. */
export const alertTemplates: readonly AlertTemplate[] = [
  { name: 'flightdelay', language: 'english', version: '2', text: 'Your flight is delayed. It now leaves at @Time.' },
  {
    name: 'flightdelay',
    language: 'english',
    version: '1',
    text: 'Your flight to @City is delayed. It now leaves at @Time from gate @Gate.',
  },
  { name: 'flightdelay', language: 'spanish', version: '2', text: 'Su vuelo se retrasa. Ahora sale a las @Time.' },
  { name: 'orderupdate', language: 'english', version: '1', text: 'Hi @Name, your order @Order is on its way.' },
  {
    name: 'paymentreminder',
    language: 'english',
    version: '1',
    text: 'Hi @Name, @Amount is due on @Date. Reply PAY to pay now.',
  },
];

/** Whether the sandbox has a template. The version only classifies it. */
export function hasTemplate(name: string, language: string): boolean {
  return alertTemplates.some((template) => template.name === name && template.language === language);
}
