import { useSignal } from '@preact/signals';
import type { FleetReleases, LaneReleaseView, ReleaseView, RollOutView } from '../../border/roll-outs/answers.ts';
import { Badge } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { placeWords } from '../lane-place.ts';
import { plural, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { Freezes } from './release-freezes.tsx';
import { RollOutActs } from './roll-out-acts.tsx';
import { ShadowPassage } from './shadow-passage.tsx';
import {
  CAUSE_WORDS,
  FAILURE_WORDS,
  GATE_WORDS,
  KIND_WORDS,
  PENDING_WORDS,
  STANDING_WORDS,
  STEP_WORDS,
  WAIT_WORDS,
  RETURN_WORDS,
} from './words-of-releases.ts';

/** The releases of the signed channel: how far each is rolled out, which lanes hold what, what is pending, and why. */
export function Releases() {
  return (
    <Loaded<FleetReleases> path="/v1/fleet/releases" away={t('Lanes continue with the releases that they hold.')}>
      {(releases, asked) => (
        <>
          <Published releases={releases} onChange={asked.again} />
          <Lanes lanes={releases.lanes} />
          <Freezes freezes={releases.freezes} serverTime={releases.serverTime} onChange={asked.again} />
        </>
      )}
    </Loaded>
  );
}

function Published({ releases, onChange }: { readonly releases: FleetReleases; readonly onChange: () => void }) {
  const targets = releases.published.find(({ role }) => role === 'targets');
  return (
    <section class="panel" aria-labelledby="releases-title">
      <h2 id="releases-title">{t('Releases')}</h2>
      {targets === undefined ? (
        <StatePanel kind="empty" title={t('Nothing is published yet.')}>
          {t('Two people draft, sign and publish releases with postern-server releases.')}
        </StatePanel>
      ) : (
        <p class="quiet figures">
          {t('Signed by two people. Their signatures expire on {time}.', { time: dateAndTime(targets.expiresAt) })}
        </p>
      )}
      {releases.releases.length > 0 && (
        <Table
          caption={t('Published releases')}
          columns={[
            t('Release'),
            t('Roll-out'),
            { head: t('Lanes'), isNumber: true },
            t('Compared with before'),
            t('Actions'),
          ]}
        >
          {releases.releases.map((release) => (
            <ReleaseRow key={nameOf(release)} release={release} onChange={onChange} />
          ))}
        </Table>
      )}
    </section>
  );
}

interface Named {
  readonly kind: ReleaseView['kind'];
  readonly name: string;
  readonly version: number;
}

export function nameOf({ kind, name, version }: Named): string {
  return `${KIND_WORDS[kind]} ${name} ${version}`;
}

function ReleaseRow({ release, onChange }: { readonly release: ReleaseView; readonly onChange: () => void }) {
  const { rollOut, lanes, state, passage } = release;
  return (
    <tr>
      <th scope="row">
        <bdi>{nameOf(release)}</bdi>
      </th>
      <td>{rollOut === null ? plainWords(state) : <RollOutState rollOut={rollOut} />}</td>
      <td class="number figures">{lanes}</td>
      <td class="figures">
        {rollOut !== null && rollOut.step !== 'shadow' && <Compared rollOut={rollOut} />}
        {passage !== null && <ShadowPassage passage={passage} kind={release.kind} />}
      </td>
      <td>{rollOut !== null && <RollOutActs release={release} rollOut={rollOut} onChange={onChange} />}</td>
    </tr>
  );
}

function plainWords(state: ReleaseView['state']): string {
  switch (state) {
    case 'offered':
      return t('For all lanes at once');
    case 'paused':
      return t('Paused by signature');
    case 'withdrawn':
      return t('Withdrawn by signature');
  }
}

function RollOutState({ rollOut }: { readonly rollOut: RollOutView }) {
  const { step, state, why, waits, heard, using, changedBy } = rollOut;
  const words = why === null ? '' : why === 'person' ? (changedBy ?? '') : CAUSE_WORDS[why];
  return (
    <>
      <Badge
        tone={state === 'open' ? 'good' : state === 'held' ? 'caution' : 'note'}
        icon={state === 'open' ? 'tick' : state === 'held' ? 'wait' : 'cross'}
        word={words === '' ? GATE_WORDS[state] : `${GATE_WORDS[state]}: ${words}`}
      />
      <span class="kiosk-name">
        {STEP_WORDS[step]}
        {waits !== null && `: ${WAIT_WORDS[waits]}`}
      </span>
      {step !== 'all' && step !== 'shadow' && (
        <span class="kiosk-name quiet figures">{t('{using} of {heard} lanes use it', { using, heard })}</span>
      )}
    </>
  );
}

/** The share of the limit that each chart has reached: at 100 % the server holds the release. */
function Compared({ rollOut: { travellers, charts } }: { readonly rollOut: RollOutView }) {
  const percent = (value: number): number => Math.round(100 * value);
  return (
    <>
      {plural(travellers, '{count} traveller', '{count} travellers')}
      <span class="kiosk-name quiet">
        {t('Limit reached: referrals {referrals} %, faults {faults} %, times {times} %', {
          referrals: percent(charts.referrals),
          faults: percent(charts.faults),
          times: percent(charts.times),
        })}
      </span>
    </>
  );
}

function Lanes({ lanes }: { readonly lanes: readonly LaneReleaseView[] }) {
  const wanted = useSignal('');
  const onlyPending = useSignal(false);
  const shown = lanes.filter(
    (lane) =>
      `${placeWords(lane)} ${lane.kioskId}`.toLowerCase().includes(wanted.value.trim().toLowerCase()) &&
      (!onlyPending.value || needsLook(lane)),
  );
  return (
    <section class="panel" aria-labelledby="lane-releases-title">
      <h2 id="lane-releases-title">{t('Releases of lanes')}</h2>
      <div class="choices lane-filters">
        <label for="lane-filter">{t('Find a lane')}</label>
        <input
          id="lane-filter"
          class="field-input lane-filter"
          type="search"
          value={wanted.value}
          onInput={({ currentTarget }) => (wanted.value = currentTarget.value)}
        />
        <label>
          <input
            type="checkbox"
            checked={onlyPending.value}
            onChange={({ currentTarget }) => (onlyPending.value = currentTarget.checked)}
          />{' '}
          {t('Only lanes with something pending or old')}
        </label>
      </div>
      <p class="figures" role="status">
        {t('{shown} of {all} lanes', { shown: shown.length, all: lanes.length })}
      </p>
      {shown.length > 0 && (
        <Table
          caption={t('Which lane holds what')}
          columns={[t('Lane'), t('State'), t('Current releases'), t('Pending')]}
        >
          {shown.map((lane) => (
            <LaneRow key={lane.kioskId} lane={lane} />
          ))}
        </Table>
      )}
    </section>
  );
}

function needsLook({ reported }: LaneReleaseView): boolean {
  if (reported === null) return true;
  return (
    reported.pending.length > 0 ||
    reported.standing !== 'current' ||
    (reported.software?.returned ?? null) !== null ||
    reported.held.some(({ match }) => match !== 'published')
  );
}

function LaneRow({ lane }: { readonly lane: LaneReleaseView }) {
  const { kioskId, reported } = lane;
  return (
    <tr>
      <th scope="row">
        <bdi>{placeWords(lane)}</bdi>
        <span class="kiosk-name digest">{kioskId}</span>
      </th>
      {reported === null ? (
        <>
          <td>{t('has reported no releases')}</td>
          <td />
          <td />
        </>
      ) : (
        <Reported reported={reported} />
      )}
    </tr>
  );
}

/** The software of the channel that the lane runs, and why it left another. */
function RunningSoftware({ software: { name, running, standing, returned } }: { readonly software: Software }) {
  return (
    <p class="running-software">
      {standing === 'on-trial'
        ? t('Tries {release}', { release: softwareWords(name, running) })
        : t('Runs {release}', { release: softwareWords(name, running) })}
      {returned !== null && (
        <>
          <Badge tone="caution" icon="warning" word={t('Returned')} />
          <span class="kiosk-name">{returnWords(name, returned)}</span>
          <span class="kiosk-name quiet figures">{dateAndTime(returned.at)}</span>
        </>
      )}
    </p>
  );
}

type Software = NonNullable<NonNullable<LaneReleaseView['reported']>['software']>;

function returnWords(name: string, { why, ...versions }: NonNullable<Software['returned']>): string {
  const [to, release] = [softwareWords(name, versions.to), softwareWords(name, versions.version)];
  return why === 'technician'
    ? t('returned from {release} to {to} by a technician at the lane', { release, to })
    : t('returned to {to}, because with {release} {why}', { to, release, why: RETURN_WORDS[why] });
}

function softwareWords(name: string, version: number): string {
  return version === 0 ? t('the installed package') : nameOf({ kind: 'software', name, version });
}

function Reported({ reported }: { readonly reported: NonNullable<LaneReleaseView['reported']> }) {
  const { standing, checkedAt, failure, held, heldCount, pending, software } = reported;
  return (
    <>
      <td>
        <Badge
          tone={standing === 'current' ? 'good' : standing === 'too-old' ? 'bad' : 'caution'}
          icon={standing === 'current' ? 'tick' : 'warning'}
          word={STANDING_WORDS[standing]}
        />
        <span class="kiosk-name figures">
          {checkedAt === 0 ? t('never checked') : t('checked {time}', { time: dateAndTime(checkedAt) })}
        </span>
        {failure !== null && failure.at > checkedAt && (
          <span class="kiosk-name quiet">{t('Last try: {why}', { why: FAILURE_WORDS[failure.code] })}</span>
        )}
      </td>
      <td>
        {software !== null && <RunningSoftware software={software} />}
        <ul class="held-releases">
          {held.map((one) => (
            <li key={nameOf(one)}>
              <bdi>{nameOf(one)}</bdi>{' '}
              {one.match !== 'published' && (
                <Badge
                  tone="bad"
                  icon="warning"
                  word={one.match === 'other' ? t('differs from the published one') : t('not published here')}
                />
              )}
            </li>
          ))}
          {heldCount > held.length && (
            <li class="quiet figures">{plural(heldCount - held.length, '{count} more', '{count} more')}</li>
          )}
        </ul>
      </td>
      <td>
        <ul class="held-releases">
          {pending.map((one) => (
            <li key={nameOf(one)}>
              <bdi>{nameOf(one)}</bdi>: {PENDING_WORDS[one.why]}
            </li>
          ))}
        </ul>
      </td>
    </>
  );
}
