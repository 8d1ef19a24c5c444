import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { shownView } from './navigation.ts';
import { routeOf } from './route.ts';
import './views-nav.css';

export interface ViewLink {
  readonly hash: string;
  readonly title: string;
  readonly isCurrent: boolean;
}

export interface ViewsNavProps {
  readonly label: string;
  readonly links: readonly ViewLink[];
  /** At the end of the line. */
  readonly children?: ComponentChildren;
}

/** The way between the views of a section. */
export function ViewsNav({ label, links, children }: ViewsNavProps) {
  const current = links.find(({ isCurrent }) => isCurrent)?.hash;
  useEffect(() => {
    shownView.value = current === undefined ? undefined : routeOf(current).path[0];
    return () => {
      shownView.value = undefined;
    };
  }, [current]);
  return (
    <nav class="views" aria-label={label}>
      <ul>
        {links.map(({ hash, title, isCurrent }) => (
          <li key={hash}>
            <a href={hash} {...(isCurrent && { 'aria-current': 'page' })}>
              {title}
            </a>
          </li>
        ))}
      </ul>
      {children}
    </nav>
  );
}
