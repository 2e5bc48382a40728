import { type FragmentType, readFragment } from '../../generated/fragment-masking.ts';
import { CampaignRowFragmentDoc } from '../../generated/graphql.ts';
import { count, percent } from '../format.ts';

/** One campaign: its name if it has one, its id, and the funnel of the range. */
export function CampaignRow({ edge }: { readonly edge: FragmentType<typeof CampaignRowFragmentDoc> }) {
  const { name, node, funnel } = readFragment(CampaignRowFragmentDoc, edge);
  return (
    <tr>
      <th scope="row">
        {name} <small className="code">{node.campaignId}</small>
      </th>
      <td>{count(funnel.attempted)}</td>
      <td>{count(funnel.sent)}</td>
      <td>{percent(funnel.deliveryRate)}</td>
      <td>{percent(funnel.readRate)}</td>
      <td>{count(funnel.conversationsCreated)}</td>
      <td>{percent(funnel.responseRate)}</td>
      <td>{percent(funnel.failureRate)}</td>
    </tr>
  );
}
