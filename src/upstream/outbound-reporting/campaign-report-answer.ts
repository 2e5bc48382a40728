import { z } from 'zod';
import { integer, text } from '../wire-values.ts';
import { deliveryError } from './delivery-error.ts';
import { messageStatus } from './message-status.ts';
import type { ConsumerReport } from './types.ts';

const Id = z.union([z.string().min(1), z.number().transform(String)]);

/** The form of an answer. Made once, because zod compiles it. */
const Answer = z
  .looseObject({ page: z.looseObject({}).nullish(), consumersReport: z.array(z.looseObject({ id: Id })) })
  .superRefine(({ page }, context) => {
    if (text(page?.nextPage) === null) return;
    context.addIssue({ code: 'custom', path: ['page', 'nextPage'], message: 'not understood' });
  });

/** The campaign that a report is about. */
type Reported = Pick<ConsumerReport, 'accountId' | 'campaignId'>;

/**
 * One answer of the campaign report. The document says that the operation is not paged, but shows a `page`. Our reading:
 * if `page` has a next offset, more rows follow, and are requested by `offset` as transactions are. The token of another
 * dialect is not understood.
 */
export function campaignReportAnswer(campaign: Reported) {
  return Answer.transform(({ page, consumersReport }) => {
    const next = integer(page?.nextOffset) ?? -1;
    const consumers = consumersReport.map((row) => consumerReport(campaign, row));
    return { consumers, nextOffset: next > 0 ? next : null };
  });
}

function consumerReport(
  { accountId, campaignId }: Reported,
  row: { id: string } & Record<string, unknown>,
): ConsumerReport {
  const statusCode = text(row.status) ?? '';
  return {
    accountId,
    campaignId,
    reportId: row.id,
    consumerId: text(row.consumerId),
    status: messageStatus(statusCode),
    statusCode,
    error: deliveryError(row.errorSource, row.errorCode, row.errorMessage),
  };
}
