import { useState } from 'react';
import { CampaignsDocument, type FunnelFigure, type FunnelOrder } from '../../generated/graphql.ts';
import { count } from '../format.ts';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Table } from '../parts/table.tsx';
import { rangeOf } from '../ranges.ts';
import type { ScreenProps } from '../screen.ts';
import { usePages } from '../use-pages.ts';
import { CampaignRow } from './campaign-row.tsx';

/** The columns, and the figure that each is ordered by. */
const COLUMNS: readonly (readonly [FunnelFigure, string])[] = [
  ['ATTEMPTED', 'Attempted'],
  ['SENT', 'Sent'],
  ['DELIVERY_RATE', 'Delivered'],
  ['READ_RATE', 'Read'],
  ['CONVERSATIONS_CREATED', 'Answers'],
  ['RESPONSE_RATE', 'Answered'],
  ['FAILURE_RATE', 'Failed'],
];

/** The campaigns of the range, by any figure of their funnels in that range. */
export function Campaigns({ accountId, range }: ScreenProps) {
  const [orderBy, setOrder] = useState<FunnelOrder>({ by: 'ATTEMPTED', direction: 'DESCENDING' });
  const variables = { accountId, attempted: rangeOf(range), orderBy };
  const { nodes, error, isLoading, hasMore, more } = usePages(CampaignsDocument, variables, (data) => {
    const campaigns = data.account?.campaigns;
    return campaigns && { nodes: campaigns.edges, pageInfo: campaigns.pageInfo };
  });
  const isUp = orderBy.direction === 'ASCENDING';
  const order = (by: FunnelFigure) =>
    setOrder({ by, direction: by === orderBy.by && !isUp ? 'ASCENDING' : 'DESCENDING' });
  return (
    <Panel
      title="Campaigns in this range"
      note={<span role="status">{nodes && `${count(nodes.length)} campaigns${hasMore ? ' so far' : ''}`}</span>}
      isBusy={isLoading}
    >
      <Problem error={error} retry={more} />
      {nodes === undefined && isLoading && <Skeleton lines={10} label="Counting the campaigns" />}
      {nodes && (
        <Table
          label="Campaigns"
          areFigures
          columns={[
            'Campaign',
            ...COLUMNS.map(([figure, name]) => ({
              cell: (
                <th
                  key={figure}
                  scope="col"
                  aria-sort={figure !== orderBy.by ? 'none' : isUp ? 'ascending' : 'descending'}
                >
                  <button type="button" onClick={() => order(figure)}>
                    {name} <span aria-hidden="true">{figure !== orderBy.by ? '' : isUp ? '↑' : '↓'}</span>
                  </button>
                </th>
              ),
            })),
          ]}
        >
          {nodes.map((edge, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order of the rows is what changes, not the rows
            <CampaignRow key={index} edge={edge} />
          ))}
        </Table>
      )}
      {nodes?.length === 0 && <p className="empty">No campaign sent a message in this range.</p>}
      {hasMore && (
        <button type="button" disabled={isLoading} onClick={more}>
          More campaigns
        </button>
      )}
    </Panel>
  );
}
