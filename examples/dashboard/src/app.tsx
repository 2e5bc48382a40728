import { lazy, Suspense } from 'react';
import { AccountsDocument } from '../generated/graphql.ts';
import { SCREENS, type ScreenPath, useAddress } from './location.ts';
import { Overview } from './overview/overview.tsx';
import { Problem } from './parts/problem.tsx';
import { Skeleton } from './parts/skeleton.tsx';
import { rangeNameOf, TIME_ZONE } from './ranges.ts';
import { Title } from './title.tsx';
import { Tools } from './tools.tsx';
import { TopBar } from './top-bar.tsx';
import { useAnswer } from './use-answer.ts';

/** The first screen comes with the page, the others when somebody goes there. */
const VIEWS = {
  '/': Overview,
  '/failures': lazy(async () => ({ default: (await import('./failures/failures.tsx')).Failures })),
  '/campaigns': lazy(async () => ({ default: (await import('./campaigns/campaigns.tsx')).Campaigns })),
  '/journey': lazy(async () => ({ default: (await import('./journey/journey.tsx')).Journey })),
  '/send': lazy(async () => ({ default: (await import('./send/send.tsx')).Send })),
};

/** The page: navigation, the choice of account and range, and one screen. */
export function App() {
  const { pathname, searchParams } = useAddress();
  const path = (Object.hasOwn(SCREENS, pathname) ? pathname : '/') as ScreenPath;
  const range = rangeNameOf(searchParams.get('range'));
  const { data, error, isLoading, ask } = useAnswer(AccountsDocument, {}, { policy: 'cache-first' });
  const accounts = data?.accounts ?? [];
  const accountId = searchParams.get('account') ?? accounts[0]?.accountId;
  const View = VIEWS[path];
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <TopBar path={path} />
      <main id="main" tabIndex={-1}>
        <div className="title">
          <Title
            name={SCREENS[path]}
            note={`Account ${accountId ?? '…'} · times in ${TIME_ZONE.replaceAll('_', ' ')}`}
          />
          {accountId && <Tools path={path} accounts={accounts} accountId={accountId} range={range} />}
        </div>
        <Problem error={error} retry={ask} />
        <Suspense fallback={<Skeleton lines={8} label="Loading the screen" />}>
          {accountId ? (
            // Another range or account is another screen: nothing of the old one is shown under the new name.
            <View key={`${path} ${accountId} ${range}`} accountId={accountId} range={range} />
          ) : (
            isLoading && <Skeleton lines={8} label="Loading the accounts" />
          )}
        </Suspense>
      </main>
    </>
  );
}
