import { useSignal } from '@preact/signals';
import type { SharingView } from '../../sharing/agreement/answers.ts';
import type { AgreementState } from '../../sharing/agreement/vocabulary.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { AgreementDetails, deadlinesRunOn } from './agreement-details.tsx';
import { PartnerPeople } from './partner-people.tsx';
import { EnterAgreement } from './sharing-forms.tsx';
import { Parties } from './sharing-parties.tsx';
import { AGREEMENT_STATE_WORDS } from './words-of-sharing.ts';

const LOOKS: { readonly [State in AgreementState]: Omit<BadgeProps, 'word'> } = {
  draft: { tone: 'plain', icon: 'wait' },
  signed: { tone: 'plain', icon: 'tick' },
  'in-force': { tone: 'good', icon: 'tick' },
  paused: { tone: 'caution', icon: 'wait' },
  ended: { tone: 'plain', icon: 'dash' },
};

/** Agreements with partner agencies, their deliveries, and people of partners. A pause, an end and a deletion are proposals that another person approves. */
export function Sharing() {
  return (
    <>
      <Loaded<SharingView> path="/v1/sharing" away={deadlinesRunOn()}>
        {({ agreements, parties }) => (
          <>
            <Agreements agreements={agreements} />
            <Parties parties={parties} />
          </>
        )}
      </Loaded>
      <PartnerPeople />
    </>
  );
}

function Agreements({ agreements }: Pick<SharingView, 'agreements'>) {
  const opened = useOpened<string>();
  const words = useSignal('');
  const isEntering = useSignal(false);
  return (
    <section class="panel" aria-labelledby="agreements-title">
      <div class="panel-head">
        <h2 id="agreements-title">{t('Agreements with partner agencies')}</h2>
        {mayAct('export.propose') && (
          <Button label={t('Enter an agreement or a new version')} onPress={() => (isEntering.value = true)} />
        )}
      </div>
      <p role="status">{words.value}</p>
      {isEntering.value && (
        <EnterAgreement
          onDone={(said) => {
            words.value = said;
            isEntering.value = false;
          }}
          onClose={() => (isEntering.value = false)}
        />
      )}
      {agreements.length === 0 ? (
        <StatePanel kind="empty" title={t('There are no agreements.')} />
      ) : (
        <Table
          caption={t('Agreements by name, the latest version first')}
          columns={[
            t('Agreement'),
            t('Version ## of an agreement'),
            t('Partner'),
            t('From ## first day'),
            t('Until ## last day'),
            t('State'),
            t('Details'),
          ]}
        >
          {agreements.map((one) => (
            <FollowedRow
              key={one.digest}
              id={one.digest}
              opened={opened}
              columns={7}
              verb={t('Open ## a row of a list')}
              what={`${one.agreement.id} ${one.agreement.version}`}
              cells={
                <>
                  <th scope="row">
                    <bdi>{one.agreement.id}</bdi>
                  </th>
                  <td class="figures">{one.agreement.version}</td>
                  <td>
                    <bdi>{one.agreement.parties.recipient.party}</bdi>
                  </td>
                  <td class="figures">{one.agreement.from}</td>
                  <td class="figures">{one.agreement.until}</td>
                  <td>
                    <Badge {...LOOKS[one.state]} word={AGREEMENT_STATE_WORDS[one.state]} />
                  </td>
                </>
              }
            >
              <AgreementDetails one={one} />
            </FollowedRow>
          ))}
        </Table>
      )}
    </section>
  );
}
