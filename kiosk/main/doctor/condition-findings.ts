/** Findings from the condition of a running lane. */
import { fault, type Finding, note, ok } from '../../../hardware/host/doctor/finding.ts';
import type { ReleaseFailure } from '../../../server/contract/release-status.ts';
import type { Drift } from '../../../server/contract/readiness-vocabulary.ts';
import { DEVICE_KINDS, type OutOfServiceCause } from '../../../server/contract/vocabulary.ts';
import type { WatchlistState } from '../../../server/contract/watchlist.ts';
import type { LaneCondition } from '../../fleet/uplink/status.ts';
import { FAULT_WORDS, type FaultWords } from './fault-words.ts';

export const ALL_TRAVELLERS = 'all travellers: an officer serves them at the desk';

export function conditionFindings(condition: LaneCondition): Finding[] {
  return [
    ...service(condition),
    ...reports(condition),
    ...pace(condition),
    ...releases(condition),
    ...lists(condition),
    ...drifts(condition),
  ];
}

/** Without the marks of Markdown. */
const plain = (text: string): string => text.replaceAll('`', '');

const CAUSE_WORDS: { readonly [Cause in OutOfServiceCause]: FaultWords } = {
  ...FAULT_WORDS,
  order: { meaning: 'An officer took the lane out of service.', action: 'The officer puts it into service again.' },
  hours: { meaning: 'It is outside its opening hours.', action: 'Wait, or let two people sign other hours.' },
};
/** They end by themselves, or a person wants them. */
const WANTED: readonly OutOfServiceCause[] = ['order', 'hours', 'readiness-check', 'software'];
const DEVICES: readonly string[] = DEVICE_KINDS;

function service({ phase, outOfService = [] }: LaneCondition): Finding[] {
  const part = 'Service';
  if (phase === 'starting') return [note(part, 'The lane starts.')];
  // Each broken device is a finding of its own
  const others = outOfService.filter((cause) => !DEVICES.includes(cause));
  const causes = others.map((cause) => {
    const { meaning, action } = CAUSE_WORDS[cause];
    const rest = { affects: ALL_TRAVELLERS, next: plain(action) };
    return WANTED.includes(cause) ? note(part, meaning, rest) : fault(part, meaning, rest);
  });
  if (causes.length > 0) return causes;
  return [phase === 'out-of-service' ? note(part, 'The lane is out of service.') : ok(part, 'The lane is in service.')];
}

function reports({ undelivered }: LaneCondition): Finding[] {
  if (undelivered === 0) return [ok('Reports', 'All are at the server.')];
  const says = undelivered === 1 ? '1 waits on this disk.' : `${undelivered.toLocaleString('en')} wait on this disk.`;
  return [note('Reports', says, { next: 'they go by themselves while the server answers; nothing is lost' })];
}

function pace({ slowFramesPerS }: LaneCondition): Finding[] {
  if (slowFramesPerS === undefined) return [];
  const { action } = FAULT_WORDS['frame-rate'];
  const rest = { affects: 'travellers, who wait longer', next: plain(action) };
  return [note('Speed', `The lane analyses ${slowFramesPerS} pictures a second and runs with a reduced load.`, rest)];
}

const RELEASE_WORDS: { readonly [Failure in ReleaseFailure]: string } = {
  unreachable: 'The source of signed releases does not answer.',
  absent: 'The server or the folder has no signed releases.',
  malformed: 'The signed releases are damaged.',
  unsigned: 'The releases lack signatures of the keys in force.',
  'rolled-back': 'The releases are older than what the lane has accepted.',
  expired: 'The signatures over the releases have expired.',
  mixed: 'A file differs from what the signatures name.',
  'too-large': 'A release is larger than lanes accept.',
  'root-refused': 'The first key file does not demand two people.',
  disk: 'The disk of the lane refuses the releases.',
};
/** These mean that the source was changed by someone without the keys, or that a copy went wrong. */
const SUSPECT: readonly ReleaseFailure[] = ['unsigned', 'rolled-back', 'mixed', 'root-refused'];

function releases({ releases: status }: LaneCondition): Finding[] {
  if (status === undefined) return [];
  const part = 'Releases';
  const { failure, tooOld, checkedAt } = status;
  const old = tooOld.map(({ name, version }) =>
    fault(part, `The signature of ${name} ${version} has expired.`, {
      affects: ALL_TRAVELLERS,
      next: 'let two people sign it again and publish it',
    }),
  );
  if (failure !== undefined) {
    const next = SUSPECT.includes(failure) ? 'tell the security officer' : 'ask an administrator; the lane tries again';
    return [...old, note(part, RELEASE_WORDS[failure], { affects: 'news for this lane', next })];
  }
  if (old.length > 0) return old;
  return [checkedAt === 0 ? note(part, 'The lane has not checked them yet.') : ok(part, 'They are in order.')];
}

const WATCHLIST_WORDS: { readonly [State in Exclude<WatchlistState, 'current'>]: string } = {
  ageing: 'is old',
  stale: 'is older than the policy allows',
  missing: 'is missing',
};

function lists({ masterLists, watchlists = [] }: LaneCondition): Finding[] {
  const next = 'ask an administrator whether the server has a newer one';
  const master = {
    ageing: note('Master list', 'The list of passport certificates is old.', { next }),
    stale: fault('Master list', 'The list of passport certificates is older than the policy allows.', {
      affects: ALL_TRAVELLERS,
      next,
    }),
  };
  const watch = watchlists.flatMap(({ list, state }) => {
    if (state === 'current') return [];
    const says = `The list ${list} ${WATCHLIST_WORDS[state]}.`;
    if (state === 'ageing') return [note('Watchlist', says, { next })];
    return [
      fault('Watchlist', says, { affects: 'travellers, whom the lane may refer without an answer of the list', next }),
    ];
  });
  return [...(masterLists === undefined ? [] : [master[masterLists]]), ...watch];
}

const DRIFT_WORDS: { readonly [One in Drift]: string } = {
  'scene-light': 'the light in the lane',
  'screen-latency': 'the delay of the screen',
  'screen-light': 'the light of the screen',
  'frame-rate': 'the rate of pictures',
  'gate-open-time': 'the time to open the gate',
  'gate-close-time': 'the time to close the gate',
};

function drifts({ drifts: measured = [] }: LaneCondition): Finding[] {
  if (measured.length === 0) return [];
  const says = `Other than at the last check: ${measured.map((one) => DRIFT_WORDS[one]).join(', ')}.`;
  return [note('Drift', says, { next: 'postern-lane check' })];
}
