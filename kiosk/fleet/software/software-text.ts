/** The software of a lane as lines for a technician: pure. */
import type { ReturnReason } from '../../../server/contract/lane-software.ts';
import type { ReturnOrder } from './return-order.ts';
import { nextPlace, type Place, placeBefore, type Selection, type SoftwareRelease, MAX_STARTS } from './selection.ts';

const REASONS: Readonly<Record<ReturnReason, string>> = {
  'did-not-start': 'it did not start',
  devices: 'its devices did not become ready',
  server: 'it did not reach the server',
  damaged: 'its files were damaged',
  technician: 'a technician ordered it',
};

export interface SoftwareFacts {
  readonly selection: Selection;
  readonly order: ReturnOrder | undefined;
  /** The place that was started last; `undefined`: the lane has not started since the machine did. */
  readonly started: Place | undefined;
}

export function softwareLines({ selection, order, started }: SoftwareFacts): readonly string[] {
  const { good, trial, returned, refused } = selection;
  const place = (one: Place): string => placeWords(selection, one);
  return [
    `started last   ${started === undefined ? 'nothing since the machine started' : place(started)}`,
    `in use         ${place(good)}`,
    ...(trial === null ? [] : [`on trial       ${place(trial.slot)}, started ${trial.starts} of ${MAX_STARTS} times`]),
    ...(nextPlace(selection) === 'installed' ? [] : [`return leads to ${place(placeBefore(selection, 'before'))}`]),
    ...(order === undefined ? [] : [`ordered        to leave ${releaseWords(order.leaves)}`]),
    ...(returned === null
      ? []
      : [
          `left last      ${releaseWords(returned.release)}, for ${place(returned.to)}: ${REASONS[returned.why]}`,
          `left at        ${new Date(returned.at).toISOString()}`,
        ]),
    ...(refused.length === 0 ? [] : [`not tried again ${refused.map(releaseWords).join(', ')}`]),
  ];
}

export function releaseWords({ name, version }: SoftwareRelease): string {
  return `${name} ${version}`;
}

export function placeWords({ slots }: Selection, place: Place): string {
  if (place === 'installed') return 'the installed package';
  const release = slots[place]?.release;
  return release === undefined ? `the empty folder ${place}` : `${releaseWords(release)} in folder ${place}`;
}
