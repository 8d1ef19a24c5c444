import { useSignal } from '@preact/signals';
import type { SharingView } from '../../sharing/agreement/answers.ts';
import type { AgreementState } from '../../sharing/agreement/vocabulary.ts';
import type { SharedDeliveries, SharedDeliveryView } from '../../sharing/deliveries/answers.ts';
import type { DeliveryState } from '../../sharing/deliveries/vocabulary.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, rich, t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { Decided } from './decided.tsx';
import { PartnerPeople } from './partner-people.tsx';
import { DeletionForm, EnterAgreement, SignForm, StopForm } from './sharing-forms.tsx';
import { Parties } from './sharing-parties.tsx';
import { AGREEMENT_STATE_WORDS, DELETION_WORDS, DELIVERY_STATE_WORDS } from './words-of-sharing.ts';
import { DATASET_WORDS, listWords } from '../words-of-agreements.ts';

type AgreementView = SharingView['agreements'][number];

const LOOKS: { readonly [State in AgreementState]: Omit<BadgeProps, 'word'> } = {
  draft: { tone: 'plain', icon: 'wait' },
  signed: { tone: 'plain', icon: 'tick' },
  'in-force': { tone: 'good', icon: 'tick' },
  paused: { tone: 'caution', icon: 'wait' },
  ended: { tone: 'plain', icon: 'dash' },
};

const DELIVERY_LOOKS: { readonly [State in DeliveryState]: Omit<BadgeProps, 'word'> } = {
  waiting: { tone: 'plain', icon: 'wait' },
  answered: { tone: 'good', icon: 'tick' },
  overdue: { tone: 'bad', icon: 'warning' },
  'deletion-decided': { tone: 'caution', icon: 'wait' },
  'deletion-asked': { tone: 'caution', icon: 'wait' },
  deleted: { tone: 'good', icon: 'tick' },
  refused: { tone: 'plain', icon: 'dash' },
};

/** The consequence for the reader while the server does not answer. */
const awayWords = () => t('Deadlines run on.');

/** Agreements with partner agencies, their deliveries, and people of partners. A pause, an end and a deletion are proposals that another person approves. */
export function Sharing() {
  return (
    <>
      <Loaded<SharingView> path="/v1/sharing" away={awayWords()}>
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
              <Details one={one} />
            </FollowedRow>
          ))}
        </Table>
      )}
    </section>
  );
}

