import type { ComponentChildren } from 'preact';
import type { SharingView } from '../../sharing/agreement/answers.ts';
import { SIGNATURES_OF_SIDE } from '../../sharing/agreement/vocabulary.ts';
import type { SharedDeliveries } from '../../sharing/deliveries/answers.ts';
import { plural, rich, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { mayAct } from '../shell/session.ts';
import {
  BUDGET_PERIOD_WORDS,
  DATASET_WORDS,
  datasetFacts,
  type DatasetView,
  listWords,
} from '../words-of-agreements.ts';
import { differenceWords } from '../words-of-differences.ts';
import { Deliveries } from './agreement-deliveries.tsx';
import { SignForm, StopForm } from './sharing-forms.tsx';

type AgreementView = SharingView['agreements'][number];

/** The consequence for the reader while the server does not answer. */
export const deadlinesRunOn = () => t('Deadlines run on.');

/** The terms of a version of an agreement, its differences from the one before, what can be proposed about it, and its deliveries. */
export function AgreementDetails({ one }: { readonly one: AgreementView }) {
  const { agreement, state, signatures, differences } = one;
  const { id, version } = agreement;
  return (
    <div class="breach">
      <Terms one={one} />
      {differences.length > 0 && (
        <section>
          <h3>{t('Differences from the version before')}</h3>
          <ul>
            {differences.map((each) => (
              <li key={JSON.stringify(each)}>{differenceWords(each)}</li>
            ))}
          </ul>
        </section>
      )}
      {mayAct('export.propose') && state === 'draft' && (
        <SignForm id={id} version={version} known={signatures.map(({ publicKey }) => publicKey)} />
      )}
      {mayAct('export.propose') && state !== 'ended' && <StopForm id={id} version={version} state={state} />}
      {state !== 'draft' && state !== 'signed' && (
        <section>
          <h3>{t('Deliveries')}</h3>
          <Loaded<SharedDeliveries> path={`/v1/sharing/agreements/${id}/deliveries`} away={deadlinesRunOn()}>
            {({ deliveries }) => <Deliveries deliveries={deliveries.filter((each) => each.version === version)} />}
          </Loaded>
        </section>
      )}
    </div>
  );
}

function Terms({ one: { agreement, digest, state, signatures } }: { readonly one: AgreementView }) {
  const { purpose, legalBasis, datasets, lists = [], recipients, onwardTransfer } = agreement;
  const { retention, receiptDays, rate, privacyBudget } = agreement;
  const signedBy = (side: 'provider' | 'recipient') => signatures.filter((each) => each.side === side).length;
  return (
    <dl class="agreement-terms">
      <Term name={t('Purpose ## clause of an agreement')}>{purpose.statement}</Term>
      <Term name={t('Legal basis')}>{legalBasis.instrument}</Term>
      {datasets.map((dataset) => (
        <Term key={dataset.dataset} name={t('Dataset: {dataset}', { dataset: DATASET_WORDS[dataset.dataset] })}>
          <DatasetFacts dataset={dataset} />
        </Term>
      ))}
      {lists.length > 0 && (
        <Term name={t('Lists of the partner')}>
          {lists.map((each) => (
            <p key={each.list}>{listWords(each)}</p>
          ))}
        </Term>
      )}
      <Term name={t('Recipients ## clause of an agreement')}>
        {recipients.map((each) => (
          <p key={each}>{each}</p>
        ))}
      </Term>
      <Term name={t('Onward transfer')}>
        {onwardTransfer.kind === 'none'
          ? t('None ## onward transfer')
          : onwardTransfer.to.map((each) => <p key={each}>{each}</p>)}
      </Term>
      <Term name={t('Kept by the partner')}>{plural(retention.days, '{count} day', '{count} days')}</Term>
      <Term name={t('Receipt within')}>{plural(receiptDays, '{count} day', '{count} days')}</Term>
      <Term name={t('Quotas')}>
        {t('{deliveries} deliveries a day, {requests} requests an hour, {bytes} bytes a day', {
          deliveries: rate.deliveriesPerDay,
          requests: rate.requestsPerHour,
          bytes: rate.bytesPerDay,
        })}
      </Term>
      {privacyBudget !== null && (
        <Term name={t('Privacy budget')}>
          {t('ε {epsilon}, {period}', {
            epsilon: privacyBudget.epsilonThousandths / 1_000,
            period: BUDGET_PERIOD_WORDS[privacyBudget.period],
          })}
        </Term>
      )}
      <Term name={t('Digest of this version')}>
        <span class="digest">{digest}</span>
      </Term>
      {state === 'draft' && (
        <Term name={t('Signatures')}>
          {t('{own} of this agency and {partner} of the partner. Each side needs {needed}.', {
            own: signedBy('provider'),
            partner: signedBy('recipient'),
            needed: SIGNATURES_OF_SIDE,
          })}
        </Term>
      )}
    </dl>
  );
}

function Term({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The terms of lanes must name the same states and the same key. */
function DatasetFacts({ dataset }: { readonly dataset: DatasetView }) {
  return (
    <>
      <p>{datasetFacts(dataset).join(' ')}</p>
      {dataset.dataset === 'listed-documents' && (
        <>
          <p class="quiet">
            {t(
              'Lanes ask the list after each decision, under terms that two people sign with postern-lane documents sign partner-terms. The answer changes no decision. Lanes send sums of a month only.',
            )}
          </p>
          <p>{rich('Key of the list: {digest}', { digest: <span class="digest">{dataset.list.publicKey}</span> })}</p>
        </>
      )}
      {dataset.dataset === 'documents' && (
        <>
          <p class="quiet">
            {t(
              'Lanes compute them under terms that two people sign with postern-lane documents sign partner-terms. The server has no key.',
            )}
          </p>
          <p>
            {rich('Key of the partner: {digest}', { digest: <span class="digest">{dataset.pseudonym.keyCheck}</span> })}
          </p>
        </>
      )}
    </>
  );
}
