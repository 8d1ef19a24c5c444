import { useSignal } from '@preact/signals';
import type { SignedDocumentsAnswer, SignedDocumentView } from '../../privacy/signed/answers.ts';
import { CONSULTATIONS, type Consultation, type DocumentState } from '../../privacy/signed/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { mayAct } from '../shell/session.ts';
import { TextArea } from './text-area.tsx';
import { CONSULTATION_WORDS, DOCUMENT_STATE_WORDS, DOCUMENT_WORDS } from './words-of-signatures.ts';

/** Shortest text that the server takes. */
const SHORTEST = 20;

const LOOKS: { readonly [State in DocumentState]: Omit<BadgeProps, 'word'> } = {
  'never-signed': { tone: 'caution', icon: 'wait' },
  current: { tone: 'good', icon: 'tick' },
  'out-of-date': { tone: 'bad', icon: 'warning' },
  due: { tone: 'caution', icon: 'warning' },
};

/** The record of processing and the impact assessment: the signed versions, and how the processing has changed since. */
export function Signatures() {
  return (
    <Loaded<SignedDocumentsAnswer> path="/v1/privacy/signatures" away={t('Deadlines run on.')}>
      {({ documents }) => documents.map((one) => <Document key={one.document} one={one} />)}
    </Loaded>
  );
}

function Document({ one }: { readonly one: SignedDocumentView }) {
  const { document, state, changes, signed } = one;
  const id = `signed-${document}`;
  return (
    <section class="panel breach-form" aria-labelledby={id}>
      <h2 id={id}>{DOCUMENT_WORDS[document]}</h2>
      <p>
        <Badge {...LOOKS[state]} word={DOCUMENT_STATE_WORDS[state]} />
      </p>
      {signed !== null && (
        <p class="quiet">
          {rich('Version {version}, signed by {one} and {other}, {time}.', {
            version: String(signed.version),
            one: <span class="digest">{signed.signedBy}</span>,
            other: <span class="digest">{signed.approvedBy}</span>,
            time: dateAndTime(signed.signedAt),
          })}
        </p>
      )}
      {signed !== null && signed.judgement !== null && (
        <>
          <p class="typed">{signed.judgement.risks}</p>
          <p class="typed">{signed.judgement.advice}</p>
          <p>{CONSULTATION_WORDS[signed.judgement.consultation]}</p>
        </>
      )}
      {changes.length > 0 && (
        <>
          <h3>{t('Changes since the last signature')}</h3>
          <ul lang="en">
            {changes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      {mayAct('processing.propose') && <SignForm one={one} />}
    </section>
  );
}

function SignForm({ one: { document, digest } }: { readonly one: SignedDocumentView }) {
  const risks = useSignal('');
  const advice = useSignal('');
  const consultation = useSignal<Consultation | null>(null);
  const words = useSignal('');
  const isAssessment = document === 'assessment';
  const send = async (): Promise<void> => {
    const isShort = risks.value.trim().length < SHORTEST || advice.value.trim().length < SHORTEST;
    if (isAssessment && (isShort || consultation.value === null)) {
      words.value = t('Complete every field first.');
      return;
    }
    const judgement = { risks: risks.value, advice: advice.value, consultation: consultation.value };
    const payload = { document, digest, ...(isAssessment && { judgement }) };
    words.value = (await propose('document-signature', payload)).words;
  };
  const sign = (
    <>
      <Button label={t('Sign, and ask a second person')} onPress={() => void send()} />
      <p role="status">{words.value}</p>
    </>
  );
  if (!isAssessment) return sign;
  return (
    <details class="breach-form">
      <summary>{t('Assess and sign')}</summary>
      <TextArea
        label={t('Risks to travellers, in at least 20 characters')}
        value={risks}
        hint={t('Name no traveller.')}
      />
      <TextArea label={t('Advice on data protection, in at least 20 characters')} value={advice} />
      <Select
        title={t('Consultation of the authority')}
        options={CONSULTATIONS}
        words={CONSULTATION_WORDS}
        chosen={consultation.value}
        onChoose={(chosen) => (consultation.value = chosen)}
      />
      {sign}
    </details>
  );
}
