import { useEffect, useState } from 'react';
import { SCREENS, type ScreenPath } from './location.ts';
import { Choice } from './parts/choice.tsx';
import { Link } from './parts/link.tsx';
import { applyTheme, keptTheme, THEMES } from './theme.ts';

/** The way to the screens, and the choice of the theme. */
export function TopBar({ path }: { readonly path: ScreenPath }) {
  const [theme, setTheme] = useState(keptTheme);
  useEffect(() => applyTheme(theme), [theme]);
  return (
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
  );
}
