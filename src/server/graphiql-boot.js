// Runs in the browser after GraphiQL's own script: prepares the tabs and renders the page.
// The server serves this file but does not import it.

/* global YogaGraphiQL */

const { title, examples, workers } = JSON.parse(document.getElementById('options').textContent);

/** The key under which GraphiQL stores its tabs. */
const TABS = 'graphiql:tabState';
/** The key of the examples as they were last shown. */
const SHOWN = 'outbound-gateway:examples';

self.MonacoEnvironment = { getWorker: (_, label) => new Worker(workers[label]) };

const { tabs, active } = withLinkedQuery(withCurrentExamples(storedTabs()));
localStorage.setItem(TABS, JSON.stringify({ tabs, activeTabIndex: tabs.indexOf(active) }));
localStorage.setItem(SHOWN, JSON.stringify(examples));

YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), {
  title,
  fetcher: send,
  // Without these GraphiQL looks for a tab with the last edited query, and opens an empty tab if there is none.
  initialQuery: active.query ?? '',
  initialVariables: active.variables ?? '',
  initialHeaders: active.headers ?? '',
  // The default writes the query into the address, where histories and logs would store it.
  onEditQuery() {},
});

/**
 * Sends an operation. GraphiQL's own fetcher would fail in a newly opened tab, because GraphiQL still has the operation
 * name of the previous tab.
 */
async function send({ query, operationName, variables }, { headers } = {}) {
  const named = operationName && new RegExp(`\\b${operationName}\\b`).test(query);
  const accept = /\bsubscription\b/.test(query) ? 'text/event-stream' : 'application/json';
  const answer = await fetch(location.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...headers },
    body: JSON.stringify({ query, variables, ...(named && { operationName }) }),
  });
  return answer.headers.get('content-type').startsWith('text/event-stream') ? resultsIn(answer.body) : answer.json();
}

/** The results in a stream of events. Stops reading when GraphiQL does. */
async function* resultsIn(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const events = (text + value).split('\n\n');
      text = events.pop();
      for (const event of events) {
        const [, result] = /^event: next\ndata: (.*)/.exec(event) ?? [];
        if (result !== undefined) yield JSON.parse(result);
      }
    }
  } finally {
    await reader.cancel();
  }
}

/** The tabs that the browser stores, without empty ones, or else the examples; and the active one. */
function storedTabs() {
  const stored = storedJson(TABS);
  const all = Array.isArray(stored?.tabs) ? stored.tabs : [];
  const tabs = all.filter(({ query }) => query?.trim());
  const active = all[stored?.activeTabIndex];
  if (tabs.length > 0) return { tabs, active: tabs.includes(active) ? active : tabs[0] };
  const first = examples.map(tabOf);
  return { tabs: first, active: first[0] };
}

/** Replaces unchanged examples by the current ones of the same names. */
function withCurrentExamples(state) {
  const shown = storedJson(SHOWN) ?? [];
  for (const tab of state.tabs.filter((one) => shown.some((example) => sameText(example, one)))) {
    const current = examples.find(({ query }) => nameOf(query) === nameOf(tab.query));
    if (current !== undefined) Object.assign(tab, current, { response: null });
  }
  return state;
}

/** Opens the query of the address, `?query=`, once. */
function withLinkedQuery({ tabs, active }) {
  const { searchParams, pathname } = new URL(location.href);
  const query = searchParams.get('query');
  if (!query) return { tabs, active };
  history.replaceState(null, '', pathname);
  const linked = { query, variables: searchParams.get('variables') };
  const open = tabs.find((tab) => sameText(tab, linked)) ?? tabOf(linked, tabs.length);
  return { tabs: tabs.includes(open) ? tabs : [...tabs, open], active: open };
}

function tabOf({ query, variables = null }, index) {
  const name = nameOf(query);
  const id = `${Date.now()}-${index}`;
  return { id, title: name ?? '<untitled>', query, variables, headers: null, operationName: name, response: null };
}

function nameOf(query) {
  return /^(?!#).*(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1] ?? null;
}

function sameText(one, other) {
  return one.query === other.query && (one.variables ?? '') === (other.variables ?? '');
}

/** The stored JSON under a key; null if there is none, or if it is not JSON. */
function storedJson(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
