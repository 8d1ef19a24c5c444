import { Badge } from '../../design/badge.tsx';
import { Banner } from '../../design/banner.tsx';
import { StatePanel } from '../../design/state-panel.tsx';
import { dateAndTime } from '../../design/times.ts';
import type { RetentionClass } from '../../../contract/retention.ts';
import type { HeldLane, HeldView } from '../../../privacy/answers/privacy.ts';
import { Bars } from '../parts/bars.tsx';
import { Loaded } from '../../records/loaded.tsx';
import { Table } from '../../records/table.tsx';
import { AGE_WORDS, AWAY_WORDS, DUE_WORDS, fromNow, overdueWords } from '../words.ts';
import { inOrder, placeWords } from '../../lane-place.ts';
import { CLASS_NAMES } from '../../words-of-retention.ts';

/** The data that lanes keep: its place, class, age and time of erasure. Red marks data that should be gone. */
export function Held() {
  return (
    <Loaded<HeldView> path="/v1/privacy/held" away={AWAY_WORDS}>
      {(view) => <HeldNow view={view} />}
    </Loaded>
  );
}

function HeldNow({ view }: { readonly view: HeldView }) {
  if (view.lanes.length === 0) {
    return (
      <StatePanel kind="empty" title="No lane is enrolled yet.">
        What a lane keeps shows here as soon as it has said so.
      </StatePanel>
    );
  }
  const late = view.lanes.filter(({ overdue }) => overdue.length > 0);
  return (
    <>
      <Late lanes={late} nowMs={view.serverTime} />
      <section class="panel" aria-labelledby="due-title">
        <h2 id="due-title">When it dies</h2>
        <p class="quiet">
          Everything that lanes keep now, by the time by which it must be gone. Counts, never content.
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
          title="Left of what is kept now"
          caption="If every lane erases in time and nothing new came: at most so much is left."
          of="At the latest"
          nothing="Lanes keep nothing."
          bars={view.dying.map(({ at, count }, index) => ({
            label: index === 0 ? 'now' : fromNow(at, view.serverTime),
            count,
          }))}
        />
      </section>
      <section class="panel" aria-labelledby="lanes-title">
        <h2 id="lanes-title">Where it is</h2>
        <Table
          caption="What each lane keeps"
          columns={['Lane', 'Class', { head: 'Kept', isNumber: true }, 'How old', 'Must be gone', 'As of']}
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
        <strong>Nothing is overdue,</strong> by what lanes say and by what they have reported.
      </Banner>
    );
  }
  return (
    <section class="panel" aria-labelledby="late-title">
      <Banner tone="bad" icon="warning">
        <strong id="late-title">Overdue at {lanes.length === 1 ? 'one lane' : `${lanes.length} lanes`}.</strong>{' '}
        Something should be gone and is not, or nobody has confirmed that it is.
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
  const asOf = lane.at === null ? 'has not said yet' : `${dateAndTime(lane.at)} (${fromNow(lane.at, nowMs)})`;
  const place = placeWords(lane);
  if (lane.classes.length === 0) {
    return (
      <tr key={lane.kioskId}>
        <th scope="row">{place}</th>
        <td colSpan={4}>{lane.at === null ? 'Unknown' : 'Nothing'}</td>
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
        {counts.due.overdue > 0 && <Badge tone="bad" icon="warning" word={`${counts.due.overdue} overdue`} />}{' '}
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
  return retentionClass === 'cleared' ? 'when they have gone' : listed(due, DUE_WORDS).toLowerCase();
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
