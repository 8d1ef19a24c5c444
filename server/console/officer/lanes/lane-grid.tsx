import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { StatePanel } from '../../design/state-panel.tsx';
import { t } from '../../languages/text.ts';
import { link } from '../../shell/live.ts';
import { pageHash } from '../pages.ts';
import { laneSignals, sites } from '../state/lanes.ts';
import { lanesView, readPositions } from './site-plans.ts';
import { LaneDialog } from './lane-dialog.tsx';
import { ViewChoice } from './lanes-view.tsx';
import { SiteLanes } from './site-lanes.tsx';
import './lane.css';

/** All lanes of the person's sites. Tab comes to one lane; arrow keys go on to the others. */
export function LaneGrid({ laneId }: { readonly laneId: string | undefined }) {
  const shown = useSignal<string | null>(null);
  useEffect(() => {
    if (laneId !== undefined) shown.value = laneId;
  }, [laneId]);
  const entry = useSignal<string | null>(null);
  const close = () => {
    shown.value = null;
    if (laneId !== undefined) location.hash = pageHash('watch');
  };
  const isPlan = lanesView.value === 'plan';
  useEffect(() => {
    if (isPlan) void readPositions();
  }, [isPlan, laneSignals.value]);
  const list = laneSignals.value;
  const first = list?.[0]?.peek().kioskId ?? null;
  return (
    <section class="panel lane-panel" aria-labelledby="lanes-title">
      <h2 id="lanes-title" class={list !== null && list.length > 0 ? 'unseen' : undefined}>
        {t('Lanes')} {list !== null && list.length > 0 && <span class="quiet figures">{list.length}</span>}
      </h2>
      {list === null && link.value.state !== 'offline' && <StatePanel kind="loading" title={t('Reading the lanes…')} />}
      {list === null && link.value.state === 'offline' && (
        <StatePanel kind="offline" title={t('The state of the lanes is not known.')}>
          {t('The server does not answer. Lanes continue without it.')}
        </StatePanel>
      )}
      {list?.length === 0 && (
        <StatePanel kind="empty" title={t('No lane is enrolled yet.')}>
          {t('A lane appears here once it has been enrolled and has started.')}
        </StatePanel>
      )}
      {list !== null && list.length > 0 && <ViewChoice />}
      <div onKeyDown={moveFocus}>
        {sites.value.map(({ site, lanes }) => (
          <SiteLanes
            key={site}
            site={site}
            lanes={lanes}
            entry={entry.value ?? first}
            onEnter={(kioskId) => (entry.value = kioskId)}
            onOpen={(kioskId) => (shown.value = kioskId)}
          />
        ))}
      </div>
      {shown.value !== null && <LaneDialog kioskId={shown.value} onClose={close} />}
    </section>
  );
}

/** Left and right by one, up and down by a row as it is laid out. */
function moveFocus(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.lane-button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const target = targetOf(event.key, buttons, at);
  if (target === undefined) return;
  event.preventDefault();
  buttons[Math.min(Math.max(target, 0), buttons.length - 1)]?.focus();
}

function targetOf(key: string, buttons: readonly HTMLElement[], at: number): number | undefined {
  const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return at + forward;
    case 'ArrowLeft':
      return at - forward;
    case 'ArrowDown':
      return inNextRow(buttons, at, 1);
    case 'ArrowUp':
      return inNextRow(buttons, at, -1);
    case 'Home':
      return 0;
    case 'End':
      return buttons.length - 1;
    default:
      return undefined;
  }
}

/** The nearest of the next row up or down. */
function inNextRow(buttons: readonly HTMLElement[], at: number, step: 1 | -1): number {
  const from = buttons[at]?.getBoundingClientRect();
  if (from === undefined) return at;
  let best = at;
  let rowTop: number | undefined;
  for (let index = at + step; index >= 0 && index < buttons.length; index += step) {
    const box = buttons[index]?.getBoundingClientRect();
    if (box === undefined || Math.abs(box.top - from.top) < 1) continue;
    rowTop ??= box.top;
    if (Math.abs(box.top - rowTop) >= 1) break;
    const bestBox = best === at ? undefined : buttons[best]?.getBoundingClientRect();
    if (bestBox === undefined || Math.abs(box.left - from.left) < Math.abs(bestBox.left - from.left)) best = index;
  }
  return best;
}
