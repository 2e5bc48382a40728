import { z } from 'zod';
import { text } from '../wire-values.ts';
import { deliveryError } from './delivery-error.ts';
import { messageStatus } from './message-status.ts';
import type { ConsumerReport } from './types.ts';

const Id = z.union([z.string().min(1), z.number().transform(String)]);

/** The answer of the campaign report; its `page` is decoration, for the operation is not paged. */
export const CampaignReportAnswer = z
  .looseObject({ consumersReport: z.array(z.looseObject({ id: Id })) })
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
