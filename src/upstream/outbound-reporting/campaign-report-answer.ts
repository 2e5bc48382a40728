import { z } from 'zod';
import { integer, text } from '../wire-values.ts';
import { deliveryError } from './delivery-error.ts';
import { messageStatus } from './message-status.ts';
import type { ConsumerReport } from './types.ts';

const Id = z.union([z.string().min(1), z.number().transform(String)]);

/**
 * One answer of the campaign report. The document says that the operation is not paged, but shows a `page`. Our reading:
 * if `page` has a next offset, more rows follow, and are requested by `offset` as transactions are. The token of another
 * dialect is not understood.
 */
export const CampaignReportAnswer = z
  .looseObject({ page: z.looseObject({}).nullish(), consumersReport: z.array(z.looseObject({ id: Id })) })
  .superRefine(({ page }, context) => {
    if (text(page?.nextPage) === null) return;
    context.addIssue({ code: 'custom', path: ['page', 'nextPage'], message: 'not understood' });
  })
  .transform(({ page, consumersReport }) => {
    const next = integer(page?.nextOffset) ?? -1;
    return { consumers: consumersReport.map(consumerReport), nextOffset: next > 0 ? next : null };
  });

function consumerReport(row: { id: string } & Record<string, unknown>): ConsumerReport {
  const statusCode = text(row.status) ?? '';
  return {
    reportId: row.id,
    consumerId: text(row.consumerId),
    status: messageStatus(statusCode),
    statusCode,
    error: deliveryError(row.errorSource, row.errorCode, row.errorMessage),
  };
}