function Details({ one: { agreement, state, signatures, differences } }: { readonly one: AgreementView }) {
  const { purpose, legalBasis, datasets, lists = [], recipients, onwardTransfer } = agreement;
  return (
    <div class="breach">
      <dl class="breach-facts">
        <div>
          <dt>{t('Purpose ## clause of an agreement')}</dt>
          <dd class="typed">{purpose.statement}</dd>
        </div>
        <div>
          <dt>{t('Legal basis')}</dt>
          <dd class="typed">{legalBasis.instrument}</dd>
        </div>
        <div>
          <dt>{t('Datasets ## clause of an agreement')}</dt>
          <dd>
            {datasets.map((dataset) => (
              <DatasetFacts key={dataset.dataset} dataset={dataset} />
            ))}
          </dd>
        </div>
        {lists.length > 0 && (
          <div>
            <dt>{t('Lists of the partner')}</dt>
            <dd>
              {lists.map((one) => (
                <p key={one.list}>{listWords(one)}</p>
              ))}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('Recipients ## clause of an agreement')}</dt>
          <dd class="typed">{recipients.join(', ')}</dd>
        </div>
        <div>
          <dt>{t('Onward transfer')}</dt>
          <dd class="typed">
            {onwardTransfer.kind === 'none' ? t('None ## onward transfer') : onwardTransfer.to.join(', ')}
          </dd>
        </div>
      </dl>
      {differences.length > 0 && (
        <ul>
          {differences.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {mayAct('export.propose') && state === 'draft' && (
        <SignForm id={agreement.id} version={agreement.version} known={signatures.map(({ publicKey }) => publicKey)} />
      )}
      {mayAct('export.propose') && state !== 'ended' && (
        <StopForm id={agreement.id} version={agreement.version} state={state} />
      )}
      <Loaded<SharedDeliveries> path={`/v1/sharing/agreements/${agreement.id}/deliveries`} away={awayWords()}>
        {({ deliveries }) => <Deliveries deliveries={deliveries} />}
      </Loaded>
    </div>
  );
}

/** The terms of lanes must name the same states and the same key. */
function DatasetFacts({ dataset }: { readonly dataset: Dataset }) {
  const word = DATASET_WORDS[dataset.dataset];
  if (dataset.dataset === 'listed-documents') return <ListedFacts word={word} dataset={dataset} />;
  if (dataset.dataset !== 'documents') return <p>{word}</p>;
  const { issuingStates, pseudonym } = dataset;
  return (
    <>
      <p>
        {word} <span class="typed">({issuingStates.join(', ')})</span>
      </p>
      <p class="quiet">
        {t(
          'Lanes compute them under terms that two people sign: npm run documents -- sign partner-terms. The server has no key.',
        )}
      </p>
      <p>{rich('Key of the partner: {digest}', { digest: <span class="digest">{pseudonym.keyCheck}</span> })}</p>
    </>
  );
}

type Dataset = AgreementView['agreement']['datasets'][number];
type Listed = Extract<Dataset, { readonly dataset: 'listed-documents' }>;

function ListedFacts({ word, dataset }: { readonly word: string; readonly dataset: Listed }) {
  const { list, issuingStates } = dataset;
  return (
    <>
      <p>
        {word} <span class="typed">({issuingStates.join(', ')})</span>
      </p>
      <p class="quiet">
        {t(
          'Lanes ask the partner’s blind list after the decision, under terms that two people sign, and send sums of a month. No traveller is referred.',
        )}
      </p>
      <p>
        {rich('List {list} of at least {smallest} documents, with the key {digest}', {
          list: <span class="typed">{list.id}</span>,
          smallest: String(list.smallest),
          digest: <span class="digest">{list.publicKey}</span>,
        })}
      </p>
    </>
  );
}

function Deliveries({ deliveries }: Pick<SharedDeliveries, 'deliveries'>) {
  const opened = useOpened<string>();
  const counts = deliveries.filter(({ kind }) => kind === 'counts');
  if (counts.length === 0) return <p class="quiet">{t('Nothing was delivered yet.')}</p>;
  return (
    <Table
      caption={t('Deliveries, the latest first')}
      columns={[t('Dataset'), t('Period'), t('Made ## a delivery'), t('State'), t('Details')]}
    >
      {counts.map((one) => (
        <FollowedRow
          key={`${one.dataset} ${one.period}`}
          id={`${one.dataset} ${one.period}`}
          opened={opened}
          columns={5}
          verb={t('Open ## a row of a list')}
          what={one.period}
          cells={
            <>
              <th scope="row">{DATASET_WORDS[one.dataset]}</th>
              <td class="figures">{one.period}</td>
              <td class="figures">{dateAndTime(one.madeAt)}</td>
              <td>
                <Badge {...DELIVERY_LOOKS[one.state]} word={DELIVERY_STATE_WORDS[one.state]} />
              </td>
            </>
          }
        >
          <Delivery one={one} />
        </FollowedRow>
      ))}
    </Table>
  );
}

function Delivery({ one: { digest, state, deletion, counted } }: { readonly one: SharedDeliveryView }) {
  const isKept = state === 'waiting' || state === 'answered' || state === 'overdue';
  return (
    <div class="breach">
      {digest === null ? (
        <p class="quiet">{t('Nothing was delivered for this period.')}</p>
      ) : (
        <p>{rich('SHA-256 of the file: {digest}', { digest: <span class="digest">{digest}</span> })}</p>
      )}
      {counted !== null && (
        <p>
          {plural(counted.lanes, '{count} lane sent counts in time.', '{count} lanes sent counts in time.')}{' '}
          {plural(counted.missed, '{count} document was not compared.', '{count} documents were not compared.')}
        </p>
      )}
      {deletion !== null && <Decided reason={DELETION_WORDS[deletion.reason]} decision={deletion} />}
      {digest !== null && isKept && mayAct('export.propose') && <DeletionForm delivery={digest} />}
    </div>
  );
}
