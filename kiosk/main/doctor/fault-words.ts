/** Each fault of a lane in words for a technician: for the doctor, and for the table in the guide. */
import type { LaneFault } from '../../platform/base/vocabulary.ts';
import { isVital } from '../../lane/state-machine/transition.ts';

export interface FaultWords {
  /** One sentence or two. */
  readonly meaning: string;
  readonly action: string;
}

export const FAULT_WORDS: { readonly [Fault in LaneFault]: FaultWords } = {
  camera: {
    meaning: 'The camera does not answer or gives no frames.',
    action:
      'Check the cable, the program (`POSTERN_KIOSK_CAMERA_PROGRAM`) and the camera’s network. The lane opens the camera again by itself.',
  },
  'document-reader': {
    meaning: 'The reader or its daemon does not answer.',
    action: 'Check the cable, `pcscd` and the zone reader.',
  },
  gate: {
    meaning: 'The barrier jammed, was obstructed 30 times, or does not answer.',
    action: 'Go to the lane. Look for people and objects. Clear the barrier.',
  },
  'secure-element': {
    meaning: 'The token does not answer. The lane cannot open stored captures or sign.',
    action: 'Check the token, the module and the PIN file. The lane tries it every 2 s.',
  },
  notice: {
    meaning: 'The notice to travellers has expired.',
    action: 'Install a newer signed notice and restart the lane.',
  },
  outbox: {
    meaning: 'Reports cannot be written to the disk.',
    action: 'Free space; check the disk. The lane tries again every few seconds.',
  },
  analysis: {
    meaning: 'The thread that compares faces has ended.',
    action: 'Restart the lane. If the fault returns, check the memory, and install the package again.',
  },
  'frame-rate': {
    meaning: 'The lane analyses too few frames to judge a challenge, even with a reduced load.',
    action:
      'It tests itself every 10 s and returns when it is fast enough. Look for other programs, heat (`sensors`), a full disk, a camera that lowers its rate in poor light. The log’s event `pace` has the rates.',
  },
  clock: {
    meaning: 'The wall clock contradicts the time that was measured, or is behind the latest time seen.',
    action: 'Correct the clock and its time server: `timedatectl`.',
  },
  vault: {
    meaning: 'Due captures cannot be erased, or the key store belongs to another secure element.',
    action:
      'Check whether the disk is read-only or damaged, and whether the token was changed. Do not remove the key store unless the old token is permanently lost: its captures are then lost too.',
  },
  'handle-keys': {
    meaning: 'There is no key for today’s document handles.',
    action: 'New lane: install the fleet’s key (`postern-lane handle-keys`). Otherwise check the clock.',
  },
  'readiness-check': {
    meaning: 'A technician checks the lane.',
    action: 'Wait, or ask the technician. An emergency order opens the gate at any time.',
  },
  software: {
    meaning: 'The lane restarts with another release of its software.',
    action: 'Wait: it ends within seconds. An emergency order opens the gate at any time.',
  },
  readiness: {
    meaning: 'A readiness check did not end, or left the lane out of service.',
    action: 'Check the lane again: `postern-lane check`.',
  },
  'fingerprint-scanner': {
    meaning: 'The scanner does not answer.',
    action: 'Check the cable and the device service. Until then, a policy that requires fingers refers travellers.',
  },
  'token-reader': {
    meaning: 'The reader of travellers’ codes does not answer.',
    action: 'Check the cable. Travellers continue without a code.',
  },
  indicator: { meaning: 'The lamps do not answer.', action: 'Check the cable.' },
};

/** The table of the guide. */
export function faultsInMarkdown(): string {
  const rows = (Object.keys(FAULT_WORDS) as LaneFault[]).map((fault) => {
    const { meaning, action } = FAULT_WORDS[fault];
    return `| \`${fault}\` | ${isVital(fault) ? 'yes' : 'no'} | ${meaning} | ${action} |`;
  });
  return ['| fault | vital | meaning | action |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
