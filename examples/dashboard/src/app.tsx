import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { AccountsDocument } from '../generated/graphql.ts';
import { ExportButton } from './export/export-button.tsx';
import { SCREENS, type ScreenPath, setParameters, useAddress } from './location.ts';
import { Overview } from './overview/overview.tsx';
import { Choice } from './parts/choice.tsx';
import { Link } from './parts/link.tsx';
import { Problem } from './parts/problem.tsx';
import { Skeleton } from './parts/skeleton.tsx';
import { RANGES, rangeNameOf, TIME_ZONE } from './ranges.ts';
import { applyTheme, keptTheme, THEMES } from './theme.ts';
import { useAnswer } from './use-answer.ts';

/** The first screen comes with the page, the others when somebody goes there. */
const VIEWS = {
  '/': Overview,
  '/failures': lazy(async () => ({ default: (await import('./failures/failures.tsx')).Failures })),
  '/campaigns': lazy(async () => ({ default: (await import('./campaigns/campaigns.tsx')).Campaigns })),
  '/journey': lazy(async () => ({ default: (await import('./journey/journey.tsx')).Journey })),
  '/send': lazy(async () => ({ default: (await import('./send/send.tsx')).Send })),
};

/** The screens that show a range. */
const OF_A_RANGE: readonly string[] = ['/', '/failures', '/campaigns'] satisfies ScreenPath[];

const RANGE_LABELS = Object.fromEntries(Object.entries(RANGES).map(([name, { label }]) => [name, label])) as Record<
  keyof typeof RANGES,
  string
>;

/** The page: navigation, the choice of account and range, and one screen. */
export function App() {
  const { pathname, searchParams } = useAddress();
  const path = (Object.hasOwn(SCREENS, pathname) ? pathname : '/') as ScreenPath;
  const range = rangeNameOf(searchParams.get('range'));
  const { data, error, isLoading, ask } = useAnswer(AccountsDocument, {}, { policy: 'cache-first' });
  const accountId = searchParams.get('account') ?? data?.accounts[0]?.accountId;
  const heading = useHeading(SCREENS[path]);
  const View = VIEWS[path];
  const [theme, setTheme] = useState(keptTheme);
  useEffect(() => applyTheme(theme), [theme]);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <p className="brand">Outbound</p>
        <nav aria-label="Screens">
          {(Object.entries(SCREENS) as [ScreenPath, string][]).map(([to, name]) => (
            <Link key={to} to={to} isCurrent={to === path}>
              {name}
            </Link>
          ))}
        </nav>
        <Choice legend="Theme" options={THEMES} value={theme} onChange={setTheme} />
      </header>
      <main id="main" tabIndex={-1}>
        <div className="title">
          <div>
            <h1 ref={heading} tabIndex={-1}>
              {SCREENS[path]}
            </h1>
            <p className="note">
              Account {accountId ?? '…'} · times in {TIME_ZONE.replaceAll('_', ' ')}
            </p>
          </div>
          <div className="tools">
            {data && data.accounts.length > 1 && (
              <label className="field-inline">
                <span className="hidden">Account</span>
                <select value={accountId} onChange={({ target }) => setParameters({ account: target.value })}>
                  {data.accounts.map(({ id, accountId }) => (
                    <option key={id}>{accountId}</option>
                  ))}
                </select>
              </label>
            )}
            {OF_A_RANGE.includes(path) && (
              <>
                <Choice
                  legend="Range"
                  options={RANGE_LABELS}
                  value={range}
                  onChange={(range) => setParameters({ range })}
                />
                {accountId && <ExportButton accountId={accountId} range={range} />}
              </>
            )}
          </div>
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

/** Names the window after the screen, and moves the focus to its heading when another one comes. */
function useHeading(name: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(name);
  useEffect(() => {
    document.title = `${name} · Outbound`;
    if (shown.current !== name) heading.current?.focus();
    shown.current = name;
  }, [name]);
  return heading;
}
