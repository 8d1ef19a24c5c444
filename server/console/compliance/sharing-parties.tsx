import { useSignal } from '@preact/signals';
import type { SharingView } from '../../sharing/agreement/answers.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { EnterFiles } from './enter-files.tsx';

type PartyRecord = SharingView['parties'][number];

/** The organisations that sign agreements, with their keys. Two privacy officers enter and end each record. */
export function Parties({ parties }: Pick<SharingView, 'parties'>) {
  const words = useSignal('');
  const isEntering = useSignal(false);
  const may = mayAct('export.propose');
  return (
    <section class="panel" aria-labelledby="parties-title">
      <div class="panel-head">
        <h2 id="parties-title">{t('Organisations')}</h2>
        {may && <Button label={t('Enter an organisation')} onPress={() => (isEntering.value = true)} />}
      </div>
      <p role="status">{words.value}</p>
      {parties.length === 0 ? (
        <StatePanel kind="empty" title={t('No organisation is on record.')}>
          {t('Enter this agency and a partner first; an agreement names both.')}
        </StatePanel>
      ) : (
        <Table
          caption={t('Records of organisations, the latest first')}
          columns={[
            t('Name'),
            t('Id ## of an organisation'),
            t('Role ## of an organisation'),
            t('Digest of the record'),
            t('Entered ## a record'),
            t('State'),
          ]}
        >
          {parties.map((one) => (
            <Row key={one.digest} one={one} may={may} onDone={(said) => (words.value = said)} />
          ))}
        </Table>
      )}
      {isEntering.value && (
        <EnterFiles
          title={t('Enter an organisation')}
          kind="sharing-party"
          files={[{ label: t('Record of the organisation (JSON)') }]}
          payloadOf={([party]) => ({ change: 'enter', party })}
          onDone={(said) => {
            words.value = said;
            isEntering.value = false;
          }}
          onClose={() => (isEntering.value = false)}
        >
          <p>
            {t(
              'A record has the name of an organisation and the public keys of its people and its program. It replaces the one before, and agreements with that one pause.',
            )}
          </p>
          <p>
            {rich('Check it first, and compare the digest with the organisation in another way: {command}', {
              command: <code class="digest">postern-server agreements record record.json</code>,
            })}
          </p>
        </EnterFiles>
      )}
    </section>
  );
}

interface RowProps {
  readonly one: PartyRecord;
  readonly may: boolean;
  readonly onDone: (words: string) => void;
}

function Row({ one: { digest, party, enteredAt, endedAt }, may, onDone }: RowProps) {
  const end = async (): Promise<void> =>
    onDone((await propose('sharing-party', { change: 'end', id: party.id })).words);
  return (
    <tr>
      <th scope="row">
        <bdi>{party.name}</bdi>
      </th>
      <td>
        <bdi>{party.id}</bdi>
      </td>
      <td>{party.role === 'own' ? t('This agency') : t('Partner')}</td>
      <td class="digest" title={digest}>
        {digest.slice(0, 16)}…
      </td>
      <td class="figures">{dateAndTime(enteredAt)}</td>
      <td>
        {endedAt !== null ? (
          t('Ended ## a record')
        ) : (
          <div class="filters">
            <span>{t('In use ## a record')}</span>
            {may && (
              <button
                type="button"
                class="row-button"
                aria-label={t('Propose the end of the record of {name}', { name: party.name })}
                onClick={() => void end()}
              >
                {t('Propose the end')}
              </button>
            )}
          </div>
        )}
      </td>
    </tr>
  );
}
