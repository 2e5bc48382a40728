import { z } from 'zod';
import { integer, text } from '../wire-values.ts';
import { deliveryError } from './delivery-error.ts';
import { messageStatus } from './message-status.ts';
import type { ConsumerReport } from './types.ts';

const Id = z.union([z.string().min(1), z.number().transform(String)]);

/**
 * The answer of the campaign report. The document says that the operation is not paged, and shows a `page` all the same:
 * one that says that more follows is not understood, because no request for more is documented.
 */
export const CampaignReportAnswer = z
  .looseObject({ page: z.looseObject({}).nullish(), consumersReport: z.array(z.looseObject({ id: Id })) })
  .superRefine(({ page }, context) => {
    const path =
      (integer(page?.nextOffset) ?? -1) > 0 ? 'nextOffset' : text(page?.nextPage) === null ? null : 'nextPage';
    if (path !== null) context.addIssue({ code: 'custom', path: ['page', path], message: 'more follows' });
  })
  .transform(({ consumersReport }) => ({ consumers: consumersReport.map(consumerReport) }));

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
