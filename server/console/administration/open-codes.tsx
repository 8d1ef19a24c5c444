import { useSignal } from '@preact/signals';
import type { OpenCode } from '../../lanes/fleet/answers.ts';
import { dateAndTime } from '../design/times.ts';
import { placeWords } from '../lane-place.ts';
import { rich, t } from '../languages/text.ts';
import { Table } from '../records/table.tsx';
import { announce } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { fleetRefusalWords } from './words.ts';

export interface OpenCodesProps {
  readonly codes: readonly OpenCode[];
  readonly onChange: () => void;
}

/** Codes that are still valid, each with its kiosk, its maker and its end. */
export function OpenCodes({ codes, onChange }: OpenCodesProps) {
  const words = useSignal('');
  const withdraw = async (kioskId: string) => {
    const asked = await askProved('DELETE', `/v1/fleet/codes/${kioskId}`);
    words.value =
      asked.kind === 'answered' ? t('The code of {kioskId} is withdrawn.', { kioskId }) : fleetRefusalWords(asked);
    announce(words.value);
    onChange();
  };
  return (
    <section class="panel" aria-labelledby="codes-title">
      <h2 id="codes-title">{t('Unused codes')}</h2>
      <Table
        caption={t('Unused codes')}
        columns={[t('Kiosk'), t('Place'), t('Made by'), t('Until'), ...(mayAct('fleet.enrol') ? [t('Actions')] : [])]}
      >
        {codes.map(({ kioskId, site, lane, madeBy, expiresAt }) => (
          <tr key={kioskId}>
            <th scope="row" class="digest">
              {kioskId}
            </th>
            <td>{placeWords({ site, lane })}</td>
            <td class="digest">{madeBy}</td>
            <td class="figures">{dateAndTime(expiresAt)}</td>
            {mayAct('fleet.enrol') && (
              <td>
                <button type="button" class="row-button" onClick={() => void withdraw(kioskId)}>
                  {rich('Withdraw <unseen>the code of {kioskId}</unseen>', {
                    kioskId,
                    unseen: (inside) => <span class="unseen">{inside}</span>,
                  })}
                </button>
              </td>
            )}
          </tr>
        ))}
      </Table>
      <p role="status">{words.value}</p>
    </section>
  );
}
