/** The pages of a long text. The part that shows it measures how many there are; buttons and keys turn them. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';

export interface Paging {
  /** 0 for the first. */
  readonly page: ReadonlySignal<number>;
  /** At least 1. */
  readonly pages: ReadonlySignal<number>;
  readonly isLast: ReadonlySignal<boolean>;
  turn(by: 1 | -1): void;
  /** @param pages how many the text fills now, in its language and size */
  measure(pages: number): void;
  restart(): void;
}

export function createPaging(): Paging {
  const turned = signal(0);
  const pages = signal(1);
  const page = computed(() => Math.min(turned.value, pages.value - 1));
  return {
    page,
    pages,
    isLast: computed(() => page.value === pages.value - 1),
    turn(by) {
      turned.value = Math.max(0, Math.min(pages.value - 1, page.value + by));
    },
    measure(count) {
      pages.value = Math.max(1, count);
    },
    restart() {
      turned.value = 0;
    },
  };
}

/** Position of a line in its list, px. */
export interface LineSpan {
  readonly top: number;
  readonly bottom: number;
}

/**
 * The first line of each page, so that no page is higher than `heightPx`. Lines beside each other have one bottom and stay together. A line
 * that is higher than a page has a page of its own.
 */
export function pageStarts(lines: readonly LineSpan[], heightPx: number): readonly number[] {
  const starts = [0];
  let pageTop = lines[0]?.top ?? 0;
  for (const { top, bottom } of lines) {
    if (bottom - pageTop <= heightPx || top === pageTop) continue;
    pageTop = top;
    starts.push(lines.findIndex((line) => line.top === top));
  }
  return starts;
}
