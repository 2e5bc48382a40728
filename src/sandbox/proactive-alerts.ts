import { hasTemplate } from './alert-templates.ts';
import { skills } from './campaigns.ts';
import { jsonReply, type Reply } from './http-exchange.ts';
import { badAlert, requireFields, requireOwnSite } from './live-deflect-body.ts';
import type { Call } from './world.ts';

const requiredFields = [
  'siteId',
  'skill',
  'customerCountryCode',
  'customerPhoneNumber',
  'proactiveLanguage',
  'proactiveTemplate',
  'proactiveVariables',
];

/**
 * Sends an alert: it appears in proactiveReporting at once (LiveDeflect API, proactiveAlert). A number that ends in 0199
 * fails the compatibility check with 400; one that ends in 0198 fails with 200. An unknown skill or template gets 400, too:
 * our reading, because the document shows no such answer.
 */
export function answerProactiveAlert(call: Call): Reply {
  const { body, world } = call;
  requireValidAlert(call);
  const phone = text(body.customerPhoneNumber);
  if (phone.endsWith('0199')) throw badAlert('Failed Compatibility Check');
  const { quirks, now } = world.settings;
  if (phone.endsWith('0198')) {
    const message = JSON.stringify({ reason: 'template not found' });
    return jsonReply(200, { success: quirks.stringSuccess ? 'false' : false, message });
  }
  const { alertId, sendTime } = world.alerts.add({
    externalAlertId: text(body.externalAlertId) || null,
    siteId: text(body.siteId),
    skill: text(body.skill),
    status: 'SENT',
    sendTime: new Date(now()).toISOString(),
    customerCountryCode: text(body.customerCountryCode),
    customerPhoneNumber: phone,
    proactiveChannel: text(body.proactiveChannel),
    proactiveLanguage: text(body.proactiveLanguage),
    proactiveTemplate: text(body.proactiveTemplate),
  });
  const name = `phones/+${text(body.customerCountryCode)}${phone}/agentMessages/${alertId}`;
  return jsonReply(200, { success: true, response: { name, sendTime, contentMessage } });
}

function requireValidAlert(call: Call): void {
  const { body } = call;
  requireFields(body, requiredFields);
  requireOwnSite(call);
  for (const name of ['proactiveVariables', 'alertInfo']) {
    const value = body[name];
    if (value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))) {
      throw badAlert(`Invalid field: ${name} must be an object`);
    }
  }
  if ((text(body.externalCustomerId) === '') !== (text(body.externalCustomerIdDescriptor) === '')) {
    throw badAlert('externalCustomerId and externalCustomerIdDescriptor must be passed together');
  }
  if (!skills.includes(text(body.skill))) throw badAlert('Skill not found');
  const { proactiveTemplate, proactiveLanguage } = body;
  if (!hasTemplate(text(proactiveTemplate), text(proactiveLanguage))) throw badAlert('Template not found');
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The answer of the channel's provider: an RCS card, as in the document. */
const contentMessage = {
  richCard: {
    standaloneCard: {
      cardOrientation: 'VERTICAL',
      thumbnailImageAlignment: 'RIGHT',
      cardContent: {
        title: 'Tap to Select Desired Action',
        media: { fileName: 'files/jkl7y5btiioJTIjSNahX0heD', height: 'TALL' },
        suggestions: [
          { reply: { text: 'See Menu of Functions', postbackData: 'postback_data_Menu' } },
          { reply: { text: 'Learn More', postbackData: 'postback_data_LearnMore' } },
        ],
      },
    },
  },
};
