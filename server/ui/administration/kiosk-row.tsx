import { Badge } from '../design/badge.tsx';
import { age, dateAndTime } from '../design/times.ts';
import { mayAct } from '../shell/session.ts';
import { LANE_STATE_WORDS } from '../words.ts';
import { type BoardKiosk, certificateOf, readinessOf } from './readiness.ts';

export interface KioskRowProps {
  readonly kiosk: BoardKiosk;
  readonly nowMs: number;
  readonly onDisable: () => void;
}

export function KioskRow({ kiosk, nowMs, onDisable }: KioskRowProps) {
  const { kioskId, lane, enrolledAt, disabledAt, heard } = kiosk;
  return (
    <tr>
      <th scope="row">
        <bdi>{lane}</bdi>
        <span class="kiosk-name digest">{kioskId}</span>
      </th>
      <td>
        <span class="badges">
          {readinessOf(kiosk, nowMs).map((badge) => (
            <Badge key={badge.word} {...badge} />
          ))}
        </span>
      </td>
      <td class="figures">
        {heard === null ? 'never' : `${age(nowMs - heard.receivedAt)} ago`}
        {heard !== null && disabledAt === null && <span class="kiosk-name quiet">{LANE_STATE_WORDS[heard.state]}</span>}
      </td>
      <td class="figures">{certificateWords(kiosk, nowMs)}</td>
      <td class="figures">
        {dateAndTime(enrolledAt)}
        {disabledAt !== null && <span class="kiosk-name">disabled {dateAndTime(disabledAt)}</span>}
      </td>
      {mayAct('fleet.disable') && (
        <td>
          {disabledAt === null && (
            <button type="button" class="row-button" onClick={onDisable}>
              Disable<span class="unseen"> kiosk {kioskId}</span>
            </button>
          )}
        </td>
      )}
    </tr>
  );
}

function certificateWords(kiosk: BoardKiosk, nowMs: number): string {
  const state = certificateOf(kiosk, nowMs);
  if (state.kind === 'none') return 'none valid';
  return state.leftMs > 0 ? `valid for ${age(state.leftMs)}` : 'expired';
}
