export type IconName =
  | 'tick'
  | 'cross'
  | 'question'
  | 'dash'
  | 'arrow'
  | 'leave'
  | 'warning'
  | 'link'
  | 'cut'
  | 'wait'
  | 'chevron'
  | 'lock'
  | 'display'
  | 'help';

/** Strokes on a 16 by 16 grid; each is a shape of its own, so that none depends on its colour. */
const PATHS: { readonly [Name in IconName]: string } = {
  tick: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4 12 12M12 4 4 12',
  question: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.3C8.3 8.7 8 9.2 8 10M8 12.6v.2',
  dash: 'M3.5 8h9',
  arrow: 'M3 8h10M9 4l4 4-4 4',
  leave: 'M7 3H3v10h4M7 8h6M10.5 5.5 13 8l-2.5 2.5',
  warning: 'M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.2',
  link: 'M2 8h3l2-4 3 8 2-4h2',
  cut: 'M2 8h3M11 8h3M6.5 5.5l3 5M9.5 5.5l-3 5',
  wait: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  chevron: 'M4 6l4 4 4-4',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  display: 'M13.5 9.5A6 6 0 1 1 6.5 2.5a5 5 0 0 0 7 7z',
  help: 'M5.3 5.6a2.7 2.7 0 1 1 3.9 2.4C8.3 8.5 8 9 8 9.9M8 12.6v.2',
};

/** Decoration beside a word; screen readers pass over it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
