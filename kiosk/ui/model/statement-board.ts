/** The lane's statement about itself on the screen: replaced every ten seconds, and gone after a minute or with the next traveller. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { STATEMENT_EVERY_MS, STATEMENT_LIFETIME_MS } from '../../../server/contract/statement-times.ts';
import type { StatementView } from '../../fleet/attestation/lane-statements.ts';

export interface StatementBoard {
  /** `asked`: the first answer has not come yet. `undefined`: no one asked for it. */
  readonly shown: ReadonlySignal<StatementView | 'asked' | undefined>;
  show(): void;
  hide(): void;
}

export function createStatementBoard(ask: () => Promise<StatementView>): StatementBoard {
  const shown = signal<StatementView | 'asked' | undefined>(undefined);
  let timers: ReturnType<typeof setTimeout>[] = [];

  const hide = (): void => {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    shown.value = undefined;
  };
  const renew = (): void => {
    void ask().then((view) => {
      if (shown.value !== undefined) shown.value = view;
    });
  };
  return {
    shown,
    show() {
      hide();
      shown.value = 'asked';
      renew();
      timers = [setInterval(renew, STATEMENT_EVERY_MS), setTimeout(hide, STATEMENT_LIFETIME_MS)];
    },
    hide,
  };
}
