/** The looks of the page. `system` follows the machine. */
export const THEMES = { system: 'System', light: 'Light', dark: 'Dark' } as const;

/** One of them. */
export type Theme = keyof typeof THEMES;

const KEY = 'theme';

/** The theme that the visitor chose; `system` if none. */
export function keptTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept !== null && Object.hasOwn(THEMES, kept) ? (kept as Theme) : 'system';
}

/** Shows the page in a theme from now on, and remembers it. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  document.documentElement.dataset.theme = theme;
}
