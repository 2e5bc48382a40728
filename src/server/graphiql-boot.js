// Runs in the browser, after GraphiQL's own script: sets its tabs in order and shows it.
// The server does not load this file, it only hands it out.

/* global YogaGraphiQL */

const { title, examples, workers } = JSON.parse(document.getElementById('options').textContent);

/** Where GraphiQL keeps its tabs. */
const TABS = 'graphiql:tabState';
/** Where the examples are kept as they were when they were last shown. */
const SHOWN = 'outbound-gateway:examples';

self.MonacoEnvironment = { getWorker: (_, label) => new Worker(workers[label]) };

const { tabs, active } = withLinked(renewed(keptTabs()));
localStorage.setItem(TABS, JSON.stringify({ tabs, activeTabIndex: tabs.indexOf(active) }));
localStorage.setItem(SHOWN, JSON.stringify(examples));

YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), {
  title,
  fetcher: ask,
  // Without these GraphiQL looks for a tab with what was edited last, and opens an empty one where there is none.
  initialQuery: active.query ?? '',
  initialVariables: active.variables ?? '',
  initialHeaders: active.headers ?? '',
  // What is asked is nobody's business but the gateway's: the default writes it into the address.
  onEditQuery() {},
});

/**
 * Sends an operation. In a tab that was opened only just, GraphiQL still has the name of the operation of the tab before,
 * and its own way to send would refuse that.
 */
async function ask({ query, operationName, variables }, { headers } = {}) {
  const named = operationName && new RegExp(`\\b${operationName}\\b`).test(query);
  const answer = await fetch(location.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables, ...(named && { operationName }) }),
  });
  return answer.json();
}

/** The tabs that the browser kept, or else the examples; and which of them was the active one. Empty ones are left out. */
function keptTabs() {
  const kept = parsed(TABS);
  const all = Array.isArray(kept?.tabs) ? kept.tabs : [];
  const tabs = all.filter(({ query }) => query?.trim());
  const active = all[kept?.activeTabIndex];
  if (tabs.length > 0) return { tabs, active: tabs.includes(active) ? active : tabs[0] };
  const first = examples.map(tabOf);
  return { tabs: first, active: first[0] };
}

/** Has the examples that nobody changed say what they say today: their dates grow old. */
function renewed(state) {
  const shown = parsed(SHOWN) ?? [];
  for (const tab of state.tabs) {
    const index = shown.findIndex((example) => sameText(example, tab));
    if (examples[index] !== undefined) Object.assign(tab, examples[index], { response: null });
  }
  return state;
}

/** Opens the query that the address names, as `?query=`, once. */
function withLinked({ tabs, active }) {
  const { searchParams, pathname } = new URL(location.href);
  const query = searchParams.get('query');
  if (!query) return { tabs, active };
  history.replaceState(null, '', pathname);
  const linked = { query, variables: searchParams.get('variables') };
  const open = tabs.find((tab) => sameText(tab, linked)) ?? tabOf(linked, tabs.length);
  return { tabs: tabs.includes(open) ? tabs : [...tabs, open], active: open };
}

function tabOf({ query, variables = null }, index) {
  const name = /^(?!#).*(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1] ?? null;
  const id = `${Date.now()}-${index}`;
  return { id, title: name ?? '<untitled>', query, variables, headers: null, operationName: name, response: null };
}

function sameText(one, other) {
  return one.query === other.query && (one.variables ?? '') === (other.variables ?? '');
}

/** What is kept under a name; null when that is nothing, or broken. */
function parsed(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
