import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Paging } from '../model/paging.ts';
import type { Words } from '../words/words.ts';
import { PrimaryButton } from './primary-button.tsx';

export interface PagedTextProps {
  readonly paging: Paging;
  readonly label: string;
  /** Changes with the text: another one starts from its first page. */
  readonly edition: string;
  readonly children: ComponentChildren;
}

/**
 * A text in columns as large as the box. One column is shown at a time: no line is ever cut, and nothing scrolls. The whole
 * text stays in the document for screen readers.
 */
export function PagedText({ paging, label, edition, children }: PagedTextProps) {
  const box = useRef<HTMLDivElement>(null);
  const page = paging.page.value;

  useLayoutEffect(() => paging.restart(), [edition]);
  useLayoutEffect(() => {
    const text = box.current;
    if (text === null) return undefined;
    const measure = (): void => paging.measure(Math.round((text.scrollWidth + gapOf(text)) / strideOf(text)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(text);
    return () => observer.disconnect();
  }, [edition]);
  useLayoutEffect(() => {
    const text = box.current;
    if (text === null) return;
    const towards = getComputedStyle(text).direction === 'rtl' ? -1 : 1;
    text.scrollLeft = towards * page * strideOf(text);
  });

  return (
    <section class="notice-text" aria-label={label}>
      <div class="columns" ref={box}>
        {children}
      </div>
    </section>
  );
}

function gapOf(text: Element): number {
  return Number.parseFloat(getComputedStyle(text).columnGap) || 0;
}

function strideOf(text: Element): number {
  return text.clientWidth + gapOf(text);
}

interface TurningProps {
  readonly paging: Paging;
  readonly words: Words;
}

/** Which page is shown, and of how many; nothing for a single page. */
export function PageCount({ paging, words }: TurningProps) {
  const { page, pages } = paging;
  return pages.value === 1 ? null : (
    <p class="page-count" aria-live="polite">
      {words.pageOf(page.value + 1, pages.value)}
    </p>
  );
}

/** To the previous page. On the first page only its room is kept. */
export function PageBack({ paging, words }: TurningProps) {
  return (
    <button
      type="button"
      class="secondary page-back"
      data-shown={paging.page.value > 0}
      onClick={() => paging.turn(-1)}
    >
      {words.back}
    </button>
  );
}

/** To the next page. */
export function PageOn({ paging, words }: TurningProps) {
  return <PrimaryButton label={words.readOn} onPress={() => paging.turn(1)} />;
}
