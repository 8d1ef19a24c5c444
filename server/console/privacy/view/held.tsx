import { Badge } from '../../design/badge.tsx';
import { Banner } from '../../design/banner.tsx';
import { StatePanel } from '../../design/state-panel.tsx';
import { dateAndTime } from '../../design/times.ts';
import type { RetentionClass } from '../../../contract/retention.ts';
import type { HeldLane, HeldView } from '../../../privacy/answers/privacy.ts';
import { Bars } from '../parts/bars.tsx';
import { Loaded } from '../../records/loaded.tsx';
import { Table } from '../../records/table.tsx';
import { AGE_WORDS, awayWords, fromNow, overdueWords } from '../words.ts';
import { DUE_WORDS } from '../words-of-office.ts';
import { inOrder, placeWords } from '../../lane-place.ts';
import { plural, rich, t } from '../../languages/text.ts';
import { CLASS_NAMES } from '../../words-of-retention.ts';

/** The data that lanes keep: its place, class, age and time of erasure. Red marks data that should be gone. */
export function Held() {
  return (
    <Loaded<HeldView> path="/v1/privacy/held" away={awayWords()}>
      {(view) => <HeldNow view={view} />}
    </Loaded>
  );
}

function HeldNow({ view }: { readonly view: HeldView }) {
  if (view.lanes.length === 0) {
    return (
      <StatePanel kind="empty" title={t('No lane is enrolled yet.')}>
        {t('The data of a lane is listed here after its first status.')}
      </StatePanel>
    );
  }
  const late = view.lanes.filter(({ overdue }) => overdue.length > 0);
  return (
    <>
      <Late lanes={late} nowMs={view.serverTime} />
      <section class="panel" aria-labelledby="due-title">
        <h2 id="due-title">{t('Time of erasure')}</h2>
        <p class="quiet">
          {t(
            'All captures and records that lanes keep now, by the latest time of their erasure. These are counts: no capture is shown.',
          )}
        </p>
        <dl class="figures-row">
          {view.due.map(({ band, count }) => (
            <div key={band} class={band === 'overdue' && count > 0 ? 'figure is-late' : 'figure'}>
              <dt>{DUE_WORDS[band]}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
        <Bars
          title={t('Data that remains')}
          caption={t('Captures and records that remain at most, if every lane erases in time and no new data arrives.')}
          of={t('At the latest')}
          nothing={t('Lanes keep nothing.')}
          bars={view.dying.map(({ at, count }, index) => ({
            label: index === 0 ? t('now') : fromNow(at, view.serverTime),
            count,
          }))}
        />
      </section>
      <section class="panel" aria-labelledby="lanes-title">
        <h2 id="lanes-title">{t('Data by lane')}</h2>
        <Table
          caption={t('Data that each lane keeps')}
          columns={[t('Lane'), t('Class'), { head: t('Kept'), isNumber: true }, t('Age'), t('Erased by'), t('As of')]}
        >
          {inOrder(view.lanes).map((lane) => rowsOf(lane, view.serverTime))}
        </Table>
      </section>
    </>
  );
}

function Late({ lanes, nowMs }: { readonly lanes: readonly HeldLane[]; readonly nowMs: number }) {
  if (lanes.length === 0) {
    return (
      <Banner tone="good" icon="tick">
        {rich('<b>Nothing is overdue,</b> according to the statuses and reports of the lanes.', {
          b: (inside) => <strong>{inside}</strong>,
        })}
      </Banner>
    );
  }
  return (
    <section class="panel" aria-labelledby="late-title">
      <Banner tone="bad" icon="warning">
        <strong id="late-title">{plural(lanes.length, 'Overdue at one lane.', 'Overdue at {count} lanes.')}</strong>{' '}
        {t('Data should be gone and is still there, or no report confirms its erasure.')}
      </Banner>
      <ul class="late-list">
        {lanes.flatMap((lane) =>
          lane.overdue.map((overdue) => (
            <li key={`${lane.kioskId} ${overdue.kind} ${overdue.retentionClass}`}>
              <Badge tone="bad" icon="warning" word={placeWords(lane)} />
              <p>{overdueWords(overdue, nowMs)}</p>
            </li>
          )),
        )}
      </ul>
    </section>
  );
}

function rowsOf(lane: HeldLane, nowMs: number) {
  const asOf = lane.at === null ? t('no status yet') : `${dateAndTime(lane.at)} (${fromNow(lane.at, nowMs)})`;
  const place = placeWords(lane);
  if (lane.classes.length === 0) {
    return (
      <tr key={lane.kioskId}>
        <th scope="row">{place}</th>
        <td colSpan={4}>{lane.at === null ? t('Unknown') : t('Nothing')}</td>
        <td class="figures">{asOf}</td>
      </tr>
    );
  }
  return lane.classes.map(({ retentionClass, counts }, index) => (
    <tr key={`${lane.kioskId} ${retentionClass}`}>
      <th scope="row">{index === 0 ? place : <span class="unseen">{place}</span>}</th>
      <td>{CLASS_NAMES[retentionClass]}</td>
      <td class="number">{Object.values(counts.due).reduce((sum, count) => sum + count, 0)}</td>
      <td>{listed(counts.age, AGE_WORDS)}</td>
      <td>
        {counts.due.overdue > 0 && (
          <Badge tone="bad" icon="warning" word={t('{count} overdue', { count: counts.due.overdue })} />
        )}{' '}
        {dueWords(retentionClass, counts.due)}
      </td>
      <td class="figures">{asOf}</td>
    </tr>
  ));
}

function dueWords(
  retentionClass: RetentionClass,
  { overdue: _overdue, ...due }: HeldLane['classes'][number]['counts']['due'],
) {
  return retentionClass === 'cleared' ? t('when the traveller has left') : listed(due, DUE_WORDS);
}

function listed<Band extends string>(
  counts: { readonly [B in Band]: number },
  words: { readonly [B in NoInfer<Band>]: string },
): string {
  const bands = Object.keys(counts) as Band[];
  return bands
    .filter((band) => counts[band] > 0)
    .map((band) => `${counts[band]} ${words[band]}`)
    .join(', ');
}
