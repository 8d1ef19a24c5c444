import { Badge } from '../design/badge.tsx';
import { age, dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
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
        {heard === null ? t('never') : t('{time} ago', { time: age(nowMs - heard.receivedAt) })}
        {heard !== null && disabledAt === null && <span class="kiosk-name quiet">{LANE_STATE_WORDS[heard.state]}</span>}
      </td>
      <td class="figures">{certificateWords(kiosk, nowMs)}</td>
      <td class="figures">
        {dateAndTime(enrolledAt)}
        {disabledAt !== null && (
          <span class="kiosk-name">{t('disabled {date}', { date: dateAndTime(disabledAt) })}</span>
        )}
      </td>
      {mayAct('fleet.disable') && (
        <td>
          {disabledAt === null && (
            <button type="button" class="row-button" onClick={onDisable}>
              {rich('Disable <unseen>kiosk {kioskId}</unseen>', {
                kioskId,
                unseen: (inside) => <span class="unseen">{inside}</span>,
              })}
            </button>
          )}
        </td>
      )}
    </tr>
  );
}

function certificateWords(kiosk: BoardKiosk, nowMs: number): string {
  const state = certificateOf(kiosk, nowMs);
  if (state.kind === 'none') return t('none valid');
  return state.leftMs > 0 ? t('valid for {time}', { time: age(state.leftMs) }) : t('expired');
}
